//! View of the figure as an address: it is read and written here and nowhere else.

use axum::http::HeaderMap;
use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};

use super::{
    model::{Choice, Filter, NOT_STATED, quarter_word},
    service::{Choices, View, ViewQuery},
    site::{Dashboard, DashboardCertificates},
};
use crate::{
    ground::{FormErrors, Locale, Problem, address::Address, clock::start_of, letters::code_key},
    i18n::dates,
    reference::{organization_type, profession, region},
    specialists::Sex,
    ui,
};

pub const PHASE: &str = "phase";
pub const AS_OF: &str = "as_of";
pub const REGION: &str = "region";
pub const PROFESSION: &str = "profession";
pub const SEX: &str = "sex";
pub const ORGANIZATION_TYPE: &str = "organization_type";
pub const LANGUAGE: &str = "language";
pub const FUNDERS: &str = "funders";
/// Fields of a second view beside the first.
pub const WITH_PHASE: &str = "with_phase";
pub const WITH_AS_OF: &str = "with_as_of";
pub const WITH_KNOWN_AT: &str = "with_known_at";
/// Moment as of which the registry's facts are meant: an instant, or a day until its end.
pub const KNOWN_AT: &str = "known_at";
pub const COURSE: &str = "course";
pub const QUARTER: &str = "quarter";
pub const MONTH: &str = "month";
/// Field for the kind of list; `1`: all certificates that count, not only each person's first.
pub const ALL: &str = "all";
pub const PAGE: &str = "page";
/// Run whose certificates are listed.
pub const RUN: &str = "run";

/// Reads the phase and the day. The service checks whether there is such a phase.
pub fn read_view(address: &ui::Location) -> Result<ViewQuery, FormErrors> {
    let mut errors = FormErrors::default();
    let query = view_query(address, &mut errors);
    errors.or(query)
}

/// Reads the whole view, and returns all its problems together.
pub fn read(address: &ui::Location, choices: &Choices, today: NaiveDate) -> Result<(ViewQuery, Filter), FormErrors> {
    let mut errors = FormErrors::default();
    let query = view_query(address, &mut errors);
    if query.phase.as_ref().is_some_and(|code| choices.phases.iter().all(|phase| phase.code != *code)) {
        errors.add(PHASE, Problem::Unknown);
    }
    if query.as_of.is_some_and(|day| day > today) {
        errors.add(AS_OF, Problem::DayInFuture);
    }
    let mut choice = |field, known: &dyn Fn(&str) -> bool| -> Choice {
        match address.field(field)? {
            NOT_STATED => Some(None),
            word if known(word) => Some(Some(word.to_owned())),
            _ => {
                errors.add(field, Problem::Unknown);
                None
            }
        }
    };
    let mut filter = Filter {
        region: choice(REGION, &|word| region(word).is_some()),
        profession: choice(PROFESSION, &|word| profession(word).is_some()),
        sex: choice(SEX, &|word| word.parse::<Sex>().is_ok()),
        organization_type: choice(ORGANIZATION_TYPE, &|word| organization_type(word).is_some()),
        language: choice(LANGUAGE, &|word| Locale::from_code(word).is_some()),
        // nobody lists the funders; one that pays for nothing leads to nobody
        funders: choice(FUNDERS, &|_| true),
        ..Filter::default()
    };
    let mut known = |field, known: bool| {
        if !known {
            errors.add(field, Problem::Unknown);
        }
    };
    if let Some(code) = address.field(COURSE) {
        let found = choices.courses.iter().find(|(course, _)| code_key(course) == code_key(code));
        known(COURSE, found.is_some());
        filter.course = Some(found.map_or_else(|| code.to_owned(), |(course, _)| course.clone()));
    }
    if let Some(word) = address.field(QUARTER) {
        filter.quarter = quarter(word);
        known(QUARTER, filter.quarter.is_some());
    }
    if let Some(word) = address.field(MONTH) {
        filter.month =
            NaiveDate::parse_from_str(&format!("{word}-01"), "%Y-%m-%d").ok().filter(|day| month_word(*day) == word);
        known(MONTH, filter.month.is_some());
    }
    if let Some(word) = address.field(ALL) {
        filter.all_certificates = word == "1";
        known(ALL, filter.all_certificates);
    }
    errors.or((query, filter))
}

/// Reads a view from the fields of its address alone, as `fields` and `fields_of` give them.
pub fn read_fields(fields: &str, choices: &Choices, today: NaiveDate) -> Result<(ViewQuery, Filter), FormErrors> {
    let address = Dashboard.path(Locale::default()) + fields;
    let address = address.parse().map_err(|_| FormErrors::of(PHASE, Problem::Unknown))?;
    read(&ui::Location::of(&address, &HeaderMap::new()), choices, today)
}

fn view_query(address: &ui::Location, errors: &mut FormErrors) -> ViewQuery {
    let as_of = address.field(AS_OF).and_then(|typed| errors.take(AS_OF, dates::parse(typed).map_err(Problem::from)));
    let known_at = address.field(KNOWN_AT).and_then(|typed| errors.take(KNOWN_AT, known_at(typed)));
    ViewQuery { phase: address.field(PHASE).map(ToOwned::to_owned), as_of, known_at }
}

/// Reads a moment: an instant, or a day, of which the last millisecond in Kazakhstan is meant.
pub fn known_at(typed: &str) -> Result<DateTime<Utc>, Problem> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(typed) {
        return Ok(instant.to_utc());
    }
    let next = dates::parse(typed)?.succ_opt().ok_or(Problem::DayImpossible)?;
    Ok(start_of(next) - TimeDelta::milliseconds(1))
}

/// Reads a quarter as an address has it.
fn quarter(word: &str) -> Option<NaiveDate> {
    let (year, number) = word.split_once("-Q")?;
    let month = number.parse::<u32>().ok()?.checked_mul(3)?.checked_sub(2)?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1).filter(|day| quarter_word(*day) == word)
}

/// Month as an address has it: `2022-05`.
fn month_word(month: NaiveDate) -> String {
    month.format("%Y-%m").to_string()
}

/// Writes the addresses of views of one phase on one day. The day is always in them, so that a link shows the same
/// tomorrow.
#[derive(Clone, Copy, Debug)]
pub struct Links<'a> {
    locale: Locale,
    phase: &'a str,
    as_of: NaiveDate,
    known_at: Option<DateTime<Utc>>,
}

impl<'a> Links<'a> {
    pub fn of(locale: Locale, view: &'a View) -> Self {
        Self { locale, phase: &view.phase.code, as_of: view.as_of, known_at: view.known_at }
    }

    /// Links to the same views as they are known now.
    #[must_use]
    pub const fn known_now(self) -> Self {
        Self { known_at: None, ..self }
    }

    /// Address of the dashboard; a month or all certificates are no view of it.
    pub fn dashboard(&self, filter: &Filter) -> String {
        self.with(&Dashboard, filter)
    }

    /// Address of another page with the same view; a month or all certificates are no part of one.
    pub fn with(&self, address: &impl Address, filter: &Filter) -> String {
        address.with(self.locale, self.fields(filter))
    }

    /// Fields of the address of a view.
    pub fn fields(&self, filter: &Filter) -> Vec<(&'static str, String)> {
        let filter = Filter { month: None, all_certificates: false, ..filter.clone() };
        self.query(&filter).collect()
    }

    /// Address of the certificates behind a number.
    pub fn certificates(&self, filter: &Filter) -> String {
        DashboardCertificates.with(self.locale, self.query(filter))
    }

    fn query(&self, filter: &Filter) -> impl Iterator<Item = (&'static str, String)> + use<> {
        let known_at = self.known_at.map(|moment| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true));
        let days = [(AS_OF, Some(self.as_of.to_string())), (KNOWN_AT, known_at)];
        let [phase, rest @ ..] = phase_and_filter(self.phase, filter);
        std::iter::once(phase).chain(days).chain(rest).filter_map(|(field, value)| Some((field, value?)))
    }
}

/// Fields of the address of a view that are of no day.
pub fn fields_of(phase: &str, filter: &Filter) -> Vec<(&'static str, String)> {
    let fields = phase_and_filter(phase, filter).into_iter();
    fields.filter_map(|(field, value)| Some((field, value?))).collect()
}

fn phase_and_filter(phase: &str, filter: &Filter) -> [(&'static str, Option<String>); 11] {
    let word = |choice: &Choice| Some(choice.clone()?.unwrap_or_else(|| NOT_STATED.to_owned()));
    [
        (PHASE, Some(phase.to_owned())),
        (REGION, word(&filter.region)),
        (PROFESSION, word(&filter.profession)),
        (SEX, word(&filter.sex)),
        (ORGANIZATION_TYPE, word(&filter.organization_type)),
        (LANGUAGE, word(&filter.language)),
        (FUNDERS, word(&filter.funders)),
        (COURSE, filter.course.clone()),
        (QUARTER, filter.quarter.map(quarter_word)),
        (MONTH, filter.month.map(month_word)),
        (ALL, filter.all_certificates.then(|| "1".to_owned())),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::{option, prelude::*, sample::select};

    use super::*;
    use crate::{
        ground::Localized,
        programme::Phase,
        reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn address(text: &str) -> ui::Location {
        ui::Location::of(&text.parse().unwrap(), &HeaderMap::new())
    }

    fn choices(phase: &str, course: &str) -> Choices {
        let phase = Phase {
            code: phase.to_owned(),
            name: Localized::default(),
            starts_on: day("2021-11-01"),
            ends_on: day("2022-12-31"),
            target: 130,
            baseline: 0,
        };
        Choices { phases: vec![phase], courses: vec![(course.to_owned(), Localized::default())] }
    }

    fn problems(text: &str) -> FormErrors {
        read(&address(text), &choices("phase-1", "NRC-01"), day("2022-06-30")).err().unwrap_or_default()
    }

    #[test]
    fn everything_wrong_with_an_address_is_told_together() {
        assert_eq!(
            problems(
                "/ru/dashboard?phase=x&as_of=31.02.2022&region=KZ-99&profession=y&sex=z&course=NRC-99&month=5&all=2"
            ),
            FormErrors::from_iter([
                (AS_OF, Problem::DayImpossible),
                (PHASE, Problem::Unknown),
                (REGION, Problem::Unknown),
                (PROFESSION, Problem::Unknown),
                (SEX, Problem::Unknown),
                (COURSE, Problem::Unknown),
                (MONTH, Problem::Unknown),
                (ALL, Problem::Unknown),
            ])
        );
        assert_eq!(problems("/ru/dashboard?as_of=2022-07-01"), FormErrors::of(AS_OF, Problem::DayInFuture));
        for month in ["2022-13", "2022-5", "2022-05-01", "%D9%A2%D9%A0%D9%A2%D9%A2-05"] {
            let found = problems(&format!("/ru/dashboard?month={month}"));
            assert_eq!(found, FormErrors::of(MONTH, Problem::Unknown), "{month}");
        }
    }

    #[test]
    fn a_quarter_is_one_of_four() {
        assert_eq!(problems("/ru/dashboard?quarter=2022-Q2"), FormErrors::default());
        for quarter in ["2022-Q0", "2022-Q5", "2022-2", "Q2", "2022-Q02", "2022-Q4294967295"] {
            let found = problems(&format!("/ru/dashboard?quarter={quarter}"));
            assert_eq!(found, FormErrors::of(QUARTER, Problem::Unknown), "{quarter}");
        }
    }

    #[test]
    fn empty_fields_of_the_form_ask_for_nothing() {
        let read = read(
            &address("/ru/dashboard?phase=phase-1&as_of=30.06.2022&region=&profession=&sex=&course="),
            &choices("phase-1", "NRC-01"),
            day("2022-06-30"),
        );
        let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-06-30")), known_at: None };
        assert_eq!(read, Ok((query, Filter::default())));
    }

    fn word(known: Vec<&'static str>) -> impl Strategy<Value = Choice> {
        option::of(option::of(select(known).prop_map(ToOwned::to_owned)))
    }

    proptest! {
        #[test]
        fn a_link_leads_back_to_the_filter_it_was_made_from(
            phase in "\\PC{1,20}",
            course in "\\PC{1,20}",
            by_course in any::<bool>(),
            region in word(REGIONS.iter().map(|region| region.code).collect()),
            profession in word(PROFESSIONS.iter().map(|profession| profession.code).collect()),
            sex in word(Sex::ALL.iter().map(|sex| sex.as_str()).collect()),
            month in option::of((1900..2100i32, 1..=12u32)),
            quarter in option::of((1900..2100i32, 0..4u32)),
            all_certificates in any::<bool>(),
            organization_type in word(ORGANIZATION_TYPES.iter().map(|kind| kind.code).collect()),
            language in word(Locale::ALL.iter().map(|locale| locale.code()).collect()),
            funders in word(vec!["EU", "EU + UNICEF"]),
            days in 0..20_000i64,
            known in option::of(0..2_000_000_000_i64),
        ) {
            let as_of = day("1990-01-01") + chrono::Duration::days(days);
            let filter = Filter {
                region,
                profession,
                sex,
                organization_type,
                language,
                funders,
                course: by_course.then(|| course.clone()),
                quarter: quarter.and_then(|(year, quarter)| NaiveDate::from_ymd_opt(year, quarter * 3 + 1, 1)),
                month: month.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1)),
                all_certificates,
            };
            let known_at = known.and_then(|seconds| DateTime::from_timestamp(seconds, 999_000_000));
            let links = Links { locale: Locale::Kk, phase: &phase, as_of, known_at };
            let query = ViewQuery { phase: Some(phase.clone()), as_of: Some(as_of), known_at };
            let choices = choices(&phase, &course);

            let read_back = read(&address(&links.certificates(&filter)), &choices, as_of);
            prop_assert_eq!(read_back, Ok((query.clone(), filter.clone())));

            let read_back = read(&address(&links.dashboard(&filter)), &choices, as_of);
            let shown = Filter { month: None, all_certificates: false, ..filter };
            prop_assert_eq!(read_back, Ok((query, shown)));
        }
    }
}
