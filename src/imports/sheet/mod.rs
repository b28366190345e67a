//! Sheets of a file, whatever its form.
//!
//! The file is taken to be hostile: its bytes are counted while they are read, and no memory is reserved only because
//! the file announces a size.

mod allowance;
mod delimited;
mod encoding;
mod format;
mod grid;
mod opendocument;
mod package;
mod workbook;
mod worksheet;

pub use allowance::Allowance;

use self::package::Package;
use super::{FileFault, cell::Sheet, limits};

/// Beginning of compound files: old Excel, and new Excel behind a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Beginnings of Excel files before 1993, without a compound file around them.
const BARE_EXCEL: [&[u8]; 3] = [b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00"];
const ZIP: &[u8] = b"PK";

/// Reads the sheets that hold a heading, hidden ones too; there is one at least.
pub fn read(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Sheet>, FileFault> {
    if bytes.is_empty() {
        Err(FileFault::Empty)
    } else if bytes.len() > limits::FILE_BYTES {
        Err(FileFault::TooLarge)
    } else if bytes.starts_with(COMPOUND_FILE) {
        Err(compound_file(bytes))
    } else if BARE_EXCEL.iter().any(|start| bytes.starts_with(start)) {
        Err(FileFault::OldExcel)
    } else if bytes.starts_with(ZIP) {
        packed(bytes, allowance)
    } else {
        delimited::read(bytes).map(|sheet| vec![sheet])
    }
}

fn packed(bytes: &[u8], allowance: &Allowance) -> Result<Vec<Sheet>, FileFault> {
    let mut package = Package::open(bytes, allowance)?;
    if opendocument::is_one(&mut package)? {
        opendocument::read_all(&mut package, allowance)
    } else {
        worksheet::read_all(&mut package, allowance)
    }
}

/// Kind of a compound file, by the names in its directory, which are UTF-16.
fn compound_file(bytes: &[u8]) -> FileFault {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("Workbook") {
        FileFault::OldExcel
    } else if holds("WordDocument") || holds("PowerPoint Document") {
        FileFault::NotASpreadsheet
    } else {
        FileFault::PasswordProtected
    }
}
