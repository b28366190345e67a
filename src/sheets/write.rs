//! Workbooks and tables of separated values, to download.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

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
    /// Part of a whole, shown as a percentage.
    Share(f64),
    Day(NaiveDate),
}

/// Sheet that is written, with the headings in its first row, which stays in sight.
#[derive(Clone, Debug)]
pub struct WrittenSheet {
    pub name: String,
    pub columns: Vec<WrittenColumn>,
    pub rows: Vec<Vec<WrittenCell>>,
}

/// Writes a workbook. The same sheets give the same bytes.
pub fn workbook(sheets: &[WrittenSheet]) -> Result<Vec<u8>, AppError> {
    write(sheets).map_err(|error| unwritten(&error))
}

fn write(sheets: &[WrittenSheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // the moment at which a file was made would make each another file
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let heading = Format::new().set_bold().set_border_bottom(FormatBorder::Thin);
    for written in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&written.name))?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0..).zip(&written.columns) {
            sheet.write_string_with_format(0, place, &column.heading, &heading)?;
            sheet.set_column_width(place, column.width)?;
        }
        for (row, cells) in (1..).zip(&written.rows) {
            write_row(sheet, row, cells)?;
        }
    }
    workbook.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[WrittenCell]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    let day = Format::new().set_num_format("dd.mm.yyyy");
    let share = Format::new().set_num_format("0%");
    for (place, cell) in (0..).zip(cells) {
        match cell {
            WrittenCell::Empty => {}
            WrittenCell::Text(value) => drop(sheet.write_string_with_format(row, place, value, &text)?),
            WrittenCell::Number(value) => drop(sheet.write_number(row, place, *value)?),
            WrittenCell::Share(value) => drop(sheet.write_number_with_format(row, place, *value, &share)?),
            WrittenCell::Day(value) => drop(sheet.write_date_with_format(row, place, value, &day)?),
        }
    }
    Ok(())
}

/// Table as separated values: UTF-8 with a mark, so that a spreadsheet reads it right; a cell that would be taken for a
/// formula is escaped.
pub fn csv<'a>(separator: u8, rows: impl IntoIterator<Item = &'a [String]>) -> Result<Vec<u8>, AppError> {
    csv_after("\u{feff}".as_bytes().to_vec(), separator, rows)
}

/// Rows of such a table, without the mark: those that follow others.
pub fn csv_lines<'a>(separator: u8, rows: impl IntoIterator<Item = &'a [String]>) -> Result<Vec<u8>, AppError> {
    csv_after(Vec::new(), separator, rows)
}

fn csv_after<'a>(
    mut bytes: Vec<u8>,
    separator: u8,
    rows: impl IntoIterator<Item = &'a [String]>,
) -> Result<Vec<u8>, AppError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(&mut bytes);
    let write = || -> csv::Result<()> {
        for row in rows {
            writer.write_record(row.iter().map(|cell| guarded(cell)).map(Cow::into_owned))?;
        }
        Ok(writer.flush()?)
    };
    let written = write();
    drop(writer);
    written.map_err(|error| unwritten(&error))?;
    Ok(bytes)
}

/// Cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if is_formula { format!("'{cell}").into() } else { cell.into() }
}

fn unwritten(error: &dyn std::fmt::Display) -> AppError {
    let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
    tracing::error!(%incident, %error, "a table could not be written");
    AppError::Bug(incident)
}

/// Name as Excel takes it for a sheet: up to 31 characters, and some of them not at all.
fn sheet_name(name: &str) -> String {
    let name = name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter));
    name.take(31).collect()
}
