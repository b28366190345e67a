//! Invented people as a list to import.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::{FIRST_DAY, regions};
use crate::{
    certificates::RegistrationNumber,
    demo::{
        calendar::Period,
        groups::{Group, groups},
        people::People,
    },
    ground::{Locale, Private, text::Fixed},
    i18n::dates,
    specialists::{Sex, model::NewSpecialist},
};

/// Last day of phase 2: a list holds nothing later.
const LAST_LISTED_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2025, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

const HEADING: [&str; 17] = [
    "Фамилия",
    "Имя",
    "Отчество",
    "ИИН",
    "Дата рождения",
    "Пол",
    "Регион",
    "Организация",
    "Должность",
    "E-mail",
    "Код курса",
    "Поток",
    "Начало",
    "Окончание",
    "Часы",
    "№ сертификата",
    "Дата выдачи",
];

/// List of so many people with one certificate each, as a centre would send it.
pub fn list_csv(specialists: u32, seed: u64) -> String {
    let size = specialists as usize;
    let people: Vec<NewSpecialist> = People::new(seed).cohort(size, &regions()).collect();
    let mut journal: HashMap<i32, u32> = HashMap::new();
    let mut list = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    // writing to memory cannot fail
    let _ = list.write_record(HEADING);
    for group in groups(size, false, Period { start: FIRST_DAY, end: LAST_LISTED_DAY }) {
        for number in &group.people {
            let year = group.issued_on.year();
            let last = journal.entry(year).or_default();
            *last += 1;
            let number_in_journal = RegistrationNumber::in_series(year, *last);
            let _ = list.write_record(row(&group, &people[*number], &number_in_journal));
        }
    }
    list.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn row(group: &Group, person: &NewSpecialist, number: &RegistrationNumber) -> [String; 17] {
    let facts = &person.facts;
    let russian = |name: Option<Fixed>| name.map_or("", |name| name.get(Locale::Ru)).to_owned();
    [
        person.name.surname.clone(),
        person.name.given_name.clone(),
        person.name.patronymic.clone().unwrap_or_default(),
        person.iin.as_ref().map_or("", |iin| iin.reveal()).to_owned(),
        person.birth_date.as_ref().map(|day| dates::short(*day.reveal())).unwrap_or_default(),
        facts.sex.map_or("", |sex| if sex == Sex::Female { "жен" } else { "муж" }).to_owned(),
        russian(facts.region.map(|region| region.name)),
        russian(facts.organization_type.map(|kind| kind.name)),
        russian(facts.profession.map(|profession| profession.name)),
        person.email.as_ref().map(Private::reveal).cloned().unwrap_or_default(),
        group.course.code.clone(),
        group.code.clone(),
        dates::short(group.starts_on),
        dates::short(group.ends_on),
        group.course.academic_hours.to_string(),
        number.to_string(),
        dates::short(group.issued_on),
    ]
}
