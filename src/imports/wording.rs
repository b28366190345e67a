//! Words for the faults of a list, and for the repairs made in it.

use super::{Column, Fault, FaultKind, FileFault, Remark, RemarkKind, fault::RepeatedColumn};
use crate::{
    ground::{Locale, Problem, text::Fixed},
    i18n::{dates, numbers, text},
    reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS, Region, profession, region},
    sheets::{self, cell::RowPlace, limits},
    specialists::model::{Repair, region as regions, word},
    ui::field::problem_words,
};

/// Words for why a file cannot be read, and what would help.
pub fn file_fault(locale: Locale, fault: &FileFault) -> String {
    match fault {
        FileFault::Sheet(fault) => sheets::wording::file_fault(locale, fault, &columns(locale, &Column::REQUIRED)),
        FileFault::NoRows => text!(locale, imports.file_no_rows),
        FileFault::HeadingInTwoRows { first, second } => {
            text!(locale, imports.file_heading_in_two_rows, first = *first, second = *second)
        }
        FileFault::OnSheet { sheet, fault } => {
            text!(locale, imports.on_sheet, sheet = quoted(locale, sheet), words = file_fault(locale, fault))
        }
        FileFault::ColumnsMissing(missing) => {
            text!(locale, imports.file_columns_missing, columns = columns(locale, missing))
        }
        FileFault::ColumnsRepeated(repeated) => {
            let columns: Vec<String> = repeated.iter().map(|column| repeated_column(locale, column)).collect();
            text!(locale, imports.file_columns_repeated, columns = columns.join("; "))
        }
    }
}

/// Words for a fault of a row: the place, the value, and the right one. `sheets` are the names of a list's sheets, if
/// it has several.
pub fn fault(locale: Locale, sheets: &[String], fault: &Fault) -> String {
    let what = what_is_wrong(locale, fault);
    let first = match &fault.kind {
        FaultKind::RegistrationNumberRepeated { first_row } | FaultKind::RunDisagrees { first_row, .. } => {
            Some(*first_row)
        }
        FaultKind::EnrolledTwice { first_row } => *first_row,
        _ => None,
    };
    let words = in_place(locale, fault.row, fault.column, &fault.value, &what);
    on_sheet(locale, sheets, (fault.row, first), words)
}

/// Words for a repair in a row, or for something worth a look; `sheets` as above.
pub fn remark(locale: Locale, sheets: &[String], remark: &Remark) -> String {
    let what = what_is_remarked(locale, &remark.kind);
    let first = match &remark.kind {
        RemarkKind::PersonDiffers { first_row } => Some(*first_row),
        RemarkKind::PossibleDuplicate { of_row } => *of_row,
        RemarkKind::HiddenSheetRead { .. } | RemarkKind::HiddenSheetLeft { .. } | RemarkKind::SheetLeft { .. } => {
            return what;
        }
        _ => None,
    };
    let words = in_place(locale, remark.row, remark.column, "", &what);
    on_sheet(locale, sheets, (remark.row, first), words)
}

/// Adds the sheet of the row, and the sheet of the other row that the words mention.
fn on_sheet(locale: Locale, sheets: &[String], rows: (RowPlace, Option<RowPlace>), words: String) -> String {
    let (row, first) = rows;
    let Some(sheet) = sheets.get(usize::from(row.sheet)) else { return words };
    let words = text!(locale, imports.on_sheet, sheet = quoted(locale, sheet), words = words);
    match first.filter(|first| first.sheet != row.sheet) {
        Some(first) => {
            let sheet = sheets.get(usize::from(first.sheet)).map_or("", String::as_str);
            words + " " + &text!(locale, imports.row_is_on_sheet, row = first.row, sheet = quoted(locale, sheet))
        }
        None => words,
    }
}

fn what_is_remarked(locale: Locale, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::Repaired(Repair::LookAlikes { from, to }) => {
            text!(locale, imports.look_alikes_repaired, from = from.as_str(), to = to.as_str())
        }
        RemarkKind::Repaired(Repair::Capitals { from, to }) => {
            text!(locale, imports.capitals_repaired, from = from.as_str(), to = to.as_str())
        }
        RemarkKind::Repaired(Repair::FatherForSurname { name }) => {
            text!(locale, imports.father_for_surname, name = name.as_str())
        }
        RemarkKind::ZerosRestored => text!(locale, imports.zeros_restored),
        RemarkKind::IinDisagrees => text!(locale, imports.iin_disagrees),
        RemarkKind::PersonDiffers { first_row } => text!(locale, imports.person_differs, first_row = first_row.row),
        RemarkKind::TotalDiffers { stated, counted } => {
            text!(locale, imports.total_differs, stated = *stated, counted = *counted)
        }
        RemarkKind::ClaimWaits => text!(locale, imports.claim_waits),
        RemarkKind::KnownSpecialistDiffers => text!(locale, imports.known_specialist_differs),
        RemarkKind::PossibleDuplicate { of_row: Some(row) } => {
            text!(locale, imports.possible_duplicate, first_row = row.row)
        }
        RemarkKind::PossibleDuplicate { of_row: None } => text!(locale, imports.possible_duplicate_known),
        RemarkKind::OutsidePhases => text!(locale, imports.outside_phases),
        RemarkKind::HiddenRows { rows } => text!(locale, imports.hidden_rows, rows = spans(rows)),
        RemarkKind::HiddenSheetRead { sheet } => {
            text!(locale, imports.hidden_sheet_read, sheet = quoted(locale, sheet))
        }
        RemarkKind::HiddenSheetLeft { sheet } => {
            text!(locale, imports.hidden_sheet_left, sheet = quoted(locale, sheet))
        }
        RemarkKind::SheetLeft { sheet, missing } => {
            text!(locale, imports.sheet_left, sheet = quoted(locale, sheet), columns = columns(locale, missing))
        }
        RemarkKind::NumberFarOff { nearest } => text!(locale, imports.number_far_off, nearest = nearest.as_str()),
        RemarkKind::NumberOutsideSeries => text!(locale, imports.number_outside_series),
    }
}

/// Heading of a column, as the reader would write it.
pub fn column(locale: Locale, column: Column) -> String {
    match column {
        Column::Surname => text!(locale, imports.column_surname),
        Column::GivenName => text!(locale, imports.column_given_name),
        Column::Patronymic => text!(locale, imports.column_patronymic),
        Column::SecondSpelling => text!(locale, imports.column_second_spelling),
        Column::Iin => text!(locale, imports.column_iin),
        Column::BirthDate => text!(locale, imports.column_birth_date),
        Column::Sex => text!(locale, imports.column_sex),
        Column::Region => text!(locale, imports.column_region),
        Column::Organization => text!(locale, imports.column_organization),
        Column::OrganizationType => text!(locale, imports.column_organization_type),
        Column::Profession => text!(locale, imports.column_profession),
        Column::Email => text!(locale, imports.column_email),
        Column::Course => text!(locale, imports.column_course),
        Column::Run => text!(locale, imports.column_run),
        Column::StartsOn => text!(locale, imports.column_starts_on),
        Column::EndsOn => text!(locale, imports.column_ends_on),
        Column::Hours => text!(locale, imports.column_hours),
        Column::RegistrationNumber => text!(locale, imports.column_registration_number),
        Column::IssuedOn => text!(locale, imports.column_issued_on),
        Column::ValidUntil => text!(locale, imports.column_valid_until),
    }
}

fn in_place(locale: Locale, row: RowPlace, place: Option<Column>, value: &str, what: &str) -> String {
    let row = row.row;
    match place.map(|place| column(locale, place)) {
        None if row == 0 => what.to_owned(),
        None => text!(locale, imports.in_row, row = row, what = what),
        Some(column) if value.is_empty() => text!(locale, imports.in_cell, row = row, column = column, what = what),
        Some(column) => {
            text!(locale, imports.in_cell_with_value, row = row, column = column, value = value, what = what)
        }
    }
}

fn what_is_wrong(locale: Locale, fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Field(problem) => field_words(locale, fault, *problem),
        FaultKind::CellTooLong => text!(locale, imports.cell_too_long, most = whole(locale, limits::CELL_CHARACTERS)),
        FaultKind::CellError => text!(locale, imports.cell_error),
        FaultKind::Formula => text!(locale, imports.formula),
        FaultKind::NumberFormat => text!(locale, imports.number_format),
        FaultKind::MergedAcross { range } => text!(locale, imports.merged_across, range = range.to_string()),
        FaultKind::HeadingDiffers => text!(locale, imports.heading_differs),
        FaultKind::IssuedBeforeEnd { ends_on: day } => {
            text!(locale, imports.issued_before_end, day = dates::short(*day))
        }
        FaultKind::ValidUntilBeforeIssue { issued_on: day } => {
            text!(locale, imports.valid_until_before_issue, day = dates::short(*day))
        }
        FaultKind::RegistrationNumberRepeated { first_row } => {
            text!(locale, imports.number_repeated, first_row = first_row.row)
        }
        FaultKind::CourseUnknown { nearest: None } => text!(locale, imports.course_unknown),
        FaultKind::CourseUnknown { nearest: Some(code) } => text!(locale, imports.course_nearest, code = code.as_str()),
        FaultKind::EnrolledTwice { first_row: Some(row) } => text!(locale, imports.enrolled_twice, first_row = row.row),
        FaultKind::EnrolledTwice { first_row: None } => text!(locale, imports.enrolled_already),
        FaultKind::RunDisagrees { first_row, expected } => {
            text!(locale, imports.run_disagrees, first_row = first_row.row, expected = expected.as_str())
        }
        FaultKind::KnownCertificateDiffers { known } => {
            text!(locale, imports.known_certificate_differs, known = stated(locale, known))
        }
        FaultKind::KnownRunDiffers { known } => text!(locale, imports.known_run_differs, known = stated(locale, known)),
    }
}

/// Words for the mistake in the value of a field: those of forms, except where a list is put right in another way.
fn field_words(locale: Locale, fault: &Fault, problem: Problem) -> String {
    let Some(column) = fault.column else { return problem_words(locale, problem) };
    match (column, problem) {
        (Column::Surname, Problem::Required) => text!(locale, imports.surname_missing),
        (Column::GivenName, Problem::Required) => text!(locale, imports.given_name_missing),
        (_, Problem::Required) => text!(locale, imports.value_missing),
        (_, Problem::LettersLost) => text!(locale, imports.letters_lost),
        (_, Problem::TooLong) => text!(locale, imports.text_too_long, most = whole(locale, column.longest())),
        (_, Problem::IinShape) => text!(locale, imports.iin_shape),
        (_, Problem::EmailNotLatin) => text!(locale, imports.email_not_latin),
        (_, Problem::EmailMalformed) => text!(locale, imports.email_unreadable),
        (Column::Sex, Problem::Unknown) => text!(locale, imports.sex_unknown),
        (Column::Profession, Problem::Unknown) => profession_words(locale, &fault.value),
        (Column::OrganizationType, Problem::Unknown) => organization_type_words(locale, &fault.value),
        (Column::Region, Problem::Unknown | Problem::Ambiguous) => region_words(locale, &fault.value),
        _ => continued(&problem_words(locale, problem)),
    }
}

/// Sentence as it continues after a dash: with a small letter, unless it begins with an abbreviation.
fn continued(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

fn region_words(locale: Locale, typed: &str) -> String {
    if let [first, second, ..] = regions::meanings(typed)[..] {
        return text!(
            locale,
            imports.region_ambiguous,
            first = first.name.get(locale),
            first_code = first.code,
            second = second.name.get(locale),
            second_code = second.code
        );
    }
    if let Some(nearest) = regions::nearest(typed) {
        return text!(locale, imports.region_nearest, name = nearest.name.get(locale), code = nearest.code);
    }
    let Region { name, code, .. } = region("KZ-71").unwrap_or(&REGIONS[0]);
    text!(locale, imports.region_unknown, name = name.get(locale), code = *code)
}

fn profession_words(locale: Locale, typed: &str) -> String {
    if let Some(nearest) = word::nearest_profession(typed) {
        let other = profession("other").map_or("", |other| other.name.get(locale));
        return text!(locale, imports.profession_nearest, name = nearest.name.get(locale), other = other);
    }
    text!(locale, imports.profession_unknown, names = names(locale, PROFESSIONS.iter().map(|entry| entry.name)))
}

fn organization_type_words(locale: Locale, typed: &str) -> String {
    if let Some(nearest) = word::nearest_organization_type(typed) {
        return text!(locale, imports.organization_type_nearest, name = nearest.name.get(locale));
    }
    let names = names(locale, ORGANIZATION_TYPES.iter().map(|kind| kind.name));
    text!(locale, imports.organization_type_unknown, names = names)
}

fn stated(locale: Locale, known: &str) -> String {
    if known.is_empty() { text!(locale, imports.not_stated) } else { known.to_owned() }
}

fn names(locale: Locale, names: impl Iterator<Item = Fixed>) -> String {
    names.map(|name| quoted(locale, name.get(locale))).collect::<Vec<_>>().join(", ")
}

fn columns(locale: Locale, columns: &[Column]) -> String {
    let headings: Vec<String> = columns.iter().map(|place| quoted(locale, &column(locale, *place))).collect();
    headings.join(", ")
}

/// Words for a repeated column: `«Фамилия» (B «Фамилия», R «Тегі»)`.
fn repeated_column(locale: Locale, repeated: &RepeatedColumn) -> String {
    let headings: Vec<String> =
        repeated.headings.iter().map(|(letter, heading)| format!("{letter} {}", quoted(locale, heading))).collect();
    format!("{} ({})", quoted(locale, &column(locale, repeated.column)), headings.join(", "))
}

fn quoted(locale: Locale, text: &str) -> String {
    match locale {
        Locale::Kk | Locale::Ru => format!("«{text}»"),
        Locale::En => format!("“{text}”"),
    }
}

/// Row numbers with their neighbours together: `3, 5–7`.
fn spans(rows: &[u32]) -> String {
    const MOST: usize = 20;
    let mut spans: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match spans.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => spans.push((*row, *row)),
        }
    }
    let words = spans
        .iter()
        .take(MOST)
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    let words = words.collect::<Vec<_>>().join(", ");
    if spans.len() > MOST { words + " …" } else { words }
}

fn whole(locale: Locale, number: usize) -> String {
    numbers::whole(locale, u64::try_from(number).unwrap_or(u64::MAX))
}
