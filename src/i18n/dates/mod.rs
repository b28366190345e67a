//! Days and instants as people write them in each language; `sentence.rs` has days as a sentence says them, `typed.rs`
//! reads a typed day.

mod sentence;
mod typed;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};

use crate::ground::{Locale, clock};

pub use sentence::during;
pub use typed::{NoDay, parse};

const MONTHS_KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_RU_ALONE: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS_KK: [&str; 7] = ["дс", "сс", "ср", "бс", "жм", "сб", "жс"];
const WEEKDAYS_RU: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn month_of(names: &[&'static str; 12], day: NaiveDate) -> &'static str {
    names[day.month0() as usize]
}

/// Day in full: «2026 жылғы 3 қараша», «3 ноября 2026 года», "3 November 2026", with spaces that do not break.
pub fn long(locale: Locale, day: NaiveDate) -> String {
    let (d, y) = (day.day(), day.year());
    match locale {
        Locale::Kk => format!("{y}\u{a0}жылғы {d}\u{a0}{}", month_of(&MONTHS_KK, day)),
        Locale::Ru => format!("{d}\u{a0}{} {y}\u{a0}года", month_of(&MONTHS_RU, day)),
        Locale::En => format!("{d}\u{a0}{} {y}", month_of(&MONTHS_EN, day)),
    }
}

/// Span of two days, with the parts that they share said once. It breaks behind a dash between two days, and not in
/// "1–3".
pub fn span(locale: Locale, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        return long(locale, from);
    }
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    match (locale, same_month, same_year) {
        (Locale::Kk, true, _) => {
            format!(
                "{}\u{a0}жылғы {}\u{2060}–\u{2060}{}\u{a0}{}",
                to.year(),
                from.day(),
                to.day(),
                month_of(&MONTHS_KK, to)
            )
        }
        (Locale::Kk, false, true) => format!("{}\u{a0}– {}", long(locale, from), day_month(locale, to)),
        (Locale::Ru | Locale::En, true, _) => format!("{}\u{2060}–\u{2060}{}", from.day(), long(locale, to)),
        (Locale::Ru | Locale::En, false, true) => format!("{}\u{a0}– {}", day_month(locale, from), long(locale, to)),
        (_, false, false) => format!("{}\u{a0}– {}", long(locale, from), long(locale, to)),
    }
}

/// Day and month: «3 қараша», «3 ноября», "3 November".
pub fn day_month(locale: Locale, day: NaiveDate) -> String {
    format!("{}\u{a0}{}", day.day(), month_beside_day(locale, day))
}

/// Name of the month in the form it has beside a day.
pub fn month_beside_day(locale: Locale, day: NaiveDate) -> &'static str {
    let names = match locale {
        Locale::Kk => &MONTHS_KK,
        Locale::Ru => &MONTHS_RU,
        Locale::En => &MONTHS_EN,
    };
    month_of(names, day)
}

/// Month and year in the form they have beside a day: «қараша, 2026 ж.», «ноября 2026», "November 2026".
pub fn month_year_beside_day(locale: Locale, day: NaiveDate) -> String {
    let (month, year) = (month_beside_day(locale, day), day.year());
    match locale {
        Locale::Kk => format!("{month}, {year}\u{a0}ж."),
        Locale::Ru | Locale::En => format!("{month} {year}"),
    }
}

/// Day, month and weekday: «3 қараша, сс», «3 ноября, вт», "Tue, 3 November"; with its year where that is not the
/// reader's.
pub fn day_with_weekday(locale: Locale, day: NaiveDate, today: NaiveDate) -> String {
    let words = if day.year() == today.year() { day_month(locale, day) } else { long(locale, day) };
    let weekday = weekday(locale, day);
    match locale {
        Locale::Kk | Locale::Ru => format!("{words}, {weekday}"),
        Locale::En => format!("{weekday}, {words}"),
    }
}

/// Month and year: «2026 ж. қараша», «ноябрь 2026», "November 2026".
pub fn month(locale: Locale, day: NaiveDate) -> String {
    match locale {
        Locale::Kk => format!("{}\u{a0}ж. {}", day.year(), month_of(&MONTHS_KK, day)),
        Locale::Ru => format!("{} {}", month_of(&MONTHS_RU_ALONE, day), day.year()),
        Locale::En => format!("{} {}", month_of(&MONTHS_EN, day), day.year()),
    }
}

/// First three letters of the month, for the axis of a chart: «қар», «ноя», "Nov".
pub fn month_short(locale: Locale, day: NaiveDate) -> String {
    let names = match locale {
        Locale::Kk => &MONTHS_KK,
        Locale::Ru => &MONTHS_RU_ALONE,
        Locale::En => &MONTHS_EN,
    };
    month_of(names, day).chars().take(3).collect()
}

/// Weekday of a day, shortened.
pub fn weekday(locale: Locale, day: NaiveDate) -> &'static str {
    weekday_name(locale, day.weekday())
}

/// Weekday, shortened.
pub fn weekday_name(locale: Locale, weekday: Weekday) -> &'static str {
    let names = match locale {
        Locale::Kk => &WEEKDAYS_KK,
        Locale::Ru => &WEEKDAYS_RU,
        Locale::En => &WEEKDAYS_EN,
    };
    names[weekday.num_days_from_monday() as usize]
}

/// Day as forms and lists of the country write it: `03.11.2026`.
pub fn short(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// Time of day in Astana, `14:32`.
pub fn time(instant: DateTime<Utc>) -> String {
    let local = clock::local(instant);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// Span of two times of day in Astana: «18:30–21:30».
pub fn times(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    format!("{}–{}", time(from), time(to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn long_days_read_as_each_language_writes_them() {
        let d = day("2026-11-03");
        assert_eq!(long(Locale::Kk, d), "2026\u{a0}жылғы 3\u{a0}қараша");
        assert_eq!(long(Locale::Ru, d), "3\u{a0}ноября 2026\u{a0}года");
        assert_eq!(long(Locale::En, d), "3\u{a0}November 2026");
        assert_eq!(month(Locale::Ru, d), "ноябрь 2026");
        assert_eq!(month_short(Locale::Ru, d), "ноя");
        assert_eq!(weekday(Locale::Kk, d), "сс");
    }

    #[test]
    fn a_meeting_says_weekday_and_times_of_astana() {
        let (from, to): (DateTime<Utc>, DateTime<Utc>) =
            ("2026-11-03T13:30:00Z".parse().unwrap(), "2026-11-03T16:30:00Z".parse().unwrap());
        let d = clock::day_of(from);
        assert_eq!(day_with_weekday(Locale::Kk, d, d), "3\u{a0}қараша, сс");
        assert_eq!(day_with_weekday(Locale::En, d, d), "Tue, 3\u{a0}November");
        assert_eq!(month_year_beside_day(Locale::Ru, d), "ноября 2026");
        assert_eq!(times(from, to), "18:30–21:30");
    }

    #[test]
    fn a_day_of_another_year_says_its_year() {
        let (d, later) = (day("2026-06-15"), day("2027-01-10"));
        assert_eq!(day_with_weekday(Locale::En, d, later), "Mon, 15\u{a0}June 2026");
        assert_eq!(day_with_weekday(Locale::Ru, d, later), "15\u{a0}июня 2026\u{a0}года, пн");
        assert_eq!(day_with_weekday(Locale::Kk, later, d), "2027\u{a0}жылғы 10\u{a0}қаңтар, жс");
    }

    #[test]
    fn a_span_says_what_both_days_share_once() {
        let (a, b, c) = (day("2026-05-12"), day("2026-06-24"), day("2026-05-20"));
        assert_eq!(span(Locale::Ru, a, b), "12\u{a0}мая\u{a0}– 24\u{a0}июня 2026\u{a0}года");
        assert_eq!(span(Locale::Kk, a, b), "2026\u{a0}жылғы 12\u{a0}мамыр\u{a0}– 24\u{a0}маусым");
        assert_eq!(span(Locale::En, a, c), "12\u{2060}–\u{2060}20\u{a0}May 2026");
        assert_eq!(span(Locale::En, a, a), "12\u{a0}May 2026");
    }
}
