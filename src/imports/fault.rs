//! Faults of a list, and the repairs made in it: codes and data, never words.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::column::Column;
use crate::{
    ground::Problem,
    sheets::{
        SheetFault,
        cell::{Range, RowPlace},
    },
    specialists::model::Repair,
};

/// Reason why a file cannot be read as a list at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// File that cannot be read as sheets.
    Sheet(SheetFault),
    /// Heading without rows below it.
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

impl From<SheetFault> for FileFault {
    fn from(fault: SheetFault) -> Self {
        Self::Sheet(fault)
    }
}

/// Columns of the same meaning, two or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedColumn {
    pub column: Column,
    /// Headings as written, each with the letter of its column.
    pub headings: Vec<(String, String)>,
}

impl FileFault {
    /// Code of the fault for machines.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sheet(fault) => fault.code(),
            Self::NoRows => "no_rows",
            Self::HeadingInTwoRows { .. } => "heading_in_two_rows",
            Self::ColumnsMissing(_) => "columns_missing",
            Self::ColumnsRepeated(_) => "columns_repeated",
            Self::OnSheet { fault, .. } => fault.code(),
        }
    }
}

/// Mistake in a row, so that the list is refused: the place, the value, and the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub row: RowPlace,
    pub column: Option<Column>,
    /// Value of the cell, shortened; of an IIN only the last four digits.
    pub value: String,
    pub kind: FaultKind,
}

impl Fault {
    /// Code of the fault for machines: `iin_check_digit`, `surname_missing`, `region_unknown`.
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

/// Kinds of faults, with the right value if it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Value that is wrong for its field; a form would refuse it as well.
    Field(Problem),
    CellTooLong,
    /// Error that the spreadsheet itself shows there, such as `#REF!`.
    CellError,
    /// Formula, whose last result may not be its present one.
    Formula,
    /// Number format for which it is not known what it shows.
    NumberFormat,
    /// Merged cells over columns of different meanings.
    MergedAcross {
        range: Range,
    },
    /// Second heading, with its columns in other places.
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
    /// Person with this IIN who is in the run already: in an earlier row, or else in the registry.
    EnrolledTwice {
        first_row: Option<RowPlace>,
    },
    /// Value that differs from the other rows of the run: `expected` is theirs, `first_row` the first of them.
    RunDisagrees {
        first_row: RowPlace,
        expected: String,
    },
    /// Certificate that the registry has with another value.
    KnownCertificateDiffers {
        known: String,
    },
    /// Run that the registry has with another value.
    KnownRunDiffers {
        known: String,
    },
}

impl FaultKind {
    /// Code of the fault for machines.
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

/// Repair, or a value that is worth a look; the list is accepted all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub row: RowPlace,
    pub column: Option<Column>,
    pub kind: RemarkKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemarkKind {
    Repaired(Repair),
    /// Zeros that a spreadsheet had dropped before a number; they were put back before the IIN.
    ZerosRestored,
    /// IIN that reads as another birth date or sex, which may be right.
    IinDisagrees,
    /// Earlier row that differs about the person with this IIN.
    PersonDiffers {
        first_row: RowPlace,
    },
    TotalDiffers {
        stated: u32,
        counted: u32,
    },
    /// Record in the registry that differs about the person with this IIN; it is left as it is.
    KnownSpecialistDiffers,
    /// Claim to this IIN under another name or birth date, typed by somebody for themselves; the list makes its own
    /// record.
    ClaimWaits,
    /// Name and birth date of another person: in an earlier row, or else in the registry.
    PossibleDuplicate {
        of_row: Option<RowPlace>,
    },
    /// Day of issue that is in no phase, so the certificate counts toward none.
    OutsidePhases,
    /// Rows that a filter or a person has hidden, and that were read all the same.
    HiddenRows {
        rows: Vec<u32>,
    },
    /// Hidden sheet that was read, because no visible one holds a list.
    HiddenSheetRead {
        sheet: String,
    },
    /// Hidden sheet that holds a list too, and was left out.
    HiddenSheetLeft {
        sheet: String,
    },
    /// Sheet that has a few of the headings, and was left out.
    SheetLeft {
        sheet: String,
        missing: Vec<Column>,
    },
    /// Number that is far from the others of its year: perhaps a slip.
    NumberFarOff {
        nearest: String,
    },
    /// Number that is higher than a series goes; the next numbers go on without it.
    NumberOutsideSeries,
}

impl RemarkKind {
    /// Code of the remark for machines.
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
