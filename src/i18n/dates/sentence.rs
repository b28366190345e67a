//! Days as a sentence says them: "from 12 May to 24 June 2026".

use chrono::{Datelike, NaiveDate};

use super::{long, month_beside_day};
use crate::ground::Locale;

/// Days between which something was done, in lower case: «2026 жылғы 12 мамыр мен 24 маусым аралығында», «с 12 мая по
/// 24 июня 2026 года», "from 12 May to 24 June 2026"; one day: «2026 жылғы 12 мамыр күні», «12 мая 2026 года», "on 12
/// May 2026".
pub fn during(locale: Locale, from: NaiveDate, to: NaiveDate) -> String {
    let last = long(locale, to);
    if from == to {
        return match locale {
            Locale::Kk => format!("{last} күні"),
            Locale::Ru => last,
            Locale::En => format!("on {last}"),
        };
    }
    let first = first_of(locale, from, to);
    match locale {
        Locale::Kk => {
            // the month says itself once, and the year too
            let last = if from.year() == to.year() {
                format!("{}\u{a0}{}", to.day(), month_beside_day(locale, to))
            } else {
                last
            };
            let same_month = from.year() == to.year() && from.month() == to.month();
            if same_month {
                format!("{first}\u{2060}–\u{2060}{last} аралығында")
            } else {
                format!("{first} {} {last} аралығында", kazakh_and(from))
            }
        }
        Locale::Ru => format!("{}\u{a0}{first} по\u{a0}{last}", if from.day() == 2 { "со" } else { "с" }),
        Locale::En => format!("from {first} to {last}"),
    }
}

/// First day, without the month and year that it shares with the last; in Kazakh the year comes first.
fn first_of(locale: Locale, from: NaiveDate, to: NaiveDate) -> String {
    let day = from.day();
    match (from.year() == to.year(), from.month() == to.month()) {
        (false, _) => long(locale, from),
        (true, false) if locale == Locale::Kk => long(locale, from),
        (true, false) => format!("{day}\u{a0}{}", month_beside_day(locale, from)),
        (true, true) if locale == Locale::Kk => format!("{}\u{a0}жылғы {day}", from.year()),
        (true, true) => day.to_string(),
    }
}

/// "And" after the name of a month, which follows the month's last sound.
fn kazakh_and(day: NaiveDate) -> &'static str {
    match month_beside_day(Locale::Kk, day).chars().last() {
        Some('з') => "бен",
        Some('к') => "пен",
        _ => "мен",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(from: &str, to: &str) -> [String; 3] {
        Locale::ALL.map(|locale| during(locale, day(from), day(to)).replace('\u{a0}', " ").replace('\u{2060}', ""))
    }

    #[test]
    fn a_span_says_what_its_days_share_once() {
        assert_eq!(
            said("2026-05-12", "2026-06-24"),
            [
                "2026 жылғы 12 мамыр мен 24 маусым аралығында",
                "с 12 мая по 24 июня 2026 года",
                "from 12 May to 24 June 2026"
            ]
        );
        assert_eq!(
            said("2026-05-02", "2026-05-24"),
            ["2026 жылғы 2–24 мамыр аралығында", "со 2 по 24 мая 2026 года", "from 2 to 24 May 2026"]
        );
        assert_eq!(
            said("2025-12-22", "2026-01-09"),
            [
                "2025 жылғы 22 желтоқсан мен 2026 жылғы 9 қаңтар аралығында",
                "с 22 декабря 2025 года по 9 января 2026 года",
                "from 22 December 2025 to 9 January 2026"
            ]
        );
    }

    #[test]
    fn one_day_is_no_span() {
        assert_eq!(
            said("2026-03-08", "2026-03-08"),
            ["2026 жылғы 8 наурыз күні", "8 марта 2026 года", "on 8 March 2026"]
        );
    }

    #[test]
    fn the_kazakh_and_follows_the_month() {
        let ands: Vec<_> = (1..=12).map(|month| kazakh_and(NaiveDate::from_ymd_opt(2026, month, 1).unwrap())).collect();
        assert_eq!(
            ands,
            ["мен", "мен", "бен", "мен", "мен", "мен", "мен", "бен", "пен", "мен", "мен", "мен"],
            "наурыз бен, тамыз бен, қыркүйек пен"
        );
    }
}
