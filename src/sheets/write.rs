//! Workbooks to download.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::ground::{AppError, Incident, ids::Ids};

/// Media type of a workbook of Excel.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Column of a sheet that is written.
#[derive(Clone, Debug)]
pub struct WrittenColumn {
    pub heading: String,
    /// Width in characters.
    pub width: u16,
}

/// Value of a cell that is written. A text stays one, such as an IIN that begins with a zero.
#[derive(Clone, Debug)]
pub enum WrittenCell {
    Empty,
    Text(String),
    Number(i32),
    Day(NaiveDate),
}

/// Writes a workbook of one sheet, with the headings in its first row, which stays in sight.
pub fn workbook(name: &str, columns: &[WrittenColumn], rows: &[Vec<WrittenCell>]) -> Result<Vec<u8>, AppError> {
    write(name, columns, rows).map_err(|error| {
        let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
        tracing::error!(%incident, %error, "a workbook could not be written");
        AppError::Bug(incident)
    })
}

fn write(name: &str, columns: &[WrittenColumn], rows: &[Vec<WrittenCell>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(name))?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    for (place, column) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, &column.heading, &heading)?;
        sheet.set_column_width(place, column.width)?;
    }
    for (row, cells) in (1..).zip(rows) {
        write_row(sheet, row, cells)?;
    }
    workbook.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[WrittenCell]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (place, cell) in (0..).zip(cells) {
        match cell {
            WrittenCell::Empty => {}
            WrittenCell::Text(value) => drop(sheet.write_string_with_format(row, place, value, &text)?),
            WrittenCell::Number(value) => drop(sheet.write_number(row, place, *value)?),
            WrittenCell::Day(value) => drop(sheet.write_date_with_format(row, place, value, &day)?),
        }
    }
    Ok(())
}

/// Name as Excel takes it for a sheet: up to 31 characters, and some of them not at all.
fn sheet_name(name: &str) -> String {
    let name = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
    name.take(31).collect()
}
