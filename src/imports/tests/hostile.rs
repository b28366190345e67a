//! Files that are built to cost more than any honest list. Each is refused after a number of bytes, or at a moment that
//! the test sets, or never reserves the memory that it announces; none is timed.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{files::packed, *};

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Makes a workbook with these links from its book to its parts.
fn book(sheets: &str, links: &[(&str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let root = format!(
        "<Relationships><Relationship Id=\"1\" Type=\"{SPREADSHEET}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let mut book_links = "<Relationships>".to_owned();
    for (place, (kind, target)) in links.iter().enumerate() {
        let _ = write!(book_links, "<Relationship Id=\"r{place}\" Type=\"{SPREADSHEET}/{kind}\" Target=\"{target}\"/>");
    }
    book_links += "</Relationships>";
    let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
    let own = [("_rels/.rels", root.as_str()), ("xl/_rels/workbook.xml.rels", &book_links), ("xl/workbook.xml", &book)];
    let all: Vec<(&str, &[u8])> = own.iter().chain(parts).map(|(name, text)| (*name, text.as_bytes())).collect();
    packed(&all)
}

fn one_sheet(cells: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet>{cells}</worksheet>");
    let links = [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")];
    let parts: Vec<(&str, &str)> =
        [("xl/worksheets/sheet1.xml", sheet.as_str())].iter().chain(parts).copied().collect();
    book("<sheet name=\"a\" r:id=\"r0\"/>", &links, &parts)
}

fn row(values: &[&str]) -> String {
    let cell = |value: &&str| format!("<c t=\"inlineStr\"><is><t>{value}</t></is></c>");
    let cells = values.iter().map(cell).collect::<Vec<_>>().concat();
    format!("<row>{cells}</row>")
}

fn list() -> String {
    format!("<sheetData>{}{}</sheetData>", row(&HEADINGS), row(&ROW))
}

fn read_for(bytes: &[u8], allowed: usize) -> Result<List, FileFault> {
    read_within(bytes, day("2026-11-22"), &Allowance::new(allowed, || false))
}

#[test]
fn the_workbook_that_these_tests_build_is_an_honest_list() {
    assert_eq!(read_today(&one_sheet(&list(), &[])).unwrap().rows.len(), 1);
}

#[test]
fn many_sheets_that_name_one_part_do_not_make_it_be_read_again_and_again() {
    let sheet = |number| format!("<sheet name=\"{number}\" r:id=\"r0\"/>");
    let sheets = (0..20).map(sheet).collect::<Vec<_>>().concat();
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row/>".repeat(10_000));
    let links = [("worksheet", "worksheets/sheet1.xml")];
    let file = book(&sheets, &links, &[("xl/worksheets/sheet1.xml", &sheet)]);
    assert_eq!(read_for(&file, 2 * sheet.len()), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn a_number_of_texts_that_is_only_announced_reserves_nothing() {
    let zeros = "0".repeat(40);
    for announced in [format!("{zeros}1000000000000"), "18446744073709551615".to_owned()] {
        let texts = format!("<sst uniqueCount=\"{announced}\" count='{announced}'><si><t>x</t></si></sst>");
        let list = read_today(&one_sheet(&list(), &[("xl/sharedStrings.xml", &texts)]));
        assert_eq!(list.unwrap().rows.len(), 1);
    }
}

#[test]
fn a_book_of_very_many_sheets_or_names_is_refused_while_it_is_read() {
    let sheets = "<sheet name=\"a\" r:id=\"r0\"/>".repeat(limits::SHEETS + 1);
    let file = book(&sheets, &[("worksheet", "worksheets/sheet1.xml")], &[]);
    assert_eq!(read_today(&file), Err(FileFault::Sheet(SheetFault::TooManySheets)));
    let names = "<definedName name=\"a\">b</definedName>".repeat(50_000);
    assert_eq!(read_for(&book(&names, &[], &[]), 1 << 20), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
    let links = vec![("worksheet", "worksheets/sheet1.xml"); limits::LINKS + 1];
    assert_eq!(read_today(&book("", &links, &[])), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn a_part_is_measured_whatever_it_is_called() {
    let text = "x".repeat(2 * limits::PIECE_BYTES);
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", row(&[&text]));
    for name in ["worksheets/sheet1", "worksheets/sheet1.jpg", "sheet.bin"] {
        let file = book("<sheet name=\"a\" r:id=\"r0\"/>", &[("worksheet", name)], &[(&format!("xl/{name}"), &sheet)]);
        assert_eq!(read_today(&file), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)), "{name}");
    }
    // one comment is one piece too, whatever is in it
    let comment = format!("<!-- {} -->{}", "<<".repeat(limits::PIECE_BYTES), list());
    assert_eq!(read_today(&one_sheet(&comment, &[])), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn a_small_file_that_unpacks_to_much_is_refused_in_the_middle() {
    let blank = format!("<sheetData>{}</sheetData>", "<row><c/></row>".repeat(100_000));
    let file = one_sheet(&blank, &[]);
    assert!(file.len() < blank.len() / 50);
    assert_eq!(read_for(&file, blank.len() / 2), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
    assert_eq!(read_for(&file, 2 * blank.len()), Err(FileFault::Sheet(SheetFault::NoHeading)));
    let many: Vec<String> = (0..1_001).map(|number| format!("{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read_today(&packed(&many)), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn elements_inside_elements_without_end_are_refused() {
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(read_today(&one_sheet(&deep, &[])), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn one_text_in_very_many_cells_is_counted_each_time() {
    let long = "x".repeat(limits::CELL_CHARACTERS);
    let texts = format!("<sst><si><t>{long}</t></si></sst>");
    let cells = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100)).repeat(20);
    let file = one_sheet(&format!("<sheetData>{cells}</sheetData>"), &[("xl/sharedStrings.xml", &texts)]);
    assert_eq!(read_for(&file, 1 << 20), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn merged_ranges_over_one_another_are_counted_as_they_are_filled() {
    let rows = row(&ROW).repeat(1_000);
    let merged = "<mergeCell ref=\"B2:B1000\"/>".repeat(2_000);
    let cells = format!("<sheetData>{}{rows}</sheetData><mergeCells>{merged}</mergeCells>", row(&HEADINGS));
    let file = one_sheet(&cells, &[]);
    assert_eq!(read_for(&file, 2 * cells.len()), Err(FileFault::Sheet(SheetFault::TooLargeUnpacked)));
}

#[test]
fn reading_ends_when_the_time_is_over_and_not_at_the_end_of_the_file() {
    let rows = row(&ROW).repeat(2_000);
    let file = one_sheet(&format!("<sheetData>{}{rows}</sheetData>", row(&HEADINGS)), &[]);
    // the time is over at this look at the clock: at once, among the parts, among the rows
    for looks in [0, 20, 500] {
        let looked = AtomicUsize::new(0);
        let is_late = move || looked.fetch_add(1, Ordering::Relaxed) >= looks;
        let read = read_within(&file, day("2026-11-22"), &Allowance::new(usize::MAX, is_late));
        assert_eq!(read, Err(FileFault::Sheet(SheetFault::TooLong)), "{looks}");
    }
}
