//! Sheets of `LibreOffice`, which writes beside each value what the cell shows of it.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::{
    Allowance, Headings, SheetFault,
    cell::{Cell, Range, Sheet},
    grid::{Book, Grid},
    limits,
    package::{Package, attribute, push_reference},
};

const MIME_TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Tells whether the package is such a file.
pub(super) fn is_one(package: &mut Package<'_>) -> Result<bool, SheetFault> {
    Ok(package.has("mimetype") && package.start("mimetype", 100)?.starts_with(MIME_TYPE))
}

/// Reads all sheets that hold a heading.
pub(super) fn read_all(
    package: &mut Package<'_>,
    headings: Headings,
    allowance: &Allowance,
) -> Result<Vec<Sheet>, SheetFault> {
    if is_encrypted(package)? {
        return Err(SheetFault::PasswordProtected);
    }
    let mut part = package.part("content.xml")?.ok_or(SheetFault::Damaged)?;
    let mut reader = Reader::new(headings, allowance);
    loop {
        match part.next()? {
            Event::Start(tag) => reader.begin(&tag)?,
            Event::End(tag) => reader.end(tag.local_name().as_ref())?,
            Event::Text(text) if reader.is_shown() => reader.shown.push_str(&text.xml10_content()),
            Event::CData(text) if reader.is_shown() => reader.shown.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if reader.is_shown() => push_reference(&mut reader.shown, &reference)?,
            Event::Eof => return reader.book.whole(),
            _ => {}
        }
    }
}

fn is_encrypted(package: &mut Package<'_>) -> Result<bool, SheetFault> {
    let Some(mut part) = package.part("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match part.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

struct Reader<'a> {
    headings: Headings,
    allowance: &'a Allowance,
    book: Book,
    sheets: usize,
    /// Style that is being read; `hiding` has those that hide a sheet.
    style: String,
    hiding: HashSet<String>,
    grid: Option<Grid<'a>>,
    /// True if the sheet is no list, so that its other rows are passed over.
    is_no_list: bool,
    row: Row,
    cell: Option<RawCell>,
    shown: String,
    paragraphs: usize,
    /// True inside a comment that somebody has made on a cell, which is no part of the cell.
    is_annotation: bool,
}

/// Row, and how many times it comes.
struct Row {
    first: u32,
    count: u32,
    is_hidden: bool,
    column: usize,
    cells: Vec<(usize, Cell)>,
}

/// Cell as its markup has it, and how many times it comes.
struct RawCell {
    count: usize,
    kind: String,
    value: Option<String>,
    is_formula: bool,
}

impl<'a> Reader<'a> {
    fn new(headings: Headings, allowance: &'a Allowance) -> Self {
        Self {
            headings,
            allowance,
            book: Book::new(headings),
            sheets: 0,
            style: String::new(),
            hiding: HashSet::new(),
            grid: None,
            is_no_list: false,
            row: Row { first: 1, count: 0, is_hidden: false, column: 0, cells: Vec::new() },
            cell: None,
            shown: String::new(),
            paragraphs: 0,
            is_annotation: false,
        }
    }

    const fn is_shown(&self) -> bool {
        self.cell.is_some() && self.paragraphs > 0 && !self.is_annotation
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetFault> {
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
                if self.hiding.len() > limits::FORMATS {
                    return Err(SheetFault::TooLargeUnpacked);
                }
            }
            "table" => {
                self.sheets += 1;
                if self.sheets > limits::SHEETS {
                    return Err(SheetFault::TooManySheets);
                }
                let is_hidden = attribute(tag, "style-name").is_some_and(|style| self.hiding.contains(&style));
                let name = attribute(tag, "name").unwrap_or_default();
                self.grid = Some(Grid::new(self.headings, self.allowance, name, is_hidden));
                self.is_no_list = false;
                self.row = Row { first: 1, count: 0, is_hidden: false, column: 0, cells: Vec::new() };
            }
            "table-row" => {
                self.row = Row {
                    first: self.row.first.saturating_add(self.row.count),
                    count: number(tag, "number-rows-repeated"),
                    is_hidden: attribute(tag, "visibility").is_some_and(|word| word != "visible"),
                    column: 0,
                    cells: Vec::new(),
                };
            }
            "table-cell" => self.begin_cell(tag)?,
            "covered-table-cell" => self.row.column = self.row.column.saturating_add(columns(tag)),
            "annotation" => self.is_annotation = true,
            "p" if self.cell.is_some() && !self.is_annotation => {
                self.paragraphs += 1;
                if !self.shown.is_empty() {
                    self.shown.push('\n');
                }
            }
            "s" | "tab" if self.is_shown() => self.shown.push(' '),
            "line-break" if self.is_shown() => self.shown.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetFault> {
        let (rows, wide) = (number(tag, "number-rows-spanned"), number(tag, "number-columns-spanned") as usize);
        if let Some(grid) = self.grid.as_mut().filter(|_| rows > 1 || wide > 1) {
            let (row, column) = (self.row.first, self.row.column);
            let rows = (row, row.saturating_add(rows - 1));
            grid.merge(Range { rows, columns: (column, column.saturating_add(wide - 1)) })?;
        }
        let value = ["value", "date-value", "boolean-value", "string-value"];
        self.cell = Some(RawCell {
            count: columns(tag),
            kind: kind(tag),
            value: value.iter().find_map(|name| attribute(tag, name)),
            is_formula: attribute(tag, "formula").is_some(),
        });
        self.shown.clear();
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), SheetFault> {
        match name {
            "annotation" => self.is_annotation = false,
            "p" if !self.is_annotation => self.paragraphs = self.paragraphs.saturating_sub(1),
            "table-cell" => {
                if let Some(raw) = self.cell.take() {
                    let (first, count) = (self.row.column, raw.count);
                    let cell = raw.cell(&self.shown);
                    let places = first..first.saturating_add(count).min(limits::COLUMNS.max(first.saturating_add(1)));
                    if cell != Cell::Empty && first <= limits::COLUMNS {
                        self.row.cells.extend(places.map(|place| (place, cell.clone())));
                    }
                    self.row.column = first.saturating_add(count);
                }
            }
            "table-row" => self.end_row()?,
            "table" => {
                if let Some(grid) = self.grid.take() {
                    self.book.add(grid.whole()?)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), SheetFault> {
        let cells = std::mem::take(&mut self.row.cells);
        let Some(grid) = self.grid.as_mut().filter(|_| !cells.is_empty() && !self.is_no_list) else { return Ok(()) };
        for row in self.row.first..self.row.first.saturating_add(self.row.count) {
            for (column, cell) in &cells {
                grid.set(row, *column, self.row.is_hidden, cell.clone())?;
            }
            if grid.is_no_list() {
                self.is_no_list = true;
                break;
            }
        }
        Ok(())
    }
}

impl RawCell {
    fn cell(self, shown: &str) -> Cell {
        if self.is_formula {
            return Cell::Formula;
        }
        let value = self.value.unwrap_or_default();
        match self.kind.as_str() {
            "error" => Cell::Error,
            "boolean" => Cell::Bool(value == "true"),
            "date" => value.get(..10).and_then(|day| day.parse().ok()).map_or_else(|| Cell::of_text(shown), Cell::Date),
            "float" => match value.parse::<f64>() {
                Ok(number) if number.is_finite() && shows(shown, number) => Cell::Number(number),
                _ => Cell::of_text(shown),
            },
            _ if shown.is_empty() => Cell::of_text(&value),
            _ => Cell::of_text(shown),
        }
    }
}

#[expect(clippy::float_cmp, reason = "what is shown either reads as the very number or hides some of it")]
/// Tells whether a cell shows the number itself, however many decimals and spaces it has.
fn shows(shown: &str, number: f64) -> bool {
    let digits: String = shown.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits = digits.replace(',', ".");
    let has_zeros = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_short_form = digits.contains(['E', 'e']);
    digits.is_empty() || is_short_form || !has_zeros && digits.parse().is_ok_and(|shown: f64| shown == number)
}

fn number(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

fn columns(tag: &BytesStart<'_>) -> usize {
    number(tag, "number-columns-repeated") as usize
}

/// Kind of a value; an error is a text by the older of the two attributes that give it.
fn kind(tag: &BytesStart<'_>) -> String {
    let mut attributes = tag.attributes();
    let mut kinds =
        attributes.with_checks(false).flatten().filter(|kind| kind.key.local_name().as_ref() == "value-type");
    let first = kinds.next().map(|kind| kind.value.into_owned()).unwrap_or_default();
    if kinds.any(|kind| kind.value == "error") { "error".to_owned() } else { first }
}
