//! Invented people in any number, for measuring: as a database, or as a list to import.

use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use serde_json::json;

use super::{
    DemoError, Found, begin,
    calendar::{Period, at},
    files,
    groups::{Group, SIZE, groups},
    people::People,
    story::check_clock,
};
use crate::{
    audit,
    certificates::{
        CheckCode, RegistrationNumber,
        service::{self as certificates, NewCertificate},
    },
    courses::{
        model::{Admission, NewRun, RunState},
        service as courses,
    },
    db::{Ctx, Failure, Installation, Invented, Tx},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{AppError, Locale, Private, error::Clash, ids::SpecialistId},
    i18n::dates,
    specialists::{Sex, model::NewSpecialist, service as specialists},
};

/// All regions have the same share.
fn regions() -> Vec<(&'static str, u32)> {
    crate::reference::REGIONS.iter().map(|region| (region.code, 1)).collect()
}

/// The first day of phase 1.
const FIRST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2021, 11, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// The last day of phase 2: a list holds nothing later.
const LAST_LISTED_DAY: NaiveDate = match NaiveDate::from_ymd_opt(2025, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Fills an empty database with invented people, at least one, and about eleven certificates for every ten of
/// them, over all phases. Returns the check code of the latest certificate.
pub async fn generate(ctx: &Ctx, specialists: u32, seed: u64) -> Result<CheckCode, DemoError> {
    let today = ctx.clock.today();
    let (mut tx, found) = begin(ctx).await?;
    let Found::Empty = found else { return Err(DemoError::NotEmpty) };
    check_clock(today)?;
    let known = files::bring_in(&mut tx, today).await?;
    let size = specialists.max(1) as usize;
    let people = People::new(seed).cohort(size, &regions());
    let mut ids = Vec::with_capacity(size);
    for person in &people {
        ids.push(specialists::register(&mut tx, person).await?);
    }
    let mut latest = None;
    for group in groups(size, true, Period { start: FIRST_DAY, end: today - Days::new(1) }) {
        latest = write(&mut tx, &group, &people, &ids, &known).await?;
    }
    Installation::mark_invented(&mut tx, Invented::Generated, today).await?;
    let after = json!({ "specialists": size, "seed": seed });
    audit::record_new(&mut tx, "registry.generated", ("installation", 1), &after)?;
    audit::commit(tx).await?;
    latest.ok_or_else(|| Failure::Unreadable("nobody was generated".to_owned()).into())
}

/// Writes one group; returns the code of its last certificate.
async fn write(
    tx: &mut Tx,
    group: &Group,
    people: &[NewSpecialist],
    ids: &[SpecialistId],
    known: &files::Courses,
) -> Result<Option<CheckCode>, AppError> {
    let Some((course_id, course)) = known.get(&group.course.code) else { return Ok(None) };
    let run = NewRun {
        code: group.code.clone(),
        place: None,
        language: None,
        starts_on: group.starts_on,
        ends_on: group.ends_on,
        admission: Admission::FirstCome,
        state: RunState::Closed,
        capacity: i32::try_from(SIZE).unwrap_or(i32::MAX),
    };
    let run = courses::announce(tx, *course_id, &run).await?;
    let step = Step { to: State::Completed, taken_at: at(group.ends_on, 0), reason: "generated".to_owned() };
    let history = History::imported(step).map_err(|_| AppError::Conflict(Clash::StepNotAllowed))?;
    let mut latest = None;
    for number in &group.people {
        let (specialist, person) = (ids[*number], &people[*number]);
        let new = NewCertificate {
            enrollment: enrollments::record(tx, run, specialist, &history).await?,
            specialist,
            course: *course_id,
            holder: person.name.clone(),
            title: course.title.clone(),
            academic_hours: course.academic_hours,
            starts_on: group.starts_on,
            ends_on: group.ends_on,
            issued_on: group.issued_on,
            valid_until: course.valid_until(group.issued_on),
            facts: person.facts,
        };
        latest = CheckCode::parse(&certificates::issue(tx, &new).await?.check_code).ok();
    }
    Ok(latest)
}

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

/// A list of so many people with one certificate each, as a centre would send it.
pub fn list_csv(specialists: u32, seed: u64) -> String {
    let size = specialists as usize;
    let people = People::new(seed).cohort(size, &regions());
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
    let russian = |name: Option<crate::ground::text::Fixed>| name.map_or("", |name| name.get(Locale::Ru)).to_owned();
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
