//! Rows and cells of a list, whatever the form of the file.
//!
//! The file is taken to be hostile: it is measured before a library sees it, and nothing is reserved
//! because the file says so.

mod delimited;
mod guard;
mod xlsx;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::{FileFault, limits};

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

    fn set(&mut self, place: usize, cell: Cell) {
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
    fn of_text(text: &str) -> Self {
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

/// Marks that come along when text is copied from a page, and that nobody sees.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Compound files: old Excel, and new Excel behind a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ZIP: &[u8] = b"PK";

/// Reads the sheet that holds a heading.
pub fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    if bytes.is_empty() {
        Err(FileFault::Empty)
    } else if bytes.len() > limits::FILE_BYTES {
        Err(FileFault::TooLarge)
    } else if bytes.starts_with(COMPOUND_FILE) {
        Err(compound_file(bytes))
    } else if bytes.starts_with(ZIP) {
        guard::check(bytes)?;
        xlsx::read(bytes)
    } else {
        delimited::read(bytes)
    }
}

/// Which compound file it is, by the names in its directory, which are UTF-16.
fn compound_file(bytes: &[u8]) -> FileFault {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("Workbook") {
        FileFault::OldExcel
    } else if holds("WordDocument") || holds("PowerPoint Document") {
        FileFault::NotASpreadsheet
    } else {
        FileFault::PasswordProtected
    }
}
