//! Timetable made from one sentence: on which weekdays, from when to when, how many times, and on which days not.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::{
    draft::MeetingDraft,
    typed::{MOST_ROWS, day, hours_between, time},
};
use crate::{
    ground::{FormErrors, Localized, Problem},
    i18n::dates,
    ui::FormFields,
};

/// Names of the fields of the generator.
pub const ON: &str = "generate_on";
pub const FROM: &str = "generate_from";
pub const TO: &str = "generate_to";
pub const FIRST: &str = "generate_first";
pub const TIMES: &str = "generate_times";
pub const NOT_ON: &str = "generate_not";

/// Timetable as it is typed. A weekday is its number, Monday being 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimetableDraft {
    pub weekdays: Vec<String>,
    pub from: String,
    pub to: String,
    pub first: String,
    pub times: String,
    /// Days that are left out, apart from each other by commas or spaces.
    pub not_on: String,
}

/// Timetable that can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// Weekdays in their order.
    pub weekdays: Vec<Weekday>,
    pub from: NaiveTime,
    pub to: NaiveTime,
    pub first: NaiveDate,
    pub times: usize,
    pub not_on: Vec<NaiveDate>,
}

impl TimetableDraft {
    pub fn read(fields: &FormFields) -> Self {
        let text = |name: &str| fields.field(name).to_owned();
        Self {
            weekdays: fields.each(ON),
            from: text(FROM),
            to: text(TO),
            first: text(FIRST),
            times: text(TIMES),
            not_on: text(NOT_ON),
        }
    }

    pub fn check(&self) -> Result<Timetable, FormErrors> {
        let mut errors = FormErrors::default();
        let weekdays: Vec<Weekday> = WEEK.into_iter().filter(|weekday| self.has(*weekday)).collect();
        if weekdays.is_empty() {
            errors.add(ON, Problem::Required);
        }
        let from = errors.take(FROM, time(&self.from));
        let to = errors.take(TO, time(&self.to));
        if let (Some(from), Some(to)) = (from, to)
            && to <= from
        {
            errors.add(TO, Problem::EndsBeforeStart);
        }
        let first = errors.take(FIRST, day(&self.first));
        let most = i32::try_from(MOST_ROWS).unwrap_or(i32::MAX);
        let times = self.times.parse().ok().filter(|times| (1..=MOST_ROWS).contains(times));
        let times = errors.take(TIMES, times.ok_or(Problem::OutOfBounds { least: 1, most }));
        let left_out = self.not_on.split([',', ';', ' ']).filter(|part| !part.is_empty());
        let not_on = errors.take(NOT_ON, left_out.map(day).collect::<Result<Vec<_>, _>>());
        let timetable =
            (|| Some(Timetable { weekdays, from: from?, to: to?, first: first?, times: times?, not_on: not_on? }))();
        match timetable {
            Some(timetable) => errors.or(timetable),
            None => Err(errors),
        }
    }

    /// Tells whether a weekday is chosen.
    pub fn has(&self, weekday: Weekday) -> bool {
        self.weekdays.contains(&weekday.number_from_monday().to_string())
    }
}

/// Days of the week in their order.
pub const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Timetable {
    /// Days of the meetings: as many as there are times, none of them left out.
    pub fn days(&self) -> Vec<NaiveDate> {
        let days = (0..).map_while(|later| self.first.checked_add_days(Days::new(later)));
        let fitting = days.filter(|day| self.weekdays.contains(&day.weekday()) && !self.not_on.contains(day));
        if self.weekdays.is_empty() { Vec::new() } else { fitting.take(self.times).collect() }
    }

    /// Academic hours of one meeting.
    pub fn hours(&self, minutes_per_hour: i32) -> i32 {
        hours_between(self.from, self.to, minutes_per_hour)
    }

    /// Rows of the meetings in place of those that were there: these leave their topics and their numbers.
    pub fn rows(&self, before: &[MeetingDraft], minutes_per_hour: i32) -> Vec<MeetingDraft> {
        let hours = self.hours(minutes_per_hour).to_string();
        let time = |time: NaiveTime| time.format("%H:%M").to_string();
        let row = |(at, day): (usize, NaiveDate)| MeetingDraft {
            number: before.get(at).map(|row| row.number.clone()).unwrap_or_default(),
            on: dates::short(day),
            from: time(self.from),
            to: time(self.to),
            hours: hours.clone(),
            topic: before.get(at).map_or_else(Localized::default, |row| row.topic.clone()),
        };
        self.days().into_iter().enumerate().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> TimetableDraft {
        TimetableDraft {
            weekdays: vec!["2".to_owned(), "4".to_owned()],
            from: "14:00".to_owned(),
            to: "17:10".to_owned(),
            first: "03.11.2026".to_owned(),
            times: "10".to_owned(),
            not_on: "12.11.2026, 2026-12-01".to_owned(),
        }
    }

    #[test]
    fn tuesdays_and_thursdays_ten_times_leave_out_the_days_that_they_should() {
        let timetable = draft().check().unwrap();
        let days: Vec<String> = timetable.days().into_iter().map(dates::short).collect();
        assert_eq!((days.len(), days[0].as_str(), days[9].as_str()), (10, "03.11.2026", "10.12.2026"));
        assert!(!days.iter().any(|day| day == "12.11.2026" || day == "01.12.2026"), "{days:?}");
        // 190 minutes are four hours of 45, or three of 50
        assert_eq!((timetable.hours(45), timetable.hours(50)), (4, 3));
    }

    #[test]
    fn the_rows_that_were_there_leave_their_topics_and_numbers() {
        let topic = Localized { ru: "Тема".to_owned(), ..Localized::default() };
        let before = MeetingDraft { number: "7".to_owned(), topic: topic.clone(), ..MeetingDraft::default() };
        let rows = draft().check().unwrap().rows(&[before], 45);
        assert_eq!((rows.len(), rows[0].number.as_str(), &rows[0].topic), (10, "7", &topic));
        assert_eq!((rows[1].number.as_str(), rows[1].hours.as_str(), rows[1].from.as_str()), ("", "4", "14:00"));
    }

    #[test]
    fn every_mistake_is_said_beside_its_field() {
        let wrong =
            TimetableDraft { to: "13:00".to_owned(), times: "201".to_owned(), not_on: "1".to_owned(), ..draft() };
        let errors = TimetableDraft { weekdays: Vec::new(), ..wrong }.check().unwrap_err();
        let found: Vec<_> = errors.iter().map(|(field, problem)| (field.to_owned(), problem.code())).collect();
        let expected =
            [(ON, "required"), (TO, "ends_before_start"), (TIMES, "out_of_bounds"), (NOT_ON, "day_malformed")];
        assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
    }
}
