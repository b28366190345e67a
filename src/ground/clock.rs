//! Time, and the calendar day that it falls on in Kazakhstan (rule R11).

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, TimeZone, Utc};
use chrono_tz::Asia::Almaty;

/// System's clock, or one that is stopped for tests.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// Present instant, to the microsecond: the finest unit that both databases store.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(instant) => instant,
        }
        .trunc_subsecs(6)
    }

    pub fn today(self) -> NaiveDate {
        day_of(self.now())
    }
}

/// Calendar day of Kazakhstan on which an instant falls. The tz database knows the years before 2024-03-01, when most
/// of the country was an hour ahead.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    local(instant).date_naive()
}

/// Instant as clocks in Astana show it.
pub fn local(instant: DateTime<Utc>) -> DateTime<chrono_tz::Tz> {
    instant.with_timezone(&Almaty)
}

/// Instant at which a calendar day of Kazakhstan begins.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    // a change of the clocks left out some midnights of the 1980s
    Almaty.from_local_datetime(&midnight).earliest().map_or_else(|| midnight.and_utc(), |instant| instant.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(instant: &str) -> String {
        day_of(instant.parse().unwrap()).to_string()
    }

    #[test]
    fn the_night_the_country_took_one_time_zone_had_one_hour_twice() {
        assert_eq!(day("2024-02-29T17:59:00Z"), "2024-02-29");
        assert_eq!(day("2024-02-29T18:00:00Z"), "2024-02-29");
        assert_eq!(day("2024-02-29T19:00:00Z"), "2024-03-01");
    }

    #[test]
    fn a_day_begins_at_its_midnight_in_astana() {
        let begins = |day: &str| start_of(day.parse().unwrap()).to_rfc3339();
        assert_eq!(begins("2026-11-03"), "2026-11-02T19:00:00+00:00");
        assert_eq!(begins("2023-11-03"), "2023-11-02T18:00:00+00:00");
    }

    #[test]
    fn the_day_changes_at_midnight_in_astana_not_in_greenwich() {
        assert_eq!(day("2026-11-21T18:59:59Z"), "2026-11-21");
        assert_eq!(day("2026-11-21T19:00:00Z"), "2026-11-22");
        assert_eq!(day("2023-12-31T18:00:00Z"), "2024-01-01");
    }
}
