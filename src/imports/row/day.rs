//! Days as lists write them, and why a text is none.

use chrono::{Datelike, NaiveDate};

use crate::{i18n::dates, imports::cell::Cell};

/// Years in which anything of a list can lie.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// Day, month and year, but the calendar has no such day.
    Impossible,
    Unreadable,
}

pub(super) fn read(cell: &Cell) -> Result<NaiveDate, NoDay> {
    let day = match cell {
        Cell::Date(day) => *day,
        Cell::Text(text) => {
            let text = without_midnight(text);
            dates::parse(text).ok_or_else(|| why_not(text))?
        }
        _ => return Err(NoDay::Unreadable),
    };
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(NoDay::Impossible) }
}

/// A day as text often carries an hour that nobody meant.
fn without_midnight(text: &str) -> &str {
    let midnight = ["00:00:00", "0:00:00", "00:00", "0:00"].iter().find_map(|time| text.strip_suffix(time));
    midnight.map_or(text, |day| day.trim_end_matches(['T', ' ']))
}

fn why_not(text: &str) -> NoDay {
    let text = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let parts: Vec<&str> = text.split(['.', '-']).map(str::trim).collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let has_year = |place: usize| parts.get(place).is_some_and(|part| part.len() == 4);
    if parts.len() == 3 && parts.iter().all(is_number) && (has_year(0) || has_year(2)) {
        NoDay::Impossible
    } else {
        NoDay::Unreadable
    }
}
