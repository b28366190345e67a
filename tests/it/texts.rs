//! The texts: the same keys, variables and plural forms in three languages, and words for everything that can go wrong.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use chrono::NaiveDate;
use maman::{
    ground::{
        AppError, FormErrors, Incident, Locale, Problem,
        error::{Clash, Rule},
    },
    imports::{Column, Fault, FaultKind, FileFault, Remark, RemarkKind, cell::Range, fault::RepeatedColumn, wording},
    reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS},
    ui::{error_page, field},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of a language by their keys, such as `home.title`.
fn texts(locale: Locale) -> BTreeMap<String, String> {
    let file = root().join(format!("locales/{}.json", locale.code()));
    let sections: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let keys = sections
        .into_iter()
        .flat_map(|(section, texts)| texts.into_iter().map(move |(key, text)| (format!("{section}.{key}"), text)));
    keys.collect()
}

const FORMS: [&str; 4] = ["_one", "_few", "_many", "_other"];

/// The key without its plural form, and the form.
fn form_of<'a>(key: &'a str, all: &BTreeMap<String, String>) -> (&'a str, Option<&'static str>) {
    let form = FORMS.into_iter().find_map(|form| Some((key.strip_suffix(form)?, form)));
    match form {
        Some((base, form)) if all.contains_key(&format!("{base}_other")) => (base, Some(form)),
        _ => (key, None),
    }
}

/// Each text without its form, with the forms it has.
fn forms(locale: Locale) -> BTreeMap<String, BTreeSet<&'static str>> {
    let texts = texts(locale);
    let mut forms: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for key in texts.keys() {
        let (base, form) = form_of(key, &texts);
        forms.entry(base.to_owned()).or_default().extend(form);
    }
    forms
}

fn variables(text: &str) -> BTreeSet<String> {
    text.split("{{").skip(1).map(|rest| rest.split_once("}}").unwrap().0.trim().to_owned()).collect()
}

#[test]
fn every_text_exists_in_three_languages_in_the_forms_of_each() {
    let all = Locale::ALL.map(forms);
    assert!(all[0].len() > 200);
    for (locale, other) in [(Locale::Ru, &all[1]), (Locale::En, &all[2])] {
        let difference: Vec<_> = all[0]
            .keys()
            .collect::<BTreeSet<_>>()
            .symmetric_difference(&other.keys().collect())
            .copied()
            .cloned()
            .collect();
        assert!(difference.is_empty(), "in kk or {} alone: {difference:?}", locale.code());
    }
    for (locale, of_language) in Locale::ALL.iter().zip(&all) {
        // the plural forms that the Unicode CLDR gives the language
        let expected: BTreeSet<&str> = match locale {
            Locale::Ru => ["_one", "_few", "_many", "_other"].into(),
            Locale::Kk | Locale::En => ["_one", "_other"].into(),
        };
        for (key, forms) in of_language {
            let others = all.iter().any(|all| !all[key].is_empty());
            assert!(!others || *forms == expected, "{key} in {}: {forms:?}", locale.code());
        }
    }
}

#[test]
fn a_text_takes_the_same_variables_in_every_language_and_form() {
    let mut taken: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for locale in Locale::ALL {
        let texts = texts(locale);
        for (key, text) in &texts {
            let (base, form) = form_of(key, &texts);
            let mut variables = variables(text);
            // a form for one may say it without the number
            if form.is_some() {
                variables.insert("count".to_owned());
            }
            let expected = taken.entry(base.to_owned()).or_insert_with(|| variables.clone());
            assert_eq!(variables, *expected, "{key} in {}", locale.code());
        }
    }
}

#[test]
fn no_text_is_empty_loose_at_its_ends_or_shouting() {
    for locale in Locale::ALL {
        for (key, text) in texts(locale) {
            // what goes on behind a link begins with its own space, or with a comma
            let text = if key.ends_with("_after") { text.trim_start().to_owned() } else { text };
            assert!(!text.trim().is_empty() && text.trim() == text, "{key} in {}: {text:?}", locale.code());
            assert!(!text.contains('!') && !text.contains("  "), "{key} in {}: {text:?}", locale.code());
        }
    }
}

/// Names that are the same in every script, and what an operator types.
const LATIN: [&str; 26] = [
    "E-mail",
    "Excel",
    "MAMAN_KEY",
    "OpenDocument",
    "PostgreSQL",
    "QR",
    "SQLite",
    "csv",
    "maman import",
    "name@example.org",
    "ods",
    "openssl rand -hex 32",
    "pg_dump",
    "pg_restore",
    "postgres://",
    "courses.json",
    "programme.json",
    "sqlite:",
    "https://example.org",
    "http://",
    "xlsx",
    "xls",
    "URL",
    "UTC",
    "XLSX",
    "CSV UTF-8",
];

#[test]
fn kazakh_and_russian_texts_have_no_latin_letters_and_english_ones_no_cyrillic() {
    for locale in Locale::ALL {
        for (key, text) in texts(locale) {
            let mut words = text.clone();
            for variable in text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")) {
                words = words.replace(&format!("{{{{{}}}}}", variable.0), " ");
            }
            for name in LATIN {
                words = words.replace(name, " ");
            }
            let is_foreign = |letter: char| match locale {
                Locale::Kk | Locale::Ru => letter.is_ascii_alphabetic(),
                Locale::En => ('\u{400}'..='\u{52f}').contains(&letter),
            };
            // a word with a letter of the other script looks right and is found by no search
            assert!(!words.contains(is_foreign), "{key} in {}: {text}", locale.code());
        }
    }
}

#[test]
fn the_texts_that_are_part_of_the_code_exist_in_three_languages_too() {
    let regions = REGIONS.iter().flat_map(|region| [region.name, region.short]);
    let professions = PROFESSIONS.iter().map(|profession| profession.name);
    let organizations = ORGANIZATION_TYPES.iter().map(|kind| kind.name);
    for name in regions.chain(professions).chain(organizations) {
        for locale in Locale::ALL {
            let text = name.get(locale);
            let is_foreign = |letter: char| match locale {
                Locale::Kk | Locale::Ru => letter.is_ascii_alphabetic(),
                Locale::En => !letter.is_ascii(),
            };
            assert!(!text.trim().is_empty() && !text.contains(is_foreign), "{text:?} in {}", locale.code());
        }
    }
}

#[test]
fn every_key_is_used() {
    let code: String = crate::architecture::files_under(&root().join("src"), ".rs")
        .into_iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let code: String = code.split_whitespace().collect();
    let unused: Vec<String> = forms(Locale::Kk).into_keys().filter(|key| !code.contains(key.as_str())).collect();
    assert!(unused.is_empty(), "no code asks for these texts; delete them from locales/: {unused:?}");
}

/// What words say in three languages: something, each something else, and nothing of a program's.
fn assert_words(what: &str, words: impl Fn(Locale) -> String) {
    let said = Locale::ALL.map(words);
    for text in &said {
        assert!(!text.trim().is_empty(), "{what} has no words");
        assert!(!text.contains("{{") && !text.contains("Some(") && !text.contains("::"), "{what}: {text}");
    }
    assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{what}: {said:?}");
}

#[test]
fn every_error_has_words_in_three_languages() {
    let errors = [
        AppError::Invalid(FormErrors::of("code", Problem::Required)),
        AppError::SignInNeeded,
        AppError::Refused(Rule::FiguresAreForOfficers),
        AppError::Refused(Rule::RegistryIsKeptByStaff),
        AppError::Refused(Rule::SettingsAreForAdministrators),
        AppError::Refused(Rule::EnrollingIsForTrainees),
        AppError::Refused(Rule::OwnCoursesAreForTrainees),
        AppError::NotFound,
        AppError::Conflict(Clash::RegistrationNumberTaken),
        AppError::Conflict(Clash::CertificateIsOver),
        AppError::Conflict(Clash::RunIsFull),
        AppError::Conflict(Clash::EnrolledAlready),
        AppError::Conflict(Clash::StepNotAllowed),
        AppError::Conflict(Clash::RunsOverlap),
        AppError::Conflict(Clash::EnrollmentClosed),
        AppError::Conflict(Clash::RunHasBegun),
        AppError::Conflict(Clash::OfferOver),
        AppError::Conflict(Clash::ConsentMissing),
        AppError::Conflict(Clash::AccountExists),
        AppError::Conflict(Clash::LinkOver),
        AppError::Conflict(Clash::SettingsChanged),
        AppError::TooMany { seconds: 21 },
        AppError::Unavailable,
        AppError::Bug(Incident::from(1)),
    ];
    let mut titles = BTreeSet::new();
    for error in &errors {
        // one that is new does not compile here until it stands above
        match error {
            AppError::Invalid(_)
            | AppError::SignInNeeded
            | AppError::Refused(
                Rule::FiguresAreForOfficers
                | Rule::RegistryIsKeptByStaff
                | Rule::SettingsAreForAdministrators
                | Rule::EnrollingIsForTrainees
                | Rule::OwnCoursesAreForTrainees,
            )
            | AppError::NotFound
            | AppError::Conflict(
                Clash::RegistrationNumberTaken
                | Clash::CertificateIsOver
                | Clash::RunIsFull
                | Clash::EnrolledAlready
                | Clash::StepNotAllowed
                | Clash::RunsOverlap
                | Clash::EnrollmentClosed
                | Clash::RunHasBegun
                | Clash::OfferOver
                | Clash::ConsentMissing
                | Clash::AccountExists
                | Clash::LinkOver
                | Clash::SettingsChanged,
            )
            | AppError::TooMany { .. }
            | AppError::Unavailable
            | AppError::Bug(_) => {}
        }
        assert_words(&format!("{error:?}"), |locale| error_page::words(locale, error).0);
        assert_words(&format!("{error:?}"), |locale| error_page::words(locale, error).1);
        titles.insert(error_page::words(Locale::Ru, error));
    }
    assert_eq!(titles.len(), errors.len(), "two errors say the same");
}

#[test]
fn every_problem_of_a_field_has_words_in_three_languages() {
    for problem in Problem::ALL {
        assert_words(&format!("{problem:?}"), |locale| field::problem_words(locale, *problem));
    }
}

/// The codes that a type of `src/imports/fault.rs` is told by, as they stand in the source.
fn codes_in_source(of: &str) -> BTreeSet<String> {
    let source = fs::read_to_string(root().join("src/imports/fault.rs")).unwrap();
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
        F::SurnameMissing,
        F::GivenNameMissing,
        F::ValueMissing,
        F::NameUnreadable,
        F::LettersLost,
        F::ImpossibleCharacter,
        F::TextTooLong { most: 100 },
        F::CellTooLong,
        F::CellError,
        F::Formula,
        F::NumberFormat,
        F::MergedAcross { range: Range { rows: (3, 3), columns: (12, 13) } },
        F::HeadingDiffers,
        F::IinShape,
        F::IinCheckDigit,
        F::IinRounded,
        F::BirthDateImpossible,
        F::BirthDateInFuture,
        F::DayImpossible,
        F::YearShort,
        F::DayUnreadable,
        F::SexUnknown,
        F::RegionUnknown { nearest: None },
        F::RegionUnknown { nearest: Some(&REGIONS[0]) },
        F::RegionAmbiguous { first: &REGIONS[0], second: &REGIONS[1] },
        F::ProfessionUnknown { nearest: None },
        F::ProfessionUnknown { nearest: Some(&PROFESSIONS[0]) },
        F::OrganizationTypeUnknown { nearest: None },
        F::OrganizationTypeUnknown { nearest: Some(&ORGANIZATION_TYPES[0]) },
        F::EmailUnreadable,
        F::EmailNotLatin,
        F::HoursOutOfRange,
        F::EndsBeforeStart { starts_on: day() },
        F::IssuedBeforeEnd { ends_on: day() },
        F::IssuedInFuture,
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
    assert_eq!(listed, codes_in_source("FaultKind"), "write the new kind into this test");
    for kind in kinds {
        let fault = Fault { row: 18.into(), column: Some(Column::Surname), value: "Ә".to_owned(), kind };
        assert_words(&format!("{:?}", fault.kind), |locale| wording::fault(locale, &[], &fault));
        assert!(wording::fault(Locale::Ru, &[], &fault).contains("18"));
    }
}

#[test]
fn every_remark_on_a_list_has_words_in_three_languages() {
    use RemarkKind as R;
    let kinds = [
        R::LookAlikesRepaired { from: "Mуканова".to_owned(), to: "Муканова".to_owned() },
        R::CapitalsRepaired { from: "ОМАРОВ".to_owned(), to: "Омаров".to_owned() },
        R::ZerosRestored,
        R::IinDisagrees,
        R::PersonDiffers { first_row: 6.into() },
        R::TotalDiffers { told: 131, counted: 130 },
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
    assert_eq!(listed, codes_in_source("RemarkKind"), "write the new kind into this test");
    for kind in kinds {
        let remark = Remark { row: 18.into(), column: Some(Column::Surname), kind };
        assert_words(&format!("{:?}", remark.kind), |locale| wording::remark(locale, &[], &remark));
    }
}

#[test]
fn everything_wrong_with_a_file_has_words_in_three_languages() {
    use FileFault as F;
    let repeated = RepeatedColumn {
        column: Column::Surname,
        headings: vec![("B".to_owned(), "Фамилия".to_owned()), ("R".to_owned(), "Тегі".to_owned())],
    };
    let faults = [
        F::Empty,
        F::TooLarge,
        F::TooLargeUnpacked,
        F::TooLong,
        F::TooManySheets,
        F::TooManyRows,
        F::TooManyColumns,
        F::PasswordProtected,
        F::OldExcel,
        F::OpenDocument,
        F::WebPage,
        F::Xml,
        F::OtherEncoding,
        F::OtherSeparator('|'),
        F::AllInOneCell,
        F::QuoteNotClosed { row: 3 },
        F::RowsInCell { row: 3 },
        F::NotASpreadsheet,
        F::Damaged,
        F::NoHeading,
        F::NoRows,
        F::HeadingInTwoRows { first: 1, second: 2 },
        F::OnSheet { sheet: "1-топ".to_owned(), fault: Box::new(F::NoRows) },
        F::ColumnsMissing(vec![Column::Surname]),
        F::ColumnsRepeated(vec![repeated]),
    ];
    let listed: BTreeSet<String> = faults.iter().map(|fault| fault.code().to_owned()).collect();
    assert_eq!(listed, codes_in_source("FileFault"), "write the new fault into this test");
    for fault in faults {
        assert_words(&format!("{fault:?}"), |locale| wording::file_fault(locale, &fault));
    }
}
