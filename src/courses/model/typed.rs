//! Typed texts of a form as days, times, lines and rows.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use crate::{
    ground::{Localized, Problem, letters::is_dash},
    i18n::dates,
};

/// Characters at most in a line that staff write: a venue, a topic, a name.
const LONGEST_LINE: usize = 300;
/// Rows of a table at most.
pub(super) const MOST_ROWS: usize = 200;

/// Rows of a table, of which each column came as the values of one name. A column that is too short is empty there.
pub(super) fn rows<const COLUMNS: usize>(columns: [Vec<String>; COLUMNS]) -> impl Iterator<Item = [String; COLUMNS]> {
    let length = columns.iter().map(Vec::len).max().unwrap_or(0).min(MOST_ROWS);
    (0..length).map(move |row| std::array::from_fn(|column| columns[column].get(row).cloned().unwrap_or_default()))
}

/// Reads a field that may be empty.
pub(super) fn optional<T>(typed: &str, parse: impl Fn(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if typed.is_empty() { Ok(None) } else { parse(typed).map(Some) }
}

/// Reads a day as it is typed.
pub(super) fn day(typed: &str) -> Result<NaiveDate, Problem> {
    if typed.is_empty() { Err(Problem::Required) } else { Ok(dates::parse(typed)?) }
}

/// Reads a time of day: `14:00`, `9.30`, `14-00`.
pub(super) fn time(typed: &str) -> Result<NaiveTime, Problem> {
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let is_between = |letter: char| matches!(letter, ':' | '.') || is_dash(letter);
    let (hour, minute) = typed.split_once(is_between).ok_or(Problem::TimeMalformed)?;
    let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hour) || minute.len() != 2 || !is_number(minute) {
        return Err(Problem::TimeMalformed);
    }
    let number = |part: &str| part.parse().map_err(|_| Problem::TimeMalformed);
    NaiveTime::from_hms_opt(number(hour)?, number(minute)?, 0).ok_or(Problem::TimeMalformed)
}

/// Academic hours that fit whole between two times; at least one where there is any time.
pub(super) fn hours_between(from: NaiveTime, to: NaiveTime, minutes_per_hour: i32) -> i32 {
    let minutes = (to - from).max(TimeDelta::zero()).num_minutes();
    let hours = i32::try_from(minutes).unwrap_or(0) / minutes_per_hour.max(1);
    if minutes > 0 { hours.max(1) } else { 0 }
}

/// Checks the length of a line.
pub(super) fn line(text: &str) -> Result<String, Problem> {
    if text.chars().count() > LONGEST_LINE { Err(Problem::TooLong) } else { Ok(text.to_owned()) }
}

/// Checks the length of a line in each language.
pub(super) fn lines(text: &Localized) -> Result<Localized, Problem> {
    Ok(Localized { kk: line(&text.kk)?, ru: line(&text.ru)?, en: line(&text.en)? })
}
