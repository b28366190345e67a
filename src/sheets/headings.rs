//! Headings by which a list is found among the rows of a file.

use super::{
    SheetFault,
    cell::{Cell, SheetRow},
    limits,
};

/// Headings of one kind of list, as its reader knows them.
#[derive(Clone, Copy, Debug)]
pub struct Headings {
    /// Tells whether a text is one of them.
    pub is_known: fn(&str) -> bool,
    /// Known headings that a row needs at least; with fewer it is a row of other words.
    pub least_known: usize,
    /// Columns that such a list has at least.
    pub least_columns: usize,
}

impl Headings {
    /// Place of the row that reads most like a heading.
    pub fn place(&self, rows: &[SheetRow]) -> Option<usize> {
        let near = rows.iter().take(limits::HEADING_DEPTH).map(|row| self.known(row)).enumerate();
        let near = near.filter(|(_, known)| *known >= self.least_known);
        near.rev().max_by_key(|(_, known)| *known).map(|(place, _)| place)
    }

    /// Number of known headings in a row.
    pub fn known(&self, row: &SheetRow) -> usize {
        row.cells.iter().filter(|cell| matches!(cell, Cell::Text(text) if (self.is_known)(text))).count()
    }

    /// Reason why there is no heading, if the rows show it: all headings are in one cell.
    pub(super) fn why_none(&self, rows: &[SheetRow]) -> Option<SheetFault> {
        let texts = rows.iter().take(limits::HEADING_DEPTH).flat_map(|row| &row.cells);
        let splits = |text: &str, separator: char| {
            text.split(separator).filter(|part| (self.is_known)(part)).count() >= self.least_known
        };
        texts.into_iter().find_map(|cell| {
            let Cell::Text(text) = cell else { return None };
            if [';', ',', '\t'].iter().any(|separator| splits(text, *separator)) {
                return Some(SheetFault::AllInOneCell);
            }
            let separator = OTHER_SEPARATORS.into_iter().find(|separator| splits(text, *separator))?;
            Some(SheetFault::OtherSeparator(separator))
        })
    }
}

/// Signs between the cells of a row in files of other programs.
const OTHER_SEPARATORS: [char; 3] = ['|', ':', '^'];
