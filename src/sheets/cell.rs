//! Cells and rows, as they are in a sheet.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::limits;
use crate::ground::letters::{is_invisible, is_margin};

/// Row of a file: its sheet, and its number there. Row 0 means the whole sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RowPlace {
    pub sheet: u16,
    /// Number that the spreadsheet gives the row.
    pub row: u32,
}

impl From<u32> for RowPlace {
    fn from(row: u32) -> Self {
        Self { sheet: 0, row }
    }
}

/// Merged cells: the first and the last row and column; columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub rows: (u32, u32),
    pub columns: (usize, usize),
}

impl Range {
    /// Reads a range such as `B2:C4`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':')?;
        let (first, last) = (position(first)?, position(last)?);
        let is_range = first.0 <= last.0 && first.1 <= last.1;
        is_range.then_some(Self { rows: (first.0, last.0), columns: (first.1, last.1) })
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (first, last) = (letters(self.columns.0), letters(self.columns.1));
        write!(f, "{first}{}:{last}{}", self.rows.0, self.rows.1)
    }
}

/// Row and column of a reference such as `B12`.
pub(super) fn position(reference: &str) -> Option<(u32, usize)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = reference.split_at(letters);
    let column = column.bytes().try_fold(0_usize, |column, letter| {
        column.checked_mul(26)?.checked_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row.parse().ok()?, column.checked_sub(1)?))
}

/// Name that a spreadsheet gives to a column: `A`, `Z`, `AA`.
pub fn letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if place < 26 { letter.to_string() } else { format!("{}{letter}", letters(place / 26 - 1)) }
}

/// Sheet that holds a list. Rows without content are left out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    pub name: String,
    pub is_hidden: bool,
    pub rows: Vec<SheetRow>,
    /// Merged ranges of more than one column.
    pub wide: Vec<Range>,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct SheetRow {
    pub number: RowPlace,
    /// True if a filter or a person has hidden the row.
    pub is_hidden: bool,
    pub cells: Vec<Cell>,
    /// True if it has a value to the right of the columns that are read.
    pub is_too_wide: bool,
}

impl SheetRow {
    pub fn cell(&self, place: usize) -> &Cell {
        self.cells.get(place).unwrap_or(&Cell::Empty)
    }

    pub(super) fn set(&mut self, place: usize, cell: Cell) {
        if cell == Cell::Empty {
            return;
        }
        if place >= limits::COLUMNS {
            self.is_too_wide = true;
            return;
        }
        if self.cells.len() <= place {
            self.cells.resize(place + 1, Cell::Empty);
        }
        self.cells[place] = cell;
    }
}

#[derive(Clone, Debug, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    /// Text that is never empty, and has no space at either end.
    Text(String),
    /// Text that is longer than [`limits::CELL_CHARACTERS`]; it is not saved.
    TooLong,
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
    Error,
    Formula,
    /// Number under a format for which it is not known what it shows.
    Unshown,
}

impl Cell {
    /// Cell of a text: without margins and what cannot be seen, and composed.
    pub fn of_text(text: &str) -> Self {
        let text = text.trim_matches(is_margin);
        if text.is_empty() {
            Self::Empty
        } else if text.chars().nth(limits::CELL_CHARACTERS).is_some() {
            Self::TooLong
        } else {
            Self::Text(text.chars().filter(|letter| !is_invisible(*letter)).nfc().collect())
        }
    }

    /// Text that a person sees in the cell.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => crate::i18n::dates::short(*day),
            Self::Bool(value) => value.to_string(),
            Self::Empty | Self::TooLong | Self::Error | Self::Formula | Self::Unshown => String::new(),
        }
    }
}
