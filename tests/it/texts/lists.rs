//! Words for every fault of a list, and for every repair in it.

use std::{collections::BTreeSet, fs};

use chrono::NaiveDate;
use maman::{
    ground::{Locale, Problem},
    imports::{Column, Fault, FaultKind, FileFault, Remark, RemarkKind, fault::RepeatedColumn, wording},
    sheets::{SheetFault, cell::Range},
    specialists::model::Repair,
};

use super::{assert_words, root};

/// Codes of a type, as its source has them.
fn codes_in_source(file: &str, of: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(root().join(file)).unwrap();
    let (_, code) = source.split_once(&format!("impl {of} {{")).unwrap();
    let code = code.split_once("\n}").unwrap().0;
    code.split("=> \"").skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect()
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 5, 6).unwrap()
}

#[test]
fn every_fault_of_a_list_has_words_in_three_languages() {
    use FaultKind as F;
    let kinds = [
        F::CellTooLong,
        F::CellError,
        F::Formula,
        F::NumberFormat,
        F::MergedAcross { range: Range { rows: (3, 3), columns: (12, 13) } },
        F::HeadingDiffers,
        F::IssuedBeforeEnd { ends_on: day() },
        F::ValidUntilBeforeIssue { issued_on: day() },
        F::RegistrationNumberRepeated { first_row: 6.into() },
        F::CourseUnknown { nearest: None },
        F::CourseUnknown { nearest: Some("NRC-09".to_owned()) },
        F::EnrolledTwice { first_row: Some(6.into()) },
        F::EnrolledTwice { first_row: None },
        F::RunDisagrees { first_row: 6.into(), expected: "04.05.2022".to_owned() },
        F::KnownCertificateDiffers { known: "06.05.2022".to_owned() },
        F::KnownRunDiffers { known: "06.05.2022".to_owned() },
    ];
    let listed: BTreeSet<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(listed, codes_in_source("src/imports/fault.rs", "FaultKind"), "write the new kind into this test");
    for kind in kinds {
        let fault = Fault { row: 18.into(), column: Some(Column::Surname), value: "Ә".to_owned(), kind };
        assert_words(&format!("{:?}", fault.kind), |locale| wording::fault(locale, &[], &fault));
        assert!(wording::fault(Locale::Ru, &[], &fault).contains("18"));
    }
}

#[test]
fn every_problem_of_a_field_has_words_in_every_column_of_a_list() {
    for column in Column::ALL {
        for problem in Problem::ALL {
            let kind = FaultKind::Field(*problem);
            let fault = Fault { row: 18.into(), column: Some(*column), value: "Ә".to_owned(), kind };
            assert_words(&format!("{column:?}: {problem:?}"), |locale| wording::fault(locale, &[], &fault));
        }
    }
}

#[test]
fn every_remark_on_a_list_has_words_in_three_languages() {
    use RemarkKind as R;
    let kinds = [
        R::Repaired(Repair::LookAlikes { from: "Mуканова".to_owned(), to: "Муканова".to_owned() }),
        R::Repaired(Repair::Capitals { from: "ОМАРОВ".to_owned(), to: "Омаров".to_owned() }),
        R::Repaired(Repair::FatherForSurname { name: "Серікқызы".to_owned() }),
        R::ZerosRestored,
        R::IinDisagrees,
        R::PersonDiffers { first_row: 6.into() },
        R::TotalDiffers { stated: 131, counted: 130 },
        R::ClaimWaits,
        R::KnownSpecialistDiffers,
        R::PossibleDuplicate { of_row: Some(6.into()) },
        R::PossibleDuplicate { of_row: None },
        R::OutsidePhases,
        R::HiddenRows { rows: vec![3, 5, 6] },
        R::HiddenSheetRead { sheet: "1-топ".to_owned() },
        R::HiddenSheetLeft { sheet: "1-топ".to_owned() },
        R::SheetLeft { sheet: "1-топ".to_owned(), missing: vec![Column::Surname] },
        R::NumberFarOff { nearest: "NRC-2022-00001".to_owned() },
        R::NumberOutsideSeries,
    ];
    let listed: BTreeSet<String> = kinds.iter().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(listed, codes_in_source("src/imports/fault.rs", "RemarkKind"), "write the new kind into this test");
    for kind in kinds {
        let remark = Remark { row: 18.into(), column: Some(Column::Surname), kind };
        assert_words(&format!("{:?}", remark.kind), |locale| wording::remark(locale, &[], &remark));
    }
}

#[test]
fn everything_wrong_with_a_file_has_words_in_three_languages() {
    use FileFault as F;
    use SheetFault as S;
    let repeated = RepeatedColumn {
        column: Column::Surname,
        headings: vec![("B".to_owned(), "Фамилия".to_owned()), ("R".to_owned(), "Тегі".to_owned())],
    };
    let faults = [
        F::Sheet(S::Empty),
        F::Sheet(S::TooLarge),
        F::Sheet(S::TooLargeUnpacked),
        F::Sheet(S::TooLong),
        F::Sheet(S::TooManySheets),
        F::Sheet(S::TooManyRows),
        F::Sheet(S::TooManyColumns),
        F::Sheet(S::PasswordProtected),
        F::Sheet(S::OldExcel),
        F::Sheet(S::WebPage),
        F::Sheet(S::Xml),
        F::Sheet(S::OtherEncoding),
        F::Sheet(S::OtherSeparator('|')),
        F::Sheet(S::AllInOneCell),
        F::Sheet(S::QuoteNotClosed { row: 3 }),
        F::Sheet(S::RowsInCell { row: 3 }),
        F::Sheet(S::NotASpreadsheet),
        F::Sheet(S::Damaged),
        F::Sheet(S::NoHeading),
        F::NoRows,
        F::HeadingInTwoRows { first: 1, second: 2 },
        F::OnSheet { sheet: "1-топ".to_owned(), fault: Box::new(F::NoRows) },
        F::ColumnsMissing(vec![Column::Surname]),
        F::ColumnsRepeated(vec![repeated]),
    ];
    let listed: BTreeSet<String> = faults.iter().map(|fault| fault.code().to_owned()).collect();
    let codes = codes_in_source("src/imports/fault.rs", "FileFault");
    let of_sheets = codes_in_source("src/sheets/fault.rs", "SheetFault");
    assert_eq!(listed, &codes | &of_sheets, "write the new fault into this test");
    for fault in faults {
        assert_words(&format!("{fault:?}"), |locale| wording::file_fault(locale, &fault));
    }
}
