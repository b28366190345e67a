//! Meetings of a run: whole days in a hall, or evenings online, until the hours of its course are filled.

use chrono::{Days, NaiveDate, TimeDelta};

use super::{
    calendar::{
        end_of, evenly, friday_before, monday_after, monday_of, start_of, tuesdays_and_thursdays, working_days,
    },
    files::{Taught, topics},
};
use crate::{
    courses::model::Meeting,
    ground::{Localized, clock},
};

/// Length of an academic hour.
const LESSON: TimeDelta = TimeDelta::minutes(45);
const BREAK: TimeDelta = TimeDelta::minutes(10);
const LUNCH: TimeDelta = TimeDelta::minutes(60);
/// Number of academic hours before lunch.
const BEFORE_LUNCH: i32 = 4;

const MORNING: TimeDelta = TimeDelta::hours(9);
const AFTERNOON: TimeDelta = TimeDelta::minutes(13 * 60 + 30);
const EVENING: TimeDelta = TimeDelta::minutes(18 * 60 + 30);

/// Days of a run that begins in the first week after a day that no pause touches.
pub(super) fn days_after(day: NaiveDate, course: &Taught) -> Vec<NaiveDate> {
    if course.is_online() {
        let evenings = topics(&course.code).len();
        let weeks = u32::try_from(evenings.div_ceil(2)).unwrap_or(1);
        return tuesdays_and_thursdays(monday_after(day, weeks * 5), evenings);
    }
    let monday = monday_after(day, course.days);
    working_days(monday, end_of(monday, course.days))
}

/// Days of a run that ended in the week before a day.
pub(super) fn days_before(day: NaiveDate, course: &Taught) -> Vec<NaiveDate> {
    if course.is_online() {
        let evenings = topics(&course.code).len();
        let weeks = u64::try_from(evenings.div_ceil(2)).unwrap_or(1);
        return tuesdays_and_thursdays(monday_of(day) - Days::new(7 * weeks), evenings);
    }
    let ends_on = friday_before(day);
    working_days(start_of(ends_on, course.days), ends_on)
}

/// Meeting for each topic of the course, spread over these days: one a day, or two where there are more topics than
/// days. The academic hours add up to those of the course.
pub(super) fn meetings(course: &Taught, days: &[NaiveDate]) -> Vec<Meeting> {
    let topics = topics(&course.code);
    let a_day = if topics.len() > days.len() { 2 } else { 1 };
    let days = evenly(days, topics.len().div_ceil(a_day));
    let share = |part: usize| course.academic_hours * to_i32(part) / to_i32(topics.len());
    let meeting = |(place, topic): (usize, &Localized)| {
        let academic_hours = share(place + 1) - share(place);
        let time = match place % a_day {
            0 if course.is_online() => EVENING,
            0 => MORNING,
            _ => AFTERNOON,
        };
        let starts_at = clock::start_of(*days.get(place / a_day)?) + time;
        let ends_at = starts_at + length(academic_hours, course.is_online());
        Some(Meeting { number: to_i32(place + 1), starts_at, ends_at, academic_hours, topic: topic.clone() })
    };
    topics.iter().enumerate().filter_map(meeting).collect()
}

/// Length of a meeting: evenings have no breaks; a day has them between the lessons, and lunch in the middle.
fn length(academic_hours: i32, is_online: bool) -> TimeDelta {
    let breaks = if is_online { TimeDelta::zero() } else { BREAK * (academic_hours - 1) };
    let lunch = if !is_online && academic_hours > BEFORE_LUNCH { LUNCH - BREAK } else { TimeDelta::zero() };
    LESSON * academic_hours + breaks + lunch
}

fn to_i32(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::files::{find_taught, taught};

    fn times(course: &str) -> Vec<String> {
        let course = find_taught(course).unwrap();
        let meetings = meetings(course, &days_after("2026-10-13".parse().unwrap(), course));
        let clock = |at, format: &str| clock::local(at).format(format).to_string();
        meetings
            .iter()
            .map(|meeting| format!("{}{}", clock(meeting.starts_at, "%a %d %H:%M"), clock(meeting.ends_at, "–%H:%M")))
            .collect()
    }

    #[test]
    fn every_course_meets_for_as_many_hours_as_it_has_and_never_twice_at_once() {
        for course in taught() {
            let days = days_after("2026-10-13".parse().unwrap(), course);
            let meetings = meetings(course, &days);
            assert!(meetings.len() > 1, "{}", course.code);
            let hours: i32 = meetings.iter().map(|meeting| meeting.academic_hours).sum();
            assert_eq!(hours, course.academic_hours, "{}", course.code);
            assert!(meetings.windows(2).all(|pair| pair[0].ends_at < pair[1].starts_at), "{meetings:?}");
            let day = |meeting: Option<&Meeting>| meeting.map(|meeting| clock::day_of(meeting.starts_at));
            assert_eq!((day(meetings.first()), day(meetings.last())), (days.first().copied(), days.last().copied()));
        }
    }

    #[test]
    fn a_day_has_its_lunch_and_an_evening_ends_at_half_past_nine() {
        assert_eq!(times("NRC-01")[..2], ["Mon 19 09:00–17:00", "Tue 20 09:00–17:00"]);
        assert_eq!(times("NRC-05")[..3], ["Tue 20 18:30–21:30", "Thu 22 18:30–21:30", "Tue 27 18:30–21:30"]);
        assert_eq!(times("NRC-09")[..3], ["Mon 19 09:00–12:30", "Mon 19 13:30–17:00", "Tue 20 09:00–12:30"]);
    }
}
