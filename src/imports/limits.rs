//! How large a list may be, so that no file can exhaust the machine.

/// Of the file as it is sent.
pub const FILE_BYTES: usize = 5 * 1024 * 1024;
/// Of all that is packed in it.
pub const UNPACKED_BYTES: usize = 100 * 1024 * 1024;
/// Of files packed in it; a workbook of one sheet holds about ten.
pub const PACKED_FILES: usize = 1_000;
/// Of sheets that are looked through for a heading.
pub const SHEETS: usize = 20;
/// Of rows below the heading.
pub const ROWS: usize = 20_000;
/// Of columns; what stands further right is not looked at.
pub const COLUMNS: usize = 200;
/// Of rows among which the heading is looked for.
pub const HEADING_DEPTH: usize = 30;
/// Of characters in a cell.
pub const CELL_CHARACTERS: usize = 1_000;
/// Of characters in a name or a code.
pub const NAME_CHARACTERS: usize = 100;
/// Of academic hours of a course.
pub const HOURS: std::ops::RangeInclusive<u32> = 1..=1_000;
