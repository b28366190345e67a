//! Tables as text: commas, semicolons or tabs between the cells.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1251};

use crate::imports::{
    FileFault,
    cell::{Cell, Sheet, SheetRow},
    heading, limits,
};

const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];
/// Digits that a number of a spreadsheet holds exactly.
const EXACT_DIGITS: usize = 15;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    let text = decode(bytes).ok_or(FileFault::NotASpreadsheet)?;
    if text.trim().is_empty() {
        return Err(FileFault::Empty);
    }
    // one way of ending lines, so that lines can be counted
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let separator = SEPARATORS
        .into_iter()
        .map(|separator| {
            let (rows, _) = rows(&text, separator, limits::HEADING_DEPTH);
            (heading::place(&rows).map_or(0, |place| heading::known(&rows[place])), separator)
        })
        .rev()
        .max_by_key(|(known, _)| *known)
        .filter(|(known, _)| *known > 0)
        .map(|(_, separator)| separator)
        .ok_or(FileFault::NoHeading)?;
    let (rows, has_more) = rows(&text, separator, limits::ROWS + limits::HEADING_DEPTH);
    if has_more { Err(FileFault::TooManyRows) } else { Ok(Sheet { rows }) }
}

/// UTF-8 or UTF-16 by their marks, UTF-8 without one, else what Excel of this country writes. No text of
/// these has control characters, so with them it is something else.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        (None, Ok(text)) => Cow::Borrowed(text),
        (None, Err(_)) => WINDOWS_1251.decode_without_bom_handling(bytes).0,
    };
    let is_text = !text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r'));
    is_text.then_some(text)
}

/// The rows with content, up to so many, and whether there are more.
fn rows(text: &str, separator: u8, most: usize) -> (Vec<SheetRow>, bool) {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut breaks_in_cells = 0;
    // reading from memory, with any number of cells in a row: it cannot fail
    while let Ok(true) = reader.read_record(&mut record) {
        breaks_in_cells += record.iter().map(|text| text.matches('\n').count() as u64).sum::<u64>();
        // the line below the row, less the lines that only part a cell, is one more than the row
        let number = reader.position().line().saturating_sub(1).saturating_sub(breaks_in_cells);
        let mut row = SheetRow { number: u32::try_from(number).unwrap_or(u32::MAX), ..SheetRow::default() };
        for (place, text) in record.iter().enumerate() {
            row.set(place, cell_of(text));
        }
        if row.cells.is_empty() {
            continue;
        }
        if rows.len() == most {
            return (rows, true);
        }
        rows.push(row);
    }
    (rows, false)
}

/// Digits alone are what a spreadsheet wrote for a number; where it reads back as the same digits, it is
/// taken as one.
fn cell_of(text: &str) -> Cell {
    let digits = text.trim();
    let is_number =
        digits.len() <= EXACT_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    match digits.parse() {
        Ok(number) if is_number => Cell::Number(number),
        _ => Cell::of_text(text),
    }
}
