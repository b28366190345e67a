//! Heading of a list: the row of a sheet that reads most like one, and the place of each column.

use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

use super::{Column, FileFault, fault::RepeatedColumn};
use crate::sheets::{
    Headings, SheetFault,
    cell::{Cell, Sheet, SheetRow, letters},
};

/// Places of the columns of a list.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Place of the heading among the sheet's rows.
    pub place: usize,
    columns: HashMap<Column, usize>,
    /// Words of the headings that are known, as they are written.
    words: HashSet<String>,
}

impl Heading {
    /// Finds the heading; each required column must be in it once.
    pub fn find(sheet: &Sheet) -> Result<Self, FileFault> {
        let place = HEADINGS.place(&sheet.rows).ok_or(SheetFault::NoHeading)?;
        let row = &sheet.rows[place];
        if row.is_too_wide {
            return Err(SheetFault::TooManyColumns.into());
        }
        let mut places: HashMap<Column, Vec<usize>> = HashMap::new();
        for (place, column) in columns(row) {
            places.entry(column).or_default().push(place);
        }
        let repeated: Vec<RepeatedColumn> = Column::ALL
            .iter()
            .filter_map(|column| {
                let headings = places.get(column).filter(|places| places.len() > 1)?;
                let headings = headings.iter().map(|place| (letters(*place), row.cell(*place).shown())).collect();
                Some(RepeatedColumn { column: *column, headings })
            })
            .collect();
        if !repeated.is_empty() {
            return Err(FileFault::ColumnsRepeated(repeated));
        }
        let missing: Vec<Column> = Column::REQUIRED.into_iter().filter(|column| !places.contains_key(column)).collect();
        if !missing.is_empty() {
            return Err(parted(sheet, place, &missing).unwrap_or(FileFault::ColumnsMissing(missing)));
        }
        let columns: HashMap<Column, usize> = places.into_iter().map(|(column, places)| (column, places[0])).collect();
        let words = columns.values().map(|place| row.cell(*place).shown()).collect();
        Ok(Self { place, columns, words })
    }

    /// Tells whether a row is the same heading again, as on the second page of a print, with its columns in the same
    /// places; nothing if the row is no heading.
    pub fn is_repeated_in(&self, row: &SheetRow) -> Option<bool> {
        let is_same = |cell: &Cell| matches!(cell, Cell::Text(text) if self.words.contains(text));
        if row.cells.iter().filter(|cell| is_same(cell)).count() < HEADINGS.least_known {
            return None;
        }
        Some(columns(row).all(|(place, column)| self.columns.get(&column) == Some(&place)))
    }

    /// Number of columns among these that are read.
    pub fn count_within(&self, places: RangeInclusive<usize>) -> usize {
        self.columns.values().filter(|place| places.contains(place)).count()
    }

    /// Cell of a row in a column; an empty one if the list has no such column.
    pub fn cell<'a>(&self, row: &'a SheetRow, column: Column) -> &'a Cell {
        self.columns.get(&column).map_or(&Cell::Empty, |place| row.cell(*place))
    }
}

/// Headings by which a list is found among the rows of a file.
pub(super) const HEADINGS: Headings = Headings {
    is_known: |heading| Column::of_heading(heading).is_some(),
    least_known: 3,
    least_columns: Column::REQUIRED.len(),
};

fn columns(row: &SheetRow) -> impl Iterator<Item = (usize, Column)> {
    row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
        Cell::Text(text) => Some((place, Column::of_heading(text)?)),
        _ => None,
    })
}

/// Fault of a heading that takes two rows: a column that is missing in one is in the row above or below.
fn parted(sheet: &Sheet, place: usize, missing: &[Column]) -> Option<FileFault> {
    let near = [place.checked_sub(1), Some(place + 1)].into_iter().flatten();
    let other = near.filter_map(|place| sheet.rows.get(place)).find(|row| {
        let known: Vec<Column> = columns(row).map(|(_, column)| column).collect();
        missing.iter().any(|column| known.contains(column))
    })?;
    let (one, two) = (sheet.rows[place].number.row, other.number.row);
    Some(FileFault::HeadingInTwoRows { first: one.min(two), second: one.max(two) })
}
