//! Cells and rows of a list, as they stand in the sheet.

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::limits;
use crate::ground::letters::is_invisible;

/// The sheet that holds the list. Rows without content are left out.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sheet {
    pub rows: Vec<SheetRow>,
}

#[derive(Clone, Debug, PartialEq, Default)]
pub struct SheetRow {
    /// As the spreadsheet numbers its rows.
    pub number: u32,
    pub cells: Vec<Cell>,
    /// Something stands further right than columns are read.
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
    /// Never empty, and with no space at either end.
    Text(String),
    /// Longer than [`limits::CELL_CHARACTERS`]; the text is not kept.
    TooLong,
    Number(f64),
    Date(NaiveDate),
    Bool(bool),
    Error,
    Formula,
}

impl Cell {
    pub(super) fn of_text(text: &str) -> Self {
        let text = text.trim_matches(is_blank);
        if text.is_empty() {
            Self::Empty
        } else if text.chars().nth(limits::CELL_CHARACTERS).is_some() {
            Self::TooLong
        } else {
            Self::Text(text.nfc().filter(|letter| !is_invisible(*letter)).collect())
        }
    }

    /// What a person sees in the cell.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(day) => crate::i18n::dates::short(*day),
            Self::Bool(value) => value.to_string(),
            Self::Empty | Self::TooLong | Self::Error | Self::Formula => String::new(),
        }
    }
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}
