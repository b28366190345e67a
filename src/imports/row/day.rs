//! Days as lists write them, and why a text is none.

use chrono::{Datelike, NaiveDate};

pub(super) use crate::i18n::dates::NoDay;
use crate::{i18n::dates, imports::cell::Cell};

/// Years in which anything of a list can lie.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

pub(super) fn read(cell: &Cell) -> Result<NaiveDate, NoDay> {
    let day = match cell {
        Cell::Date(day) => *day,
        // programs of other countries write the month first so, and nobody could tell
        Cell::Text(text) if text.contains('/') => return Err(NoDay::Unreadable),
        Cell::Text(text) => dates::parse(without_midnight(text))?,
        _ => return Err(NoDay::Unreadable),
    };
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(NoDay::Impossible) }
}

/// A day as text often carries an hour that nobody meant.
fn without_midnight(text: &str) -> &str {
    let midnight = ["00:00:00", "0:00:00", "00:00", "0:00"].iter().find_map(|time| text.strip_suffix(time));
    midnight.map_or(text, |day| day.trim_end_matches(['T', ' ']))
}
