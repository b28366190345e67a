//! Calendar of an invented registry: working days, pauses, and the phase around today.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use serde::Deserialize;

/// Span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Period {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

/// Shortest time that a phase must have been under way; with less it tells no story yet.
const LEAST_BEHIND: Months = Months::new(6);
/// Shortest time that must be left of a phase: runs are announced for about as long ahead.
const LEAST_AHEAD: Months = Months::new(3);
/// Time that a moved phase has been under way.
const BEHIND: Months = Months::new(8);

/// Phase as it is written where today lies well within it; else one of the same number of months that began on the
/// first of a month, eight months ago.
pub(super) fn around(written: Period, today: NaiveDate) -> Period {
    if written.start + LEAST_BEHIND <= today && today <= written.end - LEAST_AHEAD {
        return written;
    }
    let months = (written.end.year() - written.start.year()).unsigned_abs() * 12 + written.end.month0() + 1
        - written.start.month0();
    let start = today.with_day(1).unwrap_or(today) - BEHIND;
    Period { start, end: start + Months::new(months) - Days::new(1) }
}

/// Fridays on which a run of the phase can have ended with its certificates issued by now. Nothing ends in the summer
/// pause or around the New Year.
pub(super) fn fridays(phase: Period, today: NaiveDate) -> Vec<NaiveDate> {
    // the longest course takes two weeks, and certificates come in the week after it
    let (first, last) = (phase.start + Days::new(11), today - Days::new(ISSUED_AFTER));
    first
        .iter_days()
        .take_while(|day| *day <= last)
        .filter(|day| day.weekday() == Weekday::Fri && !is_pause(*day) && !is_pause(monday_of(*day)))
        .collect()
}

/// Days from the end of a run to its certificates: from a Friday to a Tuesday.
pub(super) const ISSUED_AFTER: u64 = 4;

fn is_pause(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (7, _) | (8, ..=20) | (12, 28..) | (1, ..=9))
}

/// Selects `count` of the days, as evenly as can be, with the first and the last among them.
pub(super) fn evenly(days: &[NaiveDate], count: usize) -> Vec<NaiveDate> {
    let (Some(most), gaps @ 1..) = (days.len().checked_sub(1), count.saturating_sub(1)) else {
        return days.iter().rev().take(count).copied().collect();
    };
    (0..count).map(|place| days[place * most / gaps]).collect()
}

pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(day.weekday().num_days_from_monday().into())
}

/// First Monday after a day on which a course of so many days can begin without running into a pause.
pub(super) fn monday_after(day: NaiveDate, days: u32) -> NaiveDate {
    let next = monday_of(day) + Days::new(7);
    let mut mondays = next.iter_weeks();
    mondays.find(|monday| !working_days(*monday, end_of(*monday, days)).into_iter().any(is_pause)).unwrap_or(next)
}

pub(super) fn friday_before(day: NaiveDate) -> NaiveDate {
    monday_of(day) - Days::new(3)
}

fn is_working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Working days from the first day to the last, both included.
pub(super) fn working_days(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    first.iter_days().take_while(|day| *day <= last).filter(|day| is_working(*day)).collect()
}

/// Tuesdays and Thursdays, so many of them, from the week of this Monday on.
pub(super) fn tuesdays_and_thursdays(monday: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let days = monday.iter_days().filter(|day| matches!(day.weekday(), Weekday::Tue | Weekday::Thu));
    days.take(count).collect()
}

/// First day of a course that takes so many working days and ends on this one.
pub(super) fn start_of(ends_on: NaiveDate, days: u32) -> NaiveDate {
    let back = std::iter::successors(Some(ends_on), NaiveDate::pred_opt).filter(|day| is_working(*day));
    back.take(days as usize).last().unwrap_or(ends_on)
}

/// Last day of a course that takes so many working days and starts on this one.
pub(super) fn end_of(starts_on: NaiveDate, days: u32) -> NaiveDate {
    starts_on.iter_days().filter(|day| is_working(*day)).take(days as usize).last().unwrap_or(starts_on)
}

/// Instant in the office hours of a day: so many minutes after eleven o'clock in Astana.
pub(super) fn at(day: NaiveDate, minute: i64) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(6) + TimeDelta::minutes(minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn written() -> Period {
        Period { start: day("2026-02-01"), end: day("2027-06-30") }
    }

    #[test]
    fn the_phase_stays_as_written_where_today_lies_well_within_it() {
        for today in ["2026-08-01", "2026-10-12", "2027-03-30"] {
            assert_eq!(around(written(), day(today)), written(), "{today}");
        }
    }

    #[test]
    fn otherwise_a_phase_of_the_same_length_began_eight_months_ago() {
        let moved = |today: &str| around(written(), day(today));
        assert_eq!(moved("2026-03-31"), Period { start: day("2025-07-01"), end: day("2026-11-30") });
        assert_eq!(moved("2028-02-29"), Period { start: day("2027-06-01"), end: day("2028-10-31") });
    }

    #[test]
    fn a_course_takes_working_days() {
        assert_eq!(start_of(day("2026-06-12"), 10), day("2026-06-01"));
        assert_eq!(start_of(day("2026-06-12"), 1), day("2026-06-12"));
        assert_eq!(end_of(day("2026-06-01"), 9), day("2026-06-11"));
        assert_eq!(friday_before(day("2026-06-12")), day("2026-06-05"));
    }

    #[test]
    fn a_course_in_the_evenings_takes_two_days_of_each_week() {
        let evenings = tuesdays_and_thursdays(day("2026-06-01"), 3);
        assert_eq!(evenings, [day("2026-06-02"), day("2026-06-04"), day("2026-06-09")]);
        assert_eq!(working_days(day("2026-06-05"), day("2026-06-09")).len(), 3);
    }

    #[test]
    fn no_course_begins_before_a_pause_and_ends_in_it() {
        assert_eq!(monday_after(day("2026-06-01"), 10), day("2026-06-08"));
        assert_eq!(monday_after(day("2026-12-14"), 10), day("2027-01-11"));
        assert_eq!(monday_after(day("2026-06-20"), 10), day("2026-08-24"));
        assert_eq!(monday_after(day("2027-12-20"), 15), day("2028-01-10"));
    }
}
