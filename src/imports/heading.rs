//! Which column stands where: the row of a sheet that reads most like a heading.

use std::collections::HashMap;

use super::{
    Column, FileFault,
    cell::{Cell, Sheet, SheetRow},
    fault::RepeatedColumn,
    limits,
};

/// Where the columns of a list stand.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The place of the heading among the sheet's rows.
    pub place: usize,
    columns: HashMap<Column, usize>,
}

impl Heading {
    /// Finds the heading; all that must be there has to be there once.
    pub fn find(sheet: &Sheet) -> Result<Self, FileFault> {
        let place = place(&sheet.rows).ok_or(FileFault::NoHeading)?;
        let row = &sheet.rows[place];
        if row.is_too_wide {
            return Err(FileFault::TooManyColumns);
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
            return Err(FileFault::ColumnsMissing(missing));
        }
        let columns = places.into_iter().map(|(column, places)| (column, places[0])).collect();
        Ok(Self { place, columns })
    }

    /// What stands in a column of a row; nothing, where the list has no such column.
    pub fn cell<'a>(&self, row: &'a SheetRow, column: Column) -> &'a Cell {
        self.columns.get(&column).map_or(&Cell::Empty, |place| row.cell(*place))
    }
}

/// Fewer known headings than this are a row of other words.
const LEAST_KNOWN: usize = 3;

/// The place of the row that reads most like a heading.
pub fn place(rows: &[SheetRow]) -> Option<usize> {
    let near = rows.iter().take(limits::HEADING_DEPTH).map(known).enumerate();
    near.filter(|(_, known)| *known >= LEAST_KNOWN).rev().max_by_key(|(_, known)| *known).map(|(place, _)| place)
}

/// How many headings of a row are known.
pub fn known(row: &SheetRow) -> usize {
    columns(row).count()
}

fn columns(row: &SheetRow) -> impl Iterator<Item = (usize, Column)> {
    row.cells.iter().enumerate().filter_map(|(place, cell)| match cell {
        Cell::Text(text) => Some((place, Column::of_heading(text)?)),
        _ => None,
    })
}

/// The name a spreadsheet gives to a column: `A`, `Z`, `AA`.
fn letters(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or_default());
    if place < 26 { letter.to_string() } else { format!("{}{letter}", letters(place / 26 - 1)) }
}
