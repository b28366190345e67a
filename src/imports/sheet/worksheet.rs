//! The cells of a sheet, with what is hidden and merged in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::{
    allowance::Allowance,
    package::{Package, Part, attribute},
    workbook::{SheetPart, TextReader, Workbook, unescaped},
};
use crate::imports::{
    FileFault,
    cell::{Cell, Range, RowPlace, Sheet, SheetRow, position},
    heading, limits,
};

/// Reads all sheets that hold a heading.
pub(super) fn read_all(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Sheet>, FileFault> {
    let mut package = Package::open(bytes, allowance)?;
    if package.has("mimetype")
        && package.start("mimetype", 100)?.starts_with(b"application/vnd.oasis.opendocument.spreadsheet")
    {
        return Err(FileFault::OpenDocument);
    }
    let workbook = Workbook::read(&mut package)?;
    let (mut sheets, mut rows) = (Vec::new(), 0);
    let mut reason = FileFault::NoHeading;
    for (place, sheet) in workbook.sheets.iter().enumerate() {
        let part = package.part(&sheet.part)?.ok_or(FileFault::Damaged)?;
        let number = u16::try_from(place).unwrap_or(u16::MAX);
        let read = SheetReader::new(&workbook, allowance, sheet, number).read(part)?;
        if heading::place(&read.rows).is_some() {
            rows += read.rows.len();
            sheets.push(read);
        } else if let Some(fault) = heading::why_none(&read.rows) {
            reason = fault;
        }
        if rows > limits::ROWS + limits::SHEETS * limits::HEADING_DEPTH {
            return Err(FileFault::TooManyRows);
        }
    }
    if sheets.is_empty() { Err(reason) } else { Ok(sheets) }
}

/// Gathers one sheet from its markup.
struct SheetReader<'a> {
    workbook: &'a Workbook,
    allowance: &'a Allowance,
    sheet: Sheet,
    number: u16,
    rows: BTreeMap<u32, SheetRow>,
    merged: Vec<Range>,
    row: u32,
    column: usize,
    is_hidden: bool,
    /// The rows among which a heading may be have come.
    is_looked_through: bool,
}

/// A cell as its markup has it.
#[derive(Default)]
struct RawCell {
    kind: String,
    format: usize,
    text: TextReader,
    is_formula: bool,
}

impl<'a> SheetReader<'a> {
    fn new(workbook: &'a Workbook, allowance: &'a Allowance, part: &SheetPart, number: u16) -> Self {
        let sheet = Sheet { name: part.name.clone(), is_hidden: part.is_hidden, ..Sheet::default() };
        Self {
            workbook,
            allowance,
            sheet,
            number,
            rows: BTreeMap::new(),
            merged: Vec::new(),
            row: 0,
            column: 0,
            is_hidden: false,
            is_looked_through: false,
        }
    }

    fn read(mut self, mut part: Part<'_, '_>) -> Result<Sheet, FileFault> {
        let mut raw: Option<RawCell> = None;
        loop {
            let event = part.next()?;
            match (&event, &mut raw) {
                (Event::Start(tag), None) => match tag.local_name().as_ref() {
                    "row" => self.begin_row(tag),
                    "c" => raw = Some(self.begin_cell(tag)),
                    "mergeCell" => self.merged.extend(attribute(tag, "ref").and_then(|text| Range::parse(&text))),
                    _ => {}
                },
                (Event::Start(tag), Some(cell)) if tag.local_name().as_ref() == "f" => cell.is_formula = true,
                (Event::End(tag), Some(_)) if tag.local_name().as_ref() == "c" => {
                    if let Some(cell) = raw.take() {
                        let cell = self.cell_of(cell)?;
                        self.keep(cell)?;
                        if self.is_no_list() {
                            return Ok(self.sheet);
                        }
                    }
                }
                (event, Some(cell)) => cell.text.take(event)?,
                (Event::Eof, None) => return self.whole(),
                _ => {}
            }
            if self.merged.len() > limits::MERGED_RANGES {
                return Err(FileFault::TooLargeUnpacked);
            }
        }
    }

    fn begin_row(&mut self, tag: &BytesStart<'_>) {
        let stated = attribute(tag, "r").and_then(|row| row.parse().ok());
        self.row = stated.unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        self.is_hidden = attribute(tag, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true");
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> RawCell {
        if let Some((row, column)) = attribute(tag, "r").and_then(|reference| position(&reference)) {
            (self.row, self.column) = (row, column);
        }
        let format = attribute(tag, "s").and_then(|format| format.parse().ok()).unwrap_or(0);
        RawCell { kind: attribute(tag, "t").unwrap_or_default(), format, ..RawCell::default() }
    }

    fn cell_of(&self, raw: RawCell) -> Result<Cell, FileFault> {
        if raw.is_formula {
            return Ok(Cell::Formula);
        }
        let text = raw.text.text;
        Ok(match raw.kind.as_str() {
            _ if text.is_empty() => Cell::Empty,
            "s" => {
                let place = text.trim().parse().map_err(|_| FileFault::Damaged)?;
                Cell::of_text(self.workbook.texts.get(place).ok_or(FileFault::Damaged)?)
            }
            "b" => Cell::Bool(matches!(text.trim(), "1" | "true")),
            "e" => Cell::Error,
            "d" => {
                let day: Option<NaiveDate> = text.get(..10).and_then(|day| day.parse().ok());
                day.map_or_else(|| Cell::of_text(&text), Cell::Date)
            }
            "" | "n" => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let format = self.workbook.formats.get(raw.format);
                    format.map_or(Cell::Number(number), |format| format.cell(number, self.workbook.is_1904))
                }
                _ => Cell::of_text(&text),
            },
            _ => Cell::of_text(&unescaped(&text)),
        })
    }

    fn keep(&mut self, cell: Cell) -> Result<(), FileFault> {
        let column = self.column;
        self.column += 1;
        if cell == Cell::Empty {
            return Ok(());
        }
        if let Cell::Text(text) = &cell {
            // one shared text may stand in millions of cells
            self.allowance.take(text.len())?;
        }
        if !self.rows.contains_key(&self.row) && self.rows.len() == limits::ROWS + limits::HEADING_DEPTH {
            return Err(FileFault::TooManyRows);
        }
        let (number, is_hidden) = (RowPlace { sheet: self.number, row: self.row }, self.is_hidden);
        let row = self.rows.entry(self.row).or_insert_with(|| SheetRow { number, is_hidden, ..SheetRow::default() });
        row.set(column, cell);
        Ok(())
    }

    /// Whether so many rows have come without a heading that this is a sheet of something else.
    fn is_no_list(&mut self) -> bool {
        if self.is_looked_through || self.rows.len() <= limits::HEADING_DEPTH {
            return false;
        }
        self.is_looked_through = true;
        self.sheet.rows = self.rows.values().cloned().collect();
        let is_none = heading::place(&self.sheet.rows).is_none();
        if !is_none {
            self.sheet.rows.clear();
        }
        is_none
    }

    /// The sheet, each cell of a merged range having the value of the whole from top to bottom.
    fn whole(mut self) -> Result<Sheet, FileFault> {
        for range in &self.merged {
            let Some(value) = self.rows.get(&range.rows.0).map(|row| row.cell(range.columns.0).clone()) else {
                continue;
            };
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
