//! Rows of one sheet as they come in, whatever the file's form.

use std::collections::BTreeMap;

use super::{
    Allowance, Headings, SheetFault,
    cell::{Cell, Range, RowPlace, Sheet, SheetRow},
    limits,
};

/// Gathers the rows and merged ranges of a sheet, up to the limits.
pub(super) struct Grid<'a> {
    headings: Headings,
    allowance: &'a Allowance,
    sheet: Sheet,
    rows: BTreeMap<u32, SheetRow>,
    merged: Vec<Range>,
    /// True once all rows have come among which a heading may be.
    is_looked_through: bool,
}

impl<'a> Grid<'a> {
    pub(super) fn new(headings: Headings, allowance: &'a Allowance, name: String, is_hidden: bool) -> Self {
        let sheet = Sheet { name, is_hidden, ..Sheet::default() };
        Self { headings, allowance, sheet, rows: BTreeMap::new(), merged: Vec::new(), is_looked_through: false }
    }

    pub(super) fn merge(&mut self, range: Range) -> Result<(), SheetFault> {
        self.merged.push(range);
        if self.merged.len() > limits::MERGED_RANGES { Err(SheetFault::TooLargeUnpacked) } else { Ok(()) }
    }

    /// Takes a cell in; rows are counted from 1, columns from 0.
    pub(super) fn set(&mut self, row: u32, column: usize, is_hidden: bool, cell: Cell) -> Result<(), SheetFault> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if let Cell::Text(text) = &cell {
            // one shared text may be in millions of cells
            self.allowance.take(text.len())?;
        }
        if !self.rows.contains_key(&row) && self.rows.len() == limits::ROWS + limits::HEADING_DEPTH {
            return Err(SheetFault::TooManyRows);
        }
        let number = RowPlace::from(row);
        let row = self.rows.entry(row).or_insert_with(|| SheetRow { number, is_hidden, ..SheetRow::default() });
        row.set(column, cell);
        Ok(())
    }

    /// Tells whether the rows that may hold a heading have come without one, so that this sheet is no list.
    pub(super) fn is_no_list(&mut self) -> bool {
        if self.is_looked_through || self.rows.len() <= limits::HEADING_DEPTH {
            return false;
        }
        self.is_looked_through = true;
        let rows: Vec<SheetRow> = self.rows.values().cloned().collect();
        self.headings.place(&rows).is_none()
    }

    /// Returns the sheet, in which each cell of a merged range has the value of the whole from top to bottom.
    pub(super) fn whole(mut self) -> Result<Sheet, SheetFault> {
        for range in &self.merged {
            let value = self.rows.get(&range.rows.0).map(|row| row.cell(range.columns.0).clone()).unwrap_or_default();
            if value == Cell::Empty {
                continue;
            }
            for (_, row) in self.rows.range_mut(range.rows.0..=range.rows.1).skip(1) {
                self.allowance.take(1 + value.shown().len())?;
                if *row.cell(range.columns.0) == Cell::Empty {
                    row.set(range.columns.0, value.clone());
                }
            }
        }
        self.sheet.wide = self.merged.into_iter().filter(|range| range.columns.1 > range.columns.0).collect();
        self.sheet.rows = self.rows.into_values().collect();
        Ok(self.sheet)
    }
}

/// Sheets that hold a heading, or the reason why none does.
pub(super) struct Book {
    headings: Headings,
    sheets: Vec<Sheet>,
    rows: usize,
    reason: Option<SheetFault>,
}

impl Book {
    pub(super) const fn new(headings: Headings) -> Self {
        Self { headings, sheets: Vec::new(), rows: 0, reason: None }
    }

    pub(super) fn add(&mut self, sheet: Sheet) -> Result<(), SheetFault> {
        if self.headings.place(&sheet.rows).is_some() {
            self.rows += sheet.rows.len();
            self.sheets.push(sheet);
        } else {
            self.reason = self.reason.take().or_else(|| self.headings.why_none(&sheet.rows));
        }
        let most = limits::ROWS + limits::SHEETS * limits::HEADING_DEPTH;
        if self.rows > most { Err(SheetFault::TooManyRows) } else { Ok(()) }
    }

    pub(super) fn whole(self) -> Result<Vec<Sheet>, SheetFault> {
        if self.sheets.is_empty() { Err(self.reason.unwrap_or(SheetFault::NoHeading)) } else { Ok(self.sheets) }
    }
}
