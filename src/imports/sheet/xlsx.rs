//! Workbooks, read as a stream of cells: a lone cell in the far corner costs nothing.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use chrono::NaiveDate;

use crate::imports::{
    FileFault,
    cell::{Cell, Sheet, SheetRow},
    heading, limits,
};

/// Serial numbers of the days from 1900 to 9999.
const SERIALS: std::ops::Range<f64> = 1.0..2_958_466.0;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    // a file made to be wrong may break what the library takes for granted; that is the file's fault
    catch_unwind(AssertUnwindSafe(|| first_list(bytes))).unwrap_or(Err(FileFault::Damaged))
}

fn first_list(bytes: &[u8]) -> Result<Sheet, FileFault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| file_fault(&error))?;
    let mut sheets = workbook.sheets_metadata().to_vec();
    sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
    for sheet in sheets.iter().take(limits::SHEETS) {
        match one_sheet(&mut workbook, &sheet.name) {
            Ok(Some(sheet)) => return Ok(sheet),
            // charts and dialogs are sheets too
            Ok(None) | Err(XlsxFault::Library(XlsxError::NotAWorksheet(_))) => {}
            Err(XlsxFault::Library(error)) => return Err(file_fault(&error)),
            Err(XlsxFault::Ours(fault)) => return Err(fault),
        }
    }
    Err(FileFault::NoHeading)
}

enum XlsxFault {
    Library(XlsxError),
    Ours(FileFault),
}

impl From<XlsxError> for XlsxFault {
    fn from(error: XlsxError) -> Self {
        Self::Library(error)
    }
}

const fn file_fault(error: &XlsxError) -> FileFault {
    match error {
        XlsxError::Password => FileFault::PasswordProtected,
        _ => FileFault::Damaged,
    }
}

/// The sheet, if it has a heading.
fn one_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Sheet>, XlsxFault> {
    let mut cells = workbook.worksheet_cells_reader(name)?;
    let mut rows: BTreeMap<u32, SheetRow> = BTreeMap::new();
    let mut text_left = limits::UNPACKED_BYTES;
    let mut is_too_long = false;
    while let Some(record) = cells.next_cell_with_formula_metadata()? {
        let (row, column) = record.pos;
        let cell = if record.formula.is_some() { Cell::Formula } else { cell_of(&record.value) };
        if cell == Cell::Empty {
            continue;
        }
        if let Cell::Text(text) = &cell {
            // one shared text may stand in millions of cells
            text_left = text_left.checked_sub(text.len()).ok_or(XlsxFault::Ours(FileFault::TooLargeUnpacked))?;
        }
        if !rows.contains_key(&row) && rows.len() == limits::ROWS + limits::HEADING_DEPTH {
            is_too_long = true;
            break;
        }
        let row = rows.entry(row).or_insert_with(|| SheetRow { number: row.saturating_add(1), ..SheetRow::default() });
        row.set(column as usize, cell);
    }
    let sheet = Sheet { rows: rows.into_values().collect() };
    match heading::place(&sheet.rows) {
        Some(_) if is_too_long => Err(XlsxFault::Ours(FileFault::TooManyRows)),
        Some(_) => Ok(Some(sheet)),
        None => Ok(None),
    }
}

fn cell_of(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "workbooks hold no whole number that a float does not")]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::of_text(text),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) if moment.is_datetime() && SERIALS.contains(&moment.as_f64()) => {
            moment.as_datetime().map_or(Cell::Error, |moment| Cell::Date(moment.date()))
        }
        DataRef::DateTime(moment) => Cell::Number(moment.as_f64()),
        DataRef::DateTimeIso(text) => {
            text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()).map_or_else(|| Cell::of_text(text), Cell::Date)
        }
        DataRef::Error(_) => Cell::Error,
    }
}
