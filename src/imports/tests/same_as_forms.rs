//! Comparison of a form and a list: both read, repair and refuse the same values.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{heading::Heading, row::RowRead, *};
use crate::{
    accounts::Email,
    sheets::cell::{Cell, Sheet, SheetRow},
    specialists::model::{
        CountedFacts, Iin, NewSpecialist, PersonName, Profile, ProfileField, Repair, name::says_none,
    },
};

/// Values that both ways read of a person, and whether a name was put right.
#[derive(Debug, PartialEq)]
struct PersonValues {
    name: PersonName,
    second_spelling: Option<String>,
    iin: Option<Iin>,
    birth_date: Option<NaiveDate>,
    facts: CountedFacts,
    organization: Option<String>,
    is_repaired: bool,
}

const COLUMNS: [&str; 20] = [
    "№",
    "Фамилия",
    "Имя",
    "Отчество",
    "ИИН",
    "Дата рождения",
    "Пол",
    "Регион",
    "Организация",
    "Должность",
    "Код курса",
    "Поток",
    "Начало",
    "Окончание",
    "Часы",
    "№ сертификата",
    "Дата выдачи",
    "Второе написание",
    "Тип организации",
    "E-mail",
];

static HEADING: LazyLock<Heading> = LazyLock::new(|| {
    let cells = COLUMNS.iter().map(|heading| Cell::of_text(heading)).collect();
    let rows = vec![SheetRow { cells, ..SheetRow::default() }];
    Heading::find(&Sheet { rows, ..Sheet::default() }).unwrap()
});

/// Text of a column in a good row.
fn usual(column: Column) -> &'static str {
    let place = HEADINGS.iter().position(|heading| Column::of_heading(heading) == Some(column));
    place.map_or("", |place| ROW[place])
}

/// Reads the row with this text in one column.
fn by_list(changed: Column, text: &str) -> RowRead {
    let cells = COLUMNS.iter().map(|heading| match Column::of_heading(heading) {
        Some(column) if column == changed => Cell::of_text(text),
        Some(column) => Cell::of_text(usual(column)),
        None => Cell::Empty,
    });
    let row = SheetRow { cells: cells.collect(), ..SheetRow::default() };
    row::read(&HEADING, &row, day("2026-11-22"))
}

fn problem_of(row: &RowRead, column: Column) -> Option<FaultKind> {
    row.faults.iter().find(|fault| fault.column == Some(column)).map(|fault| fault.kind.clone())
}

fn values_by_list(row: RowRead) -> PersonValues {
    let is_spelling =
        |kind: &RemarkKind| matches!(kind, RemarkKind::Repaired(Repair::LookAlikes { .. } | Repair::Capitals { .. }));
    let is_name = |column: Option<Column>| column.and_then(Column::field).is_some_and(ProfileField::is_name);
    let is_repaired = row.remarks.iter().any(|remark| is_spelling(&remark.kind) && is_name(remark.column));
    let NewSpecialist { name, second_spelling, iin, birth_date, facts, organization, .. } = row.listed.unwrap().person;
    let birth_date = birth_date.map(|day| *day.reveal());
    PersonValues { name, second_spelling, iin, birth_date, facts, organization, is_repaired }
}

/// Reads the profile with this text in one field, and the values of the list in the others.
fn by_form(changed: Column, text: &str) -> Result<PersonValues, Problem> {
    let typed = |field: &str| match field.parse::<Column>() {
        Ok(column) if column == changed => text.to_owned(),
        Ok(column) => usual(column).to_owned(),
        Err(_) => if field == "locale" { "kk" } else { "" }.to_owned(),
    };
    let profile = Profile::parse(typed, day("2026-11-22")).map_err(|errors| errors.on(changed.as_str()).unwrap())?;
    let facts = profile.facts();
    let Profile { name, second_spelling, iin, birth_date, organization, is_repaired, .. } = profile;
    let birth_date = Some(*birth_date.reveal());
    Ok(PersonValues { name, second_spelling, iin, birth_date, facts, organization, is_repaired })
}

fn assert_one_door(column: Column, text: &str) {
    let row = by_list(column, text);
    let wrong = problem_of(&row, column);
    match by_form(column, text) {
        Ok(values) => assert_eq!((wrong, values_by_list(row)), (None, values), "{column:?}: {text:?}"),
        // an enrollment needs more of a person than a list has
        Err(Problem::Required) if !column.is_required() => assert_eq!(wrong, None, "{column:?}: {text:?}"),
        Err(problem) => assert_eq!(wrong, Some(FaultKind::Field(problem)), "{column:?}: {text:?}"),
    }
}

fn shared() -> impl Iterator<Item = Column> {
    Column::ALL.iter().copied().filter(|column| column.field().is_some())
}

/// Texts as people, spreadsheets and attackers write them.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,30}",
        any::<String>(),
        "[а-яА-ЯәіңғүұқөһA-Za-z'’ .–-]{0,90}",
        "[0-9 ./,-]{0,14}",
        "[Ии\u{306}\u{200b}\u{202a}\u{a0}\u{85}\u{0}\u{fffd}?=+1 ]{0,8}",
        "(ИИН|ЖСН|IIN|')?[: ]?[0-9]{9,12}",
        prop::sample::select(vec![
            "нет",
            "—",
            "ж",
            "Мужской",
            "жeн",
            "Школа",
            "ҮЕҰ",
            "Алматы",
            "г. Нур-Султан",
            "ЮКО",
            "KZ-71",
            "психолог",
            "врач",
            "социальный рабоник",
            "900315212345",
            "9,00316E+11",
            "05/06/1987",
            "25/04/1987",
            "1987-04-25 00:00:00",
            "01.01.1900",
            "31.04.1988",
            "САБИТОВА",
            "Cағатбекова",
            "Са?атбекова",
            "Болатұлы",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn for_any_text_a_form_and_a_list_give_the_same_value_or_the_same_problem(text in texts()) {
        for column in shared() {
            assert_one_door(column, &text);
        }
    }

    #[test]
    fn an_address_is_the_same_at_sign_up_and_in_a_list(text in prop_oneof![texts(), "[a-zа-яK. \u{200b}\u{202a}]{1,5}@[a-z.қ]{1,9}"]) {
        let row = by_list(Column::Email, &text);
        match (Email::parse(&text), problem_of(&row, Column::Email)) {
            (Ok(email), None) => prop_assert_eq!(row.listed.unwrap().person.email, Some(email.private())),
            (Err(problem), Some(kind)) => prop_assert_eq!(kind, FaultKind::Field(problem)),
            // a list may contain a word for «none»
            (at_sign_up, in_list) => prop_assert!(says_none(&crate::ground::visible::visible_text(&text)), "{at_sign_up:?} {in_list:?}"),
        }
    }
}

#[test]
fn all_fields_of_a_person_but_two_are_columns_of_a_list() {
    let others: Vec<_> = ProfileField::ALL.iter().filter(|field| Column::of_field(**field).is_none()).collect();
    assert_eq!(others, [&ProfileField::Phone, &ProfileField::Locale]);
    assert_eq!(shared().count(), 11);
}
