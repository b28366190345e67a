//! Reasons why a file cannot be read as sheets: codes and data, never words.

/// Reason why a file cannot be read as sheets at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetFault {
    Empty,
    /// File of more than [`limits::FILE_BYTES`](super::limits::FILE_BYTES).
    TooLarge,
    /// File that would be more than [`limits::UNPACKED_BYTES`](super::limits::UNPACKED_BYTES) if it were unpacked, or
    /// is built to be costly.
    TooLargeUnpacked,
    /// File whose reading takes longer than [`limits::TIME`](super::limits::TIME).
    TooLong,
    TooManySheets,
    TooManyRows,
    TooManyColumns,
    PasswordProtected,
    /// Format of Excel before 2007.
    OldExcel,
    /// Page of HTML, whatever the file's name is.
    WebPage,
    Xml,
    /// Text in an encoding in which no list is read.
    OtherEncoding,
    /// Separator of the cells with which no list is read.
    OtherSeparator(char),
    /// Headings that are all in the first cell.
    AllInOneCell,
    /// Quotation mark that opens a cell of this row and is never closed.
    QuoteNotClosed {
        row: u32,
    },
    /// Cell of this row that holds text which reads as further rows.
    RowsInCell {
        row: u32,
    },
    NotASpreadsheet,
    /// File that begins as a spreadsheet, but is broken further on.
    Damaged,
    NoHeading,
}

impl SheetFault {
    /// Code of the fault for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too_large",
            Self::TooLargeUnpacked => "too_large_unpacked",
            Self::TooLong => "too_long",
            Self::TooManySheets => "too_many_sheets",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::PasswordProtected => "password_protected",
            Self::OldExcel => "old_excel",
            Self::WebPage => "web_page",
            Self::Xml => "xml",
            Self::OtherEncoding => "other_encoding",
            Self::OtherSeparator(_) => "other_separator",
            Self::AllInOneCell => "all_in_one_cell",
            Self::QuoteNotClosed { .. } => "quote_not_closed",
            Self::RowsInCell { .. } => "rows_in_cell",
            Self::NotASpreadsheet => "not_a_spreadsheet",
            Self::Damaged => "damaged",
            Self::NoHeading => "no_heading",
        }
    }
}
