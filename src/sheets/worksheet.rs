//! Cells of an Excel sheet, with what is hidden and merged in it.

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::{
    Allowance, Headings, SheetFault,
    cell::{Cell, Range, Sheet, position},
    grid::{Book, Grid},
    package::{Package, Part, attribute},
    workbook::{SheetPart, TextReader, Workbook, unescaped},
};

/// Reads all sheets that hold a heading.
pub(super) fn read_all(
    package: &mut Package<'_>,
    headings: Headings,
    allowance: &Allowance,
) -> Result<Vec<Sheet>, SheetFault> {
    let workbook = Workbook::read(package)?;
    let mut book = Book::new(headings);
    for sheet in &workbook.sheets {
        let part = package.part(&sheet.part)?.ok_or(SheetFault::Damaged)?;
        book.add(SheetReader::new(&workbook, (headings, allowance), sheet).read(part)?)?;
    }
    book.whole()
}

/// Gathers one sheet from its markup.
struct SheetReader<'a> {
    workbook: &'a Workbook,
    grid: Grid<'a>,
    row: u32,
    column: usize,
    is_hidden: bool,
}

/// Cell as its markup has it.
#[derive(Default)]
struct RawCell {
    kind: String,
    format: usize,
    text: TextReader,
    is_formula: bool,
}

impl<'a> SheetReader<'a> {
    fn new(workbook: &'a Workbook, (headings, allowance): (Headings, &'a Allowance), part: &SheetPart) -> Self {
        let grid = Grid::new(headings, allowance, part.name.clone(), part.is_hidden);
        Self { workbook, grid, row: 0, column: 0, is_hidden: false }
    }

    fn read(mut self, mut part: Part<'_, '_>) -> Result<Sheet, SheetFault> {
        let mut raw: Option<RawCell> = None;
        loop {
            let event = part.next()?;
            match (&event, &mut raw) {
                (Event::Start(tag), None) => match tag.local_name().as_ref() {
                    "row" => self.begin_row(tag),
                    "c" => raw = Some(self.begin_cell(tag)),
                    "mergeCell" => {
                        if let Some(range) = attribute(tag, "ref").and_then(|text| Range::parse(&text)) {
                            self.grid.merge(range)?;
                        }
                    }
                    _ => {}
                },
                (Event::Start(tag), Some(cell)) if tag.local_name().as_ref() == "f" => cell.is_formula = true,
                (Event::End(tag), Some(_)) if tag.local_name().as_ref() == "c" => {
                    if let Some(cell) = raw.take() {
                        let cell = self.cell_of(cell)?;
                        self.grid.set(self.row, self.column, self.is_hidden, cell)?;
                        self.column += 1;
                        if self.grid.is_no_list() {
                            break;
                        }
                    }
                }
                (Event::Eof, _) => break,
                (event, Some(cell)) => cell.text.take(event)?,
                _ => {}
            }
        }
        self.grid.whole()
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

    fn cell_of(&self, raw: RawCell) -> Result<Cell, SheetFault> {
        if raw.is_formula {
            return Ok(Cell::Formula);
        }
        let text = raw.text.text;
        Ok(match raw.kind.as_str() {
            _ if text.is_empty() => Cell::Empty,
            "s" => {
                let place = text.trim().parse().map_err(|_| SheetFault::Damaged)?;
                Cell::of_text(self.workbook.texts.get(place).ok_or(SheetFault::Damaged)?)
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
}
