//! Measures what is packed in a workbook before the library that reads workbooks sees it.
//!
//! That library trusts the file in a few places: it reserves memory for as many shared texts as the file
//! announces, and copies a font into each cell format that names it.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::imports::{FileFault, limits};

/// Of shared texts, and of pieces of markup a part may have that is read whole.
const MARKS: usize = 4_000_000;
/// Of markup in the part with the formats: Excel allows 65,490 formats.
const FORMAT_MARKS: usize = 500_000;
/// Of bytes between two pieces of markup; Excel allows 32,767 characters in a cell.
const STRETCH: usize = 4 * 1024 * 1024;
const ANNOUNCED: &[u8] = b"uniqueCount";
/// How far behind the word its number is looked for.
const REACH: usize = 40;

pub(super) fn check(bytes: &[u8]) -> Result<(), FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::Damaged)?;
    if archive.len() > limits::PACKED_FILES {
        return Err(FileFault::TooLargeUnpacked);
    }
    let mut left = limits::UNPACKED_BYTES;
    let mut has_workbook = false;
    for place in 0..archive.len() {
        let file = archive.by_index(place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileFault::PasswordProtected,
            _ => FileFault::Damaged,
        })?;
        let name = file.name().map_err(|_| FileFault::Damaged)?.to_lowercase();
        let mut head = Vec::new();
        measure(file, &name, &mut left, &mut head)?;
        if name == "mimetype" && head.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return Err(FileFault::OpenDocument);
        }
        has_workbook |= name.ends_with("workbook.xml");
    }
    if has_workbook { Ok(()) } else { Err(FileFault::NotASpreadsheet) }
}

/// Reads one packed file to its end without keeping it, except its first bytes.
fn measure(mut file: impl Read, name: &str, left: &mut usize, head: &mut Vec<u8>) -> Result<(), FileFault> {
    let is_markup = matches!(name.rsplit('.').next(), Some("xml" | "rels"));
    let mut markup = Markup::default();
    let mut window = vec![0; 64 * 1024];
    let mut kept = 0;
    loop {
        let count = file.read(&mut window[kept..]).map_err(|_| FileFault::Damaged)?;
        *left = left.checked_sub(count).ok_or(FileFault::TooLargeUnpacked)?;
        if head.is_empty() {
            head.extend_from_slice(&window[..count.min(100)]);
        }
        let filled = kept + count;
        if is_markup {
            markup.take(&window[kept..filled]);
            if markup.is_costly(name) || announces_too_much(&window[..filled], count == 0) {
                return Err(FileFault::TooLargeUnpacked);
            }
        }
        if count == 0 {
            return Ok(());
        }
        // the word may lie across two readings
        let tail = filled.saturating_sub(ANNOUNCED.len() + REACH);
        window.copy_within(tail..filled, 0);
        kept = filled - tail;
    }
}

#[derive(Default)]
struct Markup {
    marks: usize,
    stretch: usize,
    longest: usize,
}

impl Markup {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if *byte == b'<' {
                self.marks += 1;
                self.stretch = 0;
            } else {
                self.stretch += 1;
                self.longest = self.longest.max(self.stretch);
            }
        }
    }

    fn is_costly(&self, name: &str) -> bool {
        let is_too_fine = if name.ends_with("styles.xml") {
            self.marks > FORMAT_MARKS || self.marks.saturating_mul(self.longest) > limits::UNPACKED_BYTES
        } else {
            self.marks > MARKS && (name.ends_with("sharedstrings.xml") || !name.contains("worksheets/"))
        };
        is_too_fine || self.longest > STRETCH
    }
}

/// Whether a part says that it holds more shared texts than any file of this size can.
fn announces_too_much(window: &[u8], is_last: bool) -> bool {
    let places = window.windows(ANNOUNCED.len()).enumerate().filter(|(_, found)| *found == ANNOUNCED);
    places.into_iter().any(|(place, _)| {
        let after = &window[place + ANNOUNCED.len()..];
        if after.len() < REACH && !is_last {
            return false;
        }
        let after = &after[..after.len().min(REACH)];
        let Some((b'=', value)) = after.trim_ascii_start().split_first().map(|(first, rest)| (*first, rest)) else {
            return after.trim_ascii_start().is_empty();
        };
        let digits: String = value
            .iter()
            .skip_while(|byte| !byte.is_ascii_digit())
            .take_while(|byte| byte.is_ascii_digit())
            .map(|byte| char::from(*byte))
            .collect();
        digits.parse().map_or(true, |number: usize| number > MARKS)
    })
}
