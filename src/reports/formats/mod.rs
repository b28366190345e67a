//! Formats that a report is written in.

mod iati;
mod lines;
mod table;
mod workbook;

pub use iati::iati;
pub use table::table;
pub use workbook::workbook;
