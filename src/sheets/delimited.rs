//! Tables as text: commas, semicolons or tabs between the cells.

use super::{
    Headings, SheetFault,
    cell::{Cell, RowPlace, Sheet, SheetRow},
    encoding, limits,
};

const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];
/// Digits that a number of a spreadsheet holds exactly.
const EXACT_DIGITS: usize = 15;

pub(super) fn read(bytes: &[u8], headings: Headings) -> Result<Sheet, SheetFault> {
    let Some(text) = encoding::decode(bytes) else {
        return Err(if is_in_other_encoding(bytes, headings) {
            SheetFault::OtherEncoding
        } else {
            SheetFault::NotASpreadsheet
        });
    };
    if text.trim().is_empty() {
        return Err(SheetFault::Empty);
    }
    if let Some(fault) = markup(&text) {
        return Err(fault);
    }
    // one kind of line end, so that lines can be counted
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let (said, text) = separator_line(&text);
    let separator = said.or_else(|| separator_of(text, headings)).ok_or_else(|| why_none(bytes, text, headings))?;
    if let Some(row) = unclosed_quote(text, separator) {
        return Err(SheetFault::QuoteNotClosed { row });
    }
    let table = Table::read(text, separator, (headings, limits::ROWS + limits::HEADING_DEPTH));
    if let Some(row) = table.row_with_rows {
        return Err(SheetFault::RowsInCell { row });
    }
    if table.has_more {
        return Err(SheetFault::TooManyRows);
    }
    match headings.place(&table.rows) {
        Some(_) => Ok(Sheet { rows: table.rows, ..Sheet::default() }),
        None => Err(why_none(bytes, text, headings)),
    }
}

/// Fault of a web page or XML under the name of a table.
fn markup(text: &str) -> Option<SheetFault> {
    let start: String = text.trim_start().chars().take(1_000).collect::<String>().to_lowercase();
    let is_page = start.starts_with("mime-version:")
        || start.starts_with('<')
            && ["<html", "<!doctype html", "<table", "<body", "<meta"].iter().any(|tag| start.contains(tag));
    if is_page { Some(SheetFault::WebPage) } else { start.starts_with('<').then_some(SheetFault::Xml) }
}

/// Separator that the first line names, as Excel lets it; Excel does not show that line, nor count it.
fn separator_line(text: &str) -> (Option<u8>, &str) {
    let Some((line, rest)) = text.split_once('\n') else { return (None, text) };
    match line.trim().trim_matches('"').to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest),
        // a tab has been trimmed off
        Some([]) => (Some(b'\t'), rest),
        _ => (None, text),
    }
}

/// Separator with which the first rows read most like a heading.
fn separator_of(text: &str, headings: Headings) -> Option<u8> {
    let known = |separator: &u8| {
        let rows = Table::read(text, *separator, (headings, limits::HEADING_DEPTH)).rows;
        headings.place(&rows).map_or(0, |place| headings.known(&rows[place]))
    };
    let best = SEPARATORS.into_iter().rev().map(|separator| (known(&separator), separator));
    best.max_by_key(|(known, _)| *known).filter(|(known, _)| *known > 0).map(|(_, separator)| separator)
}

/// Reason why no heading was found.
fn why_none(bytes: &[u8], text: &str, headings: Headings) -> SheetFault {
    let line = |line: &str| SheetRow { cells: vec![Cell::of_text(line)], ..SheetRow::default() };
    let lines: Vec<SheetRow> = text.lines().take(limits::HEADING_DEPTH).map(line).collect();
    match headings.why_none(&lines) {
        Some(fault) => fault,
        None if is_in_other_encoding(bytes, headings) => SheetFault::OtherEncoding,
        None => SheetFault::NoHeading,
    }
}

fn is_in_other_encoding(bytes: &[u8], headings: Headings) -> bool {
    encoding::others(bytes).any(|text| separator_of(&text.replace('\r', "\n"), headings).is_some())
}

/// Row of the quotation mark that opens a cell and is not closed up to the end.
fn unclosed_quote(text: &str, separator: u8) -> Option<u32> {
    let (mut row, mut opened_in, mut is_start, mut is_quoted) = (1, 1, true, false);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if is_quoted {
            match byte {
                b'"' if bytes.next_if_eq(&b'"').is_none() => is_quoted = false,
                _ => {}
            }
            continue;
        }
        if byte == b'"' && is_start {
            (is_quoted, opened_in) = (true, row);
        }
        row += u32::from(byte == b'\n');
        is_start = byte == separator || byte == b'\n';
    }
    is_quoted.then_some(opened_in)
}

/// Rows with content, up to a limit.
struct Table {
    rows: Vec<SheetRow>,
    has_more: bool,
    /// Row in which a line break inside a cell is followed by text that reads as further rows: a quotation mark was
    /// lost, and the next one closed the cell somewhere below.
    row_with_rows: Option<u32>,
}

impl Table {
    fn read(text: &str, separator: u8, (headings, most): (Headings, usize)) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let mut table = Self { rows: Vec::new(), has_more: false, row_with_rows: None };
        let mut record = csv::StringRecord::new();
        let (mut breaks_in_cells, mut widest) = (0, 0);
        // it reads from memory, with any number of cells in a row: it cannot fail
        while let Ok(true) = reader.read_record(&mut record) {
            breaks_in_cells += record.iter().map(|text| text.matches('\n').count() as u64).sum::<u64>();
            // the line below the row, less the line breaks inside cells, is one more than the row
            let number = reader.position().line().saturating_sub(1).saturating_sub(breaks_in_cells);
            let number = RowPlace::from(u32::try_from(number).unwrap_or(u32::MAX));
            widest = widest.max(record.len());
            let is_row = |line: &str| {
                2 * line.bytes().filter(|byte| *byte == separator).count() >= widest.max(headings.least_columns)
            };
            if record.iter().any(|text| text.lines().skip(1).any(is_row)) {
                table.row_with_rows.get_or_insert(number.row);
            }
            let mut row = SheetRow { number, ..SheetRow::default() };
            for (place, text) in record.iter().enumerate() {
                row.set(place, cell_of(text));
            }
            if row.cells.is_empty() {
                continue;
            }
            if table.rows.len() == most {
                table.has_more = true;
                break;
            }
            table.rows.push(row);
        }
        table
    }
}

/// Cell of a text. Digits alone are what a spreadsheet wrote for a number; if the number reads back as the same digits,
/// it is taken as one. Text that was to remain text has `="…"` around it.
fn cell_of(text: &str) -> Cell {
    let digits = text.trim();
    if let Some(kept) = digits.strip_prefix("=\"").and_then(|text| text.strip_suffix('"')) {
        return Cell::of_text(kept);
    }
    let is_number =
        digits.len() <= EXACT_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    match digits.parse() {
        Ok(number) if is_number => Cell::Number(number),
        _ => Cell::of_text(text),
    }
}
