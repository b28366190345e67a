//! Limits of a list, so that no file can exhaust the machine.

use std::time::Duration;

/// Bytes of the file as it is sent.
pub const FILE_BYTES: usize = 5 * 1024 * 1024;
/// Bytes of all that is unpacked from it while it is read.
pub const UNPACKED_BYTES: usize = 100 * 1024 * 1024;
/// Time that reading it may take; the longest honest list takes a few seconds on a slow machine.
pub const TIME: Duration = Duration::from_mins(1);
/// Files that are packed in it; a workbook of one sheet holds about ten.
pub const PACKED_FILES: usize = 1_000;
/// Bytes in one piece of markup, or between two; Excel allows 32,767 characters in a cell.
pub const PIECE_BYTES: usize = 1024 * 1024;
/// Elements inside each other; a workbook needs about ten.
pub const DEPTH: usize = 100;
/// Links from one part of a workbook to others.
pub const LINKS: usize = 1_000;
/// Texts that the cells of a workbook share.
pub const SHARED_TEXTS: usize = 1_000_000;
/// Cell formats; Excel allows as many.
pub const FORMATS: usize = 65_490;
/// Merged ranges in a sheet.
pub const MERGED_RANGES: usize = 100_000;
/// Sheets in a workbook.
pub const SHEETS: usize = 20;
/// Rows below the headings, on all sheets.
pub const ROWS: usize = 20_000;
/// Columns; cells to the right of them are not read.
pub const COLUMNS: usize = 200;
/// Rows among which the heading is searched.
pub const HEADING_DEPTH: usize = 30;
/// Characters in a cell.
pub const CELL_CHARACTERS: usize = 1_000;
