//! Texts: the same keys, variables and plural forms in three languages, and words for every error.

mod lists;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use maman::{
    ground::{
        AppError, FormErrors, Incident, Locale, Problem,
        error::{Clash, Rule},
    },
    reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS},
    ui::{error_page, field},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Texts of a language by their keys, such as `layout.promise`.
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

/// Key without its plural form, and the form.
fn form_of<'a>(key: &'a str, all: &BTreeMap<String, String>) -> (&'a str, Option<&'static str>) {
    let form = FORMS.into_iter().find_map(|form| Some((key.strip_suffix(form)?, form)));
    match form {
        Some((base, form)) if all.contains_key(&format!("{base}_other")) => (base, Some(form)),
        _ => (key, None),
    }
}

/// Texts without their forms, each with the forms it has.
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

/// Names that are the same in every script, and words that an operator types.
const LATIN: &[&str] = &[
    "E-mail",
    "Excel",
    "JSON",
    "MAMAN_KEY",
    "PDF",
    "PostgreSQL",
    "QR",
    "SHA-256",
    "SQLite",
    "csv",
    "maman audit verify",
    "maman backup",
    "maman import",
    "maman migrate --new",
    "maman restore",
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
    "XML",
    "ZIP",
    "PDF",
    "Open Badges 3.0",
    "/.well-known/jwks.json",
    "/status",
    ".jwt",
    ".json",
    "Excel",
    "pdf, jwt",
    "pdf, xlsx",
    "xml",
    "csv",
    "json",
    "xlsx",
    "xls",
    "URL",
    "UTC",
    "XLSX",
    "CSV UTF-8",
    "CSV",
    "ODS",
    "WCAG 2.2",
    "AA",
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

/// Checks words in three languages: they say something, each another thing, and no code of a program.
fn assert_words(what: &str, words: impl Fn(Locale) -> String) {
    let said = Locale::ALL.map(words);
    for text in &said {
        assert!(!text.trim().is_empty(), "{what} has no words");
        assert!(!text.contains("{{") && !text.contains("Some(") && !text.contains("::"), "{what}: {text}");
    }
    assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{what}: {said:?}");
}

/// Match of every error: a new one does not compile here until it is listed below.
fn stays_listed(error: &AppError) {
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
            | Clash::AccountChanged
            | Clash::OwnAccount
            | Clash::LinkOver
            | Clash::SettingsChanged
            | Clash::RunIsClosed
            | Clash::RunIsCancelled
            | Clash::RunIsOpen
            | Clash::RunHasCertificates
            | Clash::NoAssessment
            | Clash::CheckInRefused
            | Clash::OutsideRunDays
            | Clash::RunChanged
            | Clash::MeetingHasMarks
            | Clash::CourseChanged
            | Clash::CourseIsArchived
            | Clash::PersonChanged
            | Clash::RecordsStayApart
            | Clash::IinTaken
            | Clash::NoClaim
            | Clash::EditionTaken
            | Clash::AddressUnset,
        )
        | AppError::TooMany { .. }
        | AppError::Unavailable
        | AppError::Bug(_) => {}
    }
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
        AppError::Conflict(Clash::AccountChanged),
        AppError::Conflict(Clash::OwnAccount),
        AppError::Conflict(Clash::LinkOver),
        AppError::Conflict(Clash::SettingsChanged),
        AppError::Conflict(Clash::RunIsClosed),
        AppError::Conflict(Clash::RunIsCancelled),
        AppError::Conflict(Clash::RunIsOpen),
        AppError::Conflict(Clash::RunHasCertificates),
        AppError::Conflict(Clash::NoAssessment),
        AppError::Conflict(Clash::CheckInRefused),
        AppError::Conflict(Clash::OutsideRunDays),
        AppError::Conflict(Clash::RunChanged),
        AppError::Conflict(Clash::MeetingHasMarks),
        AppError::Conflict(Clash::CourseChanged),
        AppError::Conflict(Clash::CourseIsArchived),
        AppError::Conflict(Clash::PersonChanged),
        AppError::Conflict(Clash::RecordsStayApart),
        AppError::Conflict(Clash::IinTaken),
        AppError::Conflict(Clash::NoClaim),
        AppError::Conflict(Clash::EditionTaken),
        AppError::Conflict(Clash::AddressUnset),
        AppError::TooMany { seconds: 21 },
        AppError::Unavailable,
        AppError::Bug(Incident::from(1)),
    ];
    let mut titles = BTreeSet::new();
    for error in &errors {
        stays_listed(error);
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
