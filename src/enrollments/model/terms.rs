//! Time limits of a run: when it closes for applicants, and how long an offer lasts (rule R3).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::courses::model::{Opening, Run, RunState};

/// Reason why nobody can apply any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Closed by the centre.
    ByCentre,
    /// Ended on its last day.
    Ended(NaiveDate),
    /// Begun on its first day.
    Begun(NaiveDate),
    /// Closed after the last day to apply.
    After(NaiveDate),
}

impl Closed {
    /// Reason why nobody can apply on this day; `None` if somebody can.
    pub fn of(run: &Run, today: NaiveDate) -> Option<Self> {
        if run.opening(today) != Opening::Over {
            return None;
        }
        Some(if today > run.ends_on {
            Self::Ended(run.ends_on)
        } else if run.state == RunState::Closed {
            Self::ByCentre
        } else if has_begun(run, today) {
            Self::Begun(run.starts_on)
        } else {
            Self::After(run.last_day_to_apply())
        })
    }
}

/// Tells whether the first day has come: from then on, only the centre changes who is in the run.
pub fn has_begun(run: &Run, today: NaiveDate) -> bool {
    run.starts_on <= today
}

/// Tells whether a free seat is offered to the first who waits.
pub fn passes_places_on(run: &Run, today: NaiveDate) -> bool {
    run.state == RunState::Open && !has_begun(run, today)
}

/// End of an offer: it lasts for the hours of the run, and never past the run's beginning.
pub fn offer_ends_at(offered_at: DateTime<Utc>, offer_hours: i32, begins_at: DateTime<Utc>) -> DateTime<Utc> {
    begins_at.min(offered_at + TimeDelta::hours(offer_hours.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        courses::model::{Admission, Places},
        ground::Localized,
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn run() -> Run {
        Run {
            code: "NRC-01-2611".to_owned(),
            venue: Localized::default(),
            region: None,
            language: None,
            starts_on: day("2026-11-03"),
            ends_on: day("2026-12-12"),
            enroll_until: Some(day("2026-11-01")),
            admission: Admission::FirstCome,
            state: RunState::Open,
            places: Places { capacity: 24, taken: 24, offered: 0, waiting: 7 },
        }
    }

    #[test]
    fn a_reader_is_told_why_nobody_can_apply_any_more() {
        assert_eq!(Closed::of(&run(), day("2026-11-01")), None);
        assert_eq!(Closed::of(&run(), day("2026-11-02")), Some(Closed::After(day("2026-11-01"))));
        assert_eq!(Closed::of(&run(), day("2026-11-03")), Some(Closed::Begun(day("2026-11-03"))));
        assert_eq!(Closed::of(&run(), day("2026-12-13")), Some(Closed::Ended(day("2026-12-12"))));
        let closed = Run { state: RunState::Closed, ..run() };
        assert_eq!(Closed::of(&closed, day("2026-10-01")), Some(Closed::ByCentre));
    }

    #[test]
    fn places_are_passed_on_until_the_eve_and_not_in_a_closed_run() {
        assert!(passes_places_on(&run(), day("2026-11-02")));
        assert!(!passes_places_on(&run(), day("2026-11-03")));
        assert!(!passes_places_on(&Run { state: RunState::Closed, ..run() }, day("2026-10-01")));
    }

    #[test]
    fn an_offer_never_outlasts_the_eve_of_the_run() {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let begins_at = instant("2026-11-02T19:00:00Z");
        let until = |offered_at| offer_ends_at(instant(offered_at), 72, begins_at);
        assert_eq!(until("2026-10-12T09:00:00Z"), instant("2026-10-15T09:00:00Z"));
        assert_eq!(until("2026-11-01T09:00:00Z"), begins_at);
    }
}
