//! From the bytes of a file to a sheet, whatever the form of the file.
//!
//! The file is taken to be hostile: it is measured before a library sees it, and nothing is reserved
//! because the file says so.

mod delimited;
mod guard;
mod xlsx;

use super::{FileFault, cell::Sheet, limits};

/// Compound files: old Excel, and new Excel behind a password.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const ZIP: &[u8] = b"PK";

/// Reads the sheet that holds a heading.
pub fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    if bytes.is_empty() {
        Err(FileFault::Empty)
    } else if bytes.len() > limits::FILE_BYTES {
        Err(FileFault::TooLarge)
    } else if bytes.starts_with(COMPOUND_FILE) {
        Err(compound_file(bytes))
    } else if bytes.starts_with(ZIP) {
        guard::check(bytes)?;
        xlsx::read(bytes)
    } else {
        delimited::read(bytes)
    }
}

/// Which compound file it is, by the names in its directory, which are UTF-16.
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
