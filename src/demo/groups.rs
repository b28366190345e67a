//! People in any number, put into groups of one course after another.

use chrono::{Days, NaiveDate};

use super::{
    calendar::{ISSUED_AFTER, Period, friday_before, start_of},
    files::{Taught, taught},
};

/// Largest number of people in a group.
pub(super) const SIZE: usize = 25;
/// Longest course in days, from its first to its last day.
pub(super) const LONGEST: u64 = 14;

/// Run with its people by their number.
pub(super) struct Group {
    pub course: &'static Taught,
    pub code: String,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub people: Vec<usize>,
}

/// Groups over a period, the earliest first. With `again`, every tenth person brings back an earlier one.
pub(super) fn groups(specialists: usize, again: bool, period: Period) -> Vec<Group> {
    let days = u64::try_from((period.end - period.start).num_days()).unwrap_or(0);
    let span = days.saturating_sub(LONGEST + ISSUED_AFTER + 7);
    let most = u64::try_from(specialists * 11 / 10 / SIZE + 2).unwrap_or(u64::MAX);
    // so many groups later, the earlier group is over for certain
    let apart = usize::try_from((LONGEST + 7) * most / span.max(1) + 1).unwrap_or(usize::MAX);
    let holders = if again { with_returns(specialists, apart) } else { (0..specialists).collect() };
    let chunks = holders.chunks(SIZE);
    let count = u64::try_from(chunks.len()).unwrap_or(1).max(1);
    let first_end = period.start + Days::new(LONGEST + 7);
    (0..)
        .zip(chunks)
        .zip(taught().iter().cycle())
        .map(|((place, people), course)| {
            let ends_on = friday_before(first_end + Days::new(span * place / count));
            let starts_on = start_of(ends_on, course.days);
            let code = format!("{}-{}-{}", course.code, starts_on.format("%y%m"), place + 1);
            let issued_on = ends_on + Days::new(ISSUED_AFTER);
            Group { course, code, starts_on, ends_on, issued_on, people: people.to_vec() }
        })
        .collect()
}

/// People in order, and after every tenth the person half the way back, if their group was long enough ago.
fn with_returns(specialists: usize, apart: usize) -> Vec<usize> {
    let mut holders = Vec::with_capacity(specialists * 11 / 10);
    let mut places = Vec::with_capacity(specialists);
    for person in 0..specialists {
        places.push(holders.len());
        holders.push(person);
        let earlier = person / 2;
        if person % 10 == 9 && holders.len() / SIZE >= places[earlier] / SIZE + apart {
            holders.push(earlier);
        }
    }
    holders
}
