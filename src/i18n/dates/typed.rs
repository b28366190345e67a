//! Reading of a typed day.

use chrono::{Datelike, NaiveDate};

use super::{MONTHS_EN, MONTHS_KK, MONTHS_RU, MONTHS_RU_ALONE};
use crate::ground::{Problem, letters::is_dash, visible::visible_text};

/// Reason for which a typed text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDay {
    /// Day, month and year, but the calendar has no such day.
    Impossible,
    /// Day and month, with two digits of a year or none.
    YearShort,
    Unreadable,
}

impl From<NoDay> for Problem {
    fn from(no_day: NoDay) -> Self {
        match no_day {
            NoDay::Impossible => Self::DayImpossible,
            NoDay::YearShort => Self::YearShort,
            NoDay::Unreadable => Self::DayMalformed,
        }
    }
}

/// Words beside a year that say nothing more.
const YEAR_WORDS: [&str; 8] = ["г", "год", "года", "ж", "жыл", "жылғы", "жылы", "y"];

/// Reads a typed day: `2026-11-03`, `03.11.2026`, `23/11/2026`, `03112026`, «3 ноября 2026 года», «2026 жылғы 3
/// қараша». The day comes before the month, as the country writes it, unless the year comes first. Between slashes
/// other countries write the month first: such a day is read only where one reading is possible.
pub fn parse(typed: &str) -> Result<NaiveDate, NoDay> {
    let text = visible_text(typed).to_lowercase();
    let text = without_midnight(&text);
    let is_separator = |letter: char| letter.is_whitespace() || is_dash(letter) || matches!(letter, '.' | '/' | ',');
    if text.starts_with(is_separator) {
        return Err(NoDay::Unreadable);
    }
    let mut numbers: Vec<&str> = Vec::new();
    let mut month = None;
    for word in text.split(is_separator).flat_map(number_and_word).filter(|word| !word.is_empty()) {
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(word);
        } else if !YEAR_WORDS.contains(&word) {
            // two months are no day
            if month.replace(month_named(word).ok_or(NoDay::Unreadable)?).is_some() {
                return Err(NoDay::Unreadable);
            }
        }
    }
    match (&numbers[..], month) {
        ([digits], None) => bare(digits),
        ([a, b, c], None) if a.len() == 4 => day_of(a, b, c),
        ([a, b, c], None) => {
            let day = day_of(c, b, a)?;
            let is_another_month_first = day.day() <= 12 && day.day() != day.month();
            if text.contains('/') && is_another_month_first { Err(NoDay::Unreadable) } else { Ok(day) }
        }
        ([a, b], Some(month)) if a.len() == 4 => day_of(a, &month.to_string(), b),
        ([a, b], Some(month)) => day_of(b, &month.to_string(), a),
        ([day], Some(_)) if day.len() <= 2 => Err(NoDay::YearShort),
        _ => Err(NoDay::Unreadable),
    }
}

/// Text without the hour that programs often write behind a day.
fn without_midnight(text: &str) -> &str {
    let midnight = ["00:00:00", "0:00:00", "00:00", "0:00"].iter().find_map(|time| text.strip_suffix(time));
    midnight.map_or(text, |day| day.trim_end_matches(['t', ' ']))
}

/// Text cut between digits and letters: «2022г» is a number and a word.
fn number_and_word(text: &str) -> [&str; 2] {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (number, word) = text.split_at(end);
    [number, word]
}

/// Month by its name in any language, or by its first three letters or more.
fn month_named(word: &str) -> Option<u32> {
    let begins = |name: &&str| word.chars().count() >= 3 && name.to_lowercase().starts_with(word);
    [MONTHS_KK, MONTHS_RU, MONTHS_RU_ALONE, MONTHS_EN]
        .iter()
        .find_map(|names| (1..).zip(names).find(|(_, name)| begins(name)).map(|(month, _)| month))
}

/// Digits alone, as a telephone's keypad gives them: day, month and year, or the year first.
fn bare(digits: &str) -> Result<NaiveDate, NoDay> {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        6 => Err(NoDay::YearShort),
        8 if is_of_our_times(part(4, 8)) => day_of(part(4, 8), part(2, 4), part(0, 2)),
        8 if is_of_our_times(part(0, 4)) => day_of(part(0, 4), part(4, 6), part(6, 8)),
        _ => Err(NoDay::Unreadable),
    }
}

fn is_of_our_times(year: &str) -> bool {
    matches!(year.get(..2), Some("18" | "19" | "20" | "21"))
}

fn day_of(year: &str, month: &str, day: &str) -> Result<NaiveDate, NoDay> {
    if month.len() > 2 || day.len() > 2 {
        return Err(NoDay::Unreadable);
    }
    if year.len() <= 2 {
        return Err(NoDay::YearShort);
    }
    let number = |part: &str| part.parse::<u32>().map_err(|_| NoDay::Unreadable);
    let (month, day) = (number(month)?, number(day)?);
    if year.len() != 4 || (month > 12 && day <= 12) {
        // as other countries write it: the month before the day
        return Err(NoDay::Unreadable);
    }
    NaiveDate::from_ymd_opt(number(year)?.cast_signed(), month, day).ok_or(NoDay::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ground::Locale, i18n::dates::long};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn typed_days_are_read_in_all_usual_forms() {
        for typed in [
            "12.05.2022",
            "12.05.2022 г.",
            "12.5.2022 года",
            " 12.05.2022 ж. ",
            "2022-05-12",
            "12.05.2022г.",
            "12.05.2022.",
            "12. 05. 2022",
            "12,05,2022",
            "12 05 2022",
            "12-05-2022",
            "12–05–2022",
            "2022.05.12",
            "12052022",
            "20220512",
            "12 мая 2022",
            "12 мая 2022 г.",
            "12 Май 2022",
            "2022 жылғы 12 мамыр",
            "12 мамыр 2022 ж.",
            "12 May 2022",
            "May 12, 2022",
            "12.05.2022\u{200b}",
            "2022/05/12",
            "2022-05-12T00:00:00",
            "12.05.2022 0:00",
        ] {
            assert_eq!(parse(typed), Ok(day("2022-05-12")), "{typed}");
        }
        assert_eq!(parse("09041988"), Ok(day("1988-04-09")));
        assert_eq!((parse("25/05/2022"), parse("5/5/2022")), (Ok(day("2022-05-25")), Ok(day("2022-05-05"))));
        assert_eq!(parse("2026 жылғы 3 қараша"), parse(&long(Locale::Kk, day("2026-11-03"))));
        assert_eq!(parse(&long(Locale::Ru, day("2026-08-03"))), Ok(day("2026-08-03")));
    }

    #[test]
    fn a_text_that_is_no_day_is_told_why() {
        for typed in
            ["31.02.1985", "31.04.2022", "29.02.2023", "31041988", "30 февраля 2022", "2022-02-30", "00.05.2022"]
        {
            assert_eq!(parse(typed), Err(NoDay::Impossible), "{typed}");
        }
        for typed in ["12.05.22", "120522", "9.4.88", "12 мая 22", "12 мая"] {
            assert_eq!(parse(typed), Err(NoDay::YearShort), "{typed}");
        }
        for typed in [
            "2022-5-",
            "٣.05.2022",
            "",
            "+1.05.2022",
            "05/23/2022",
            "12/05/2022",
            "12.05.2022 10:00",
            "1987",
            "-1.05.2022",
            "12.05.2022 кг",
            "44634",
            "12.05.02022",
            "мая",
            "май 1985",
            "12 мая июня 2022",
            "12.05.2022 13",
        ] {
            assert_eq!(parse(typed), Err(NoDay::Unreadable), "{typed}");
        }
    }

    #[test]
    fn every_month_has_its_own_beginning_in_every_language() {
        for names in [MONTHS_KK, MONTHS_RU, MONTHS_RU_ALONE, MONTHS_EN] {
            for (month, name) in (1..).zip(names) {
                assert_eq!(month_named(&name.to_lowercase()), Some(month), "{name}");
                let beginning: String = name.to_lowercase().chars().take(3).collect();
                assert_eq!(month_named(&beginning), Some(month), "{beginning}");
            }
        }
    }
}
