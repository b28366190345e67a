//! Words for why a file cannot be read, and what would help.

use super::{SheetFault, limits};
use crate::{
    ground::Locale,
    i18n::{numbers, text},
};

/// Words for a file that cannot be read. `columns` are the headings that the list needs, as the reader would write them.
pub fn file_fault(locale: Locale, fault: &SheetFault, columns: &str) -> String {
    match fault {
        SheetFault::Empty => text!(locale, sheets.file_empty),
        SheetFault::TooLarge => text!(locale, sheets.file_too_large, most = megabytes(limits::FILE_BYTES)),
        SheetFault::TooLargeUnpacked => {
            text!(locale, sheets.file_too_large_unpacked, most = megabytes(limits::UNPACKED_BYTES))
        }
        SheetFault::TooLong => text!(locale, sheets.file_too_long),
        SheetFault::TooManySheets => text!(locale, sheets.file_too_many_sheets, most = whole(locale, limits::SHEETS)),
        SheetFault::TooManyRows => text!(locale, sheets.file_too_many_rows, most = whole(locale, limits::ROWS)),
        SheetFault::TooManyColumns => {
            text!(locale, sheets.file_too_many_columns, most = whole(locale, limits::COLUMNS))
        }
        SheetFault::PasswordProtected => text!(locale, sheets.file_password_protected),
        SheetFault::OldExcel => text!(locale, sheets.file_old_excel),
        SheetFault::WebPage => text!(locale, sheets.file_web_page),
        SheetFault::Xml => text!(locale, sheets.file_xml),
        SheetFault::OtherEncoding => text!(locale, sheets.file_other_encoding),
        SheetFault::OtherSeparator(separator) => {
            text!(locale, sheets.file_other_separator, separator = separator.to_string())
        }
        SheetFault::AllInOneCell => text!(locale, sheets.file_all_in_one_cell),
        SheetFault::QuoteNotClosed { row } => text!(locale, sheets.file_quote_not_closed, row = *row),
        SheetFault::RowsInCell { row } => text!(locale, sheets.file_rows_in_cell, row = *row),
        SheetFault::NotASpreadsheet => text!(locale, sheets.file_not_a_spreadsheet),
        SheetFault::Damaged => text!(locale, sheets.file_damaged),
        SheetFault::NoHeading => text!(
            locale,
            sheets.file_no_heading,
            depth = whole(locale, limits::HEADING_DEPTH),
            columns = columns.to_owned()
        ),
    }
}

fn whole(locale: Locale, number: usize) -> String {
    numbers::whole(locale, u64::try_from(number).unwrap_or(u64::MAX))
}

fn megabytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}
