//! Spreadsheets: sheets of a file, whatever its form, and workbooks to download. Knows no slice.
//!
//! Bytes become sheets of cells; the slices give the cells their meaning, by the `Headings` that they know. Only
//! `wording` has words for people.
//!
//! The file is taken to be hostile: its bytes are counted while they are read, and no memory is reserved only because
//! the file announces a size.

mod allowance;
pub mod cell;
mod delimited;
mod encoding;
mod fault;
mod format;
mod grid;
mod headings;
pub mod limits;
mod opendocument;
mod package;
pub mod wording;
mod workbook;
mod worksheet;
mod write;

pub use allowance::Allowance;
pub use fault::SheetFault;
pub use headings::Headings;
pub use write::{WrittenCell, WrittenColumn, WrittenSheet, XLSX, csv, csv_lines, workbook};

use self::{cell::Sheet, package::Package};

/// Beginning of compound files: old Excel, and new Excel behind a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Beginnings of Excel files before 1993, without a compound file around them.
const BARE_EXCEL: [&[u8]; 3] = [b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"];
const ZIP: &[u8] = b"PK";

/// Reads the sheets that hold a heading, hidden ones too; there is one at least.
pub fn read(bytes: &[u8], headings: Headings, allowance: &Allowance) -> Result<Vec<Sheet>, SheetFault> {
    if bytes.is_empty() {
        Err(SheetFault::Empty)
    } else if bytes.len() > limits::FILE_BYTES {
        Err(SheetFault::TooLarge)
    } else if bytes.starts_with(COMPOUND_FILE) {
        Err(compound_file(bytes))
    } else if BARE_EXCEL.iter().any(|start| bytes.starts_with(start)) {
        Err(SheetFault::OldExcel)
    } else if bytes.starts_with(ZIP) {
        packed(bytes, headings, allowance)
    } else {
        delimited::read(bytes, headings).map(|sheet| vec![sheet])
    }
}

fn packed(bytes: &[u8], headings: Headings, allowance: &Allowance) -> Result<Vec<Sheet>, SheetFault> {
    let mut package = Package::open(bytes, allowance)?;
    if opendocument::is_one(&mut package)? {
        opendocument::read_all(&mut package, headings, allowance)
    } else {
        worksheet::read_all(&mut package, headings, allowance)
    }
}

/// Kind of a compound file, by the names in its directory, which are UTF-16.
fn compound_file(bytes: &[u8]) -> SheetFault {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("Workbook") {
        SheetFault::OldExcel
    } else if holds("WordDocument") || holds("PowerPoint Document") {
        SheetFault::NotASpreadsheet
    } else {
        SheetFault::PasswordProtected
    }
}
