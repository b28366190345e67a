//! Formats that a report is written in.

mod iati;
mod lines;
mod pdf;
mod picture;
mod public_table;
mod table;
mod workbook;

pub use lines::seen;
pub use picture::picture;
pub use public_table::public_table;

use super::report::Report;
use crate::{
    ground::{AppError, Locale, text_enum},
    settings::Centre,
    sheets,
};

text_enum! {
    /// Format of a report. Its word is the ending of a file.
    pub enum Format {
        Workbook = "xlsx",
        Table = "csv",
        Pdf = "pdf",
        /// IATI 2.03.
        Iati = "xml",
        Json = "json",
    }
}

impl Format {
    /// Tells whether the words of a file are in one language.
    pub const fn is_worded(self) -> bool {
        matches!(self, Self::Workbook | Self::Table | Self::Pdf)
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Workbook => sheets::XLSX,
            Self::Table => "text/csv; charset=utf-8",
            Self::Pdf => "application/pdf",
            Self::Iati => "application/xml",
            Self::Json => "application/json",
        }
    }

    /// Writes a report out. It takes milliseconds of the processor: run it in `ground::work::blocking`.
    pub fn write(self, locale: Locale, report: &Report, centre: &Centre) -> Result<Vec<u8>, AppError> {
        match self {
            Self::Workbook => workbook::workbook(locale, report),
            Self::Table => table::table(locale, report),
            Self::Pdf => pdf::pdf(locale, report, centre),
            Self::Iati => iati::iati(report, centre),
            Self::Json => Ok(report.document().to_string().into_bytes()),
        }
    }
}
