//! What can be wrong with a list, and what was put right in it: codes and data, never words.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    cell::{Range, RowPlace},
    column::Column,
};
use crate::{ground::Problem, specialists::model::Repair};

/// Why a file cannot be read as a list at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    Empty,
    /// More than [`limits::FILE_BYTES`](super::limits::FILE_BYTES).
    TooLarge,
    /// Unpacked it would be more than [`limits::UNPACKED_BYTES`](super::limits::UNPACKED_BYTES), or built to be costly.
    TooLargeUnpacked,
    /// Reading it takes longer than [`limits::TIME`](super::limits::TIME).
    TooLong,
    TooManySheets,
    TooManyRows,
    TooManyColumns,
    PasswordProtected,
    /// The format of Excel before 2007.
    OldExcel,
    /// A page of HTML, whatever the file is called.
    WebPage,
    Xml,
    /// The letters are in an encoding in which no list is read.
    OtherEncoding,
    /// The cells are set apart by another sign.
    OtherSeparator(char),
    /// All headings stand in the first cell.
    AllInOneCell,
    /// A quotation mark opens a cell of this row, and nothing closes it.
    QuoteNotClosed {
        row: u32,
    },
    /// A cell of this row holds what read as further rows.
    RowsInCell {
        row: u32,
    },
    NotASpreadsheet,
    /// It begins as a spreadsheet, and then does not go on as one.
    Damaged,
    NoHeading,
    /// A heading, and nothing below it.
    NoRows,
    HeadingInTwoRows {
        first: u32,
        second: u32,
    },
    ColumnsMissing(Vec<Column>),
    ColumnsRepeated(Vec<RepeatedColumn>),
    /// Fault of one sheet of several.
    OnSheet {
        sheet: String,
        fault: Box<FileFault>,
    },
}

/// Two or more columns of the same meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedColumn {
    pub column: Column,
    /// Each with the letter of its place and its heading as written.
    pub headings: Vec<(String, String)>,
}

impl FileFault {
    /// The word it is told as where machines read it.
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
            Self::NoRows => "no_rows",
            Self::HeadingInTwoRows { .. } => "heading_in_two_rows",
            Self::ColumnsMissing(_) => "columns_missing",
            Self::ColumnsRepeated(_) => "columns_repeated",
            Self::OnSheet { fault, .. } => fault.code(),
        }
    }
}

/// A mistake in a row, so that the list is refused: the place, what stands there, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub row: RowPlace,
    pub column: Option<Column>,
    /// What stands in the cell, shortened; of an IIN only the last four digits.
    pub value: String,
    pub kind: FaultKind,
}

impl Fault {
    /// The word it is told as where machines read it: `iin_check_digit`, `surname_missing`, `region_unknown`.
    pub fn code(&self) -> Cow<'static, str> {
        let FaultKind::Field(problem) = self.kind else { return self.kind.code().into() };
        let column = self.column.map_or("row", Column::as_str);
        match problem {
            Problem::Required => format!("{column}_missing").into(),
            Problem::Unknown | Problem::Ambiguous => format!("{column}_{}", problem.code()).into(),
            Problem::DayImpossible if self.column == Some(Column::BirthDate) => "birth_date_impossible".into(),
            problem => problem.code().into(),
        }
    }
}

/// The kinds of faults, with what would be right where that can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The value is wrong for its field; a form would refuse it as well.
    Field(Problem),
    CellTooLong,
    /// The spreadsheet itself shows an error there, such as `#REF!`.
    CellError,
    /// What a formula last gave need not be what it gives now.
    Formula,
    /// Nobody can say what the number format of the cell shows.
    NumberFormat,
    /// Merged cells reach over columns of different meanings.
    MergedAcross {
        range: Range,
    },
    /// A second heading, with its columns in other places.
    HeadingDiffers,
    IssuedBeforeEnd {
        ends_on: NaiveDate,
    },
    ValidUntilBeforeIssue {
        issued_on: NaiveDate,
    },
    RegistrationNumberRepeated {
        first_row: RowPlace,
    },
    CourseUnknown {
        nearest: Option<String>,
    },
    /// The person with this IIN is in the run already: in an earlier row, or else in the registry.
    EnrolledTwice {
        first_row: Option<RowPlace>,
    },
    /// The other rows of the run say otherwise: this is what stands in the first of them.
    RunDisagrees {
        first_row: RowPlace,
        expected: String,
    },
    /// The registry holds this certificate with another value.
    KnownCertificateDiffers {
        known: String,
    },
    /// The registry holds this run with another value.
    KnownRunDiffers {
        known: String,
    },
}

impl FaultKind {
    /// The word it is told as where machines read it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Field(problem) => problem.code(),
            Self::CellTooLong => "cell_too_long",
            Self::CellError => "cell_error",
            Self::Formula => "formula",
            Self::NumberFormat => "number_format",
            Self::MergedAcross { .. } => "merged_across",
            Self::HeadingDiffers => "heading_differs",
            Self::IssuedBeforeEnd { .. } => "issued_before_end",
            Self::ValidUntilBeforeIssue { .. } => "valid_until_before_issue",
            Self::RegistrationNumberRepeated { .. } => "certificate_number_repeated",
            Self::CourseUnknown { .. } => "course_unknown",
            Self::EnrolledTwice { .. } => "enrolled_twice",
            Self::RunDisagrees { .. } => "run_disagrees",
            Self::KnownCertificateDiffers { .. } => "known_certificate_differs",
            Self::KnownRunDiffers { .. } => "known_run_differs",
        }
    }
}

/// What was put right, or is worth a look; the list is accepted all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub row: RowPlace,
    pub column: Option<Column>,
    pub kind: RemarkKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    Repaired(Repair),
    /// A spreadsheet drops the zeros before a number; they were put back before the IIN.
    ZerosRestored,
    /// The IIN reads as another birth date or sex, which may be right.
    IinDisagrees,
    /// An earlier row tells otherwise of the person with this IIN.
    PersonDiffers {
        first_row: RowPlace,
    },
    TotalDiffers {
        told: u32,
        counted: u32,
    },
    /// The registry tells otherwise of the person with this IIN; its record stays.
    KnownSpecialistDiffers,
    /// Somebody typed this IIN for themselves, under another name or birth date; the list makes its own record.
    ClaimWaits,
    /// Name and birth date are those of another person: in an earlier row, or else in the registry.
    PossibleDuplicate {
        of_row: Option<RowPlace>,
    },
    /// Issued on a day of no phase, so it counts toward none.
    OutsidePhases,
    /// Rows that a filter or a hand has hidden, and that were read all the same.
    HiddenRows {
        rows: Vec<u32>,
    },
    /// A hidden sheet, read for lack of a visible one.
    HiddenSheetRead {
        sheet: String,
    },
    /// A hidden sheet that holds a list too, and was left out.
    HiddenSheetLeft {
        sheet: String,
    },
    /// A sheet that has a few of the headings, and was left out.
    SheetLeft {
        sheet: String,
        missing: Vec<Column>,
    },
    /// The number is far from the others of its year: perhaps a slip.
    NumberFarOff {
        nearest: String,
    },
    /// The number is higher than a series goes; the next numbers go on without it.
    NumberOutsideSeries,
}

impl RemarkKind {
    /// The word it is told as where machines read it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Repaired(Repair::LookAlikes { .. }) => "look_alikes_repaired",
            Self::Repaired(Repair::Capitals { .. }) => "capitals_repaired",
            Self::Repaired(Repair::FatherForSurname { .. }) => "father_for_surname",
            Self::ZerosRestored => "zeros_restored",
            Self::IinDisagrees => "iin_disagrees",
            Self::PersonDiffers { .. } => "person_differs",
            Self::TotalDiffers { .. } => "total_differs",
            Self::KnownSpecialistDiffers => "known_specialist_differs",
            Self::ClaimWaits => "claim_waits",
            Self::PossibleDuplicate { .. } => "possible_duplicate",
            Self::OutsidePhases => "outside_phases",
            Self::HiddenRows { .. } => "hidden_rows",
            Self::HiddenSheetRead { .. } => "hidden_sheet_read",
            Self::HiddenSheetLeft { .. } => "hidden_sheet_left",
            Self::SheetLeft { .. } => "sheet_left",
            Self::NumberFarOff { .. } => "number_far_off",
            Self::NumberOutsideSeries => "number_outside_series",
        }
    }
}
