//! Run: when and where a course is given to one group, and how many seats are left.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Admission, RunState};
use crate::{
    ground::{Locale, Localized},
    places::Places,
    reference::Region,
};

/// Meeting of a run on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// Number by which calendars know it. It stays when the meeting is moved.
    pub number: i32,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub academic_hours: i32,
    pub topic: Localized,
}

/// Possibilities today for somebody who wants to join a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Seat that can be taken at once.
    Place,
    /// Application, of which staff choose.
    Selection,
    /// Position on the waiting list: every seat is taken, or others wait for the free one.
    WaitingList,
    /// End of applications: none are taken any more.
    Over,
}

/// Dated delivery of a course, as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub code: String,
    /// Place where it is held, in words; empty if it is online or not known.
    pub venue: Localized,
    pub region: Option<&'static Region>,
    pub language: Option<Locale>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Last day to apply, if staff have set one.
    pub enroll_until: Option<NaiveDate>,
    pub admission: Admission,
    pub state: RunState,
    pub places: Places,
}

impl Run {
    /// Day before the first: the last one on which people come in and out by themselves.
    pub fn eve(&self) -> NaiveDate {
        self.starts_on.pred_opt().unwrap_or(self.starts_on)
    }

    /// Last day to apply: as staff have set it, and never later than the day before the first.
    pub fn last_day_to_apply(&self) -> NaiveDate {
        self.enroll_until.map_or(self.eve(), |day| day.min(self.eve()))
    }

    /// Tells whether somebody can apply today, even if only for the waiting list.
    pub fn takes_applications(&self, today: NaiveDate) -> bool {
        self.state == RunState::Open && today <= self.last_day_to_apply()
    }

    pub fn opening(&self, today: NaiveDate) -> Opening {
        if !self.takes_applications(today) {
            return Opening::Over;
        }
        match self.admission {
            Admission::Selection => Opening::Selection,
            // a free seat is offered first to those who wait
            Admission::FirstCome if self.places.free() > 0 && self.places.waiting == 0 => Opening::Place,
            Admission::FirstCome => Opening::WaitingList,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn run(admission: Admission, taken: u32) -> Run {
        Run {
            code: "NRC-01-2611".to_owned(),
            venue: Localized::default(),
            region: None,
            language: None,
            starts_on: day("2026-11-02"),
            ends_on: day("2026-11-13"),
            enroll_until: None,
            admission,
            state: RunState::Open,
            places: Places { capacity: 20, taken, offered: 0, waiting: 0 },
        }
    }

    #[test]
    fn applications_are_taken_on_the_day_before_the_first_and_not_on_it() {
        let run = run(Admission::FirstCome, 5);
        assert!(run.takes_applications(day("2026-11-01")));
        assert!(!run.takes_applications(day("2026-11-02")));
    }

    #[test]
    fn a_last_day_that_staff_have_set_holds_unless_the_run_has_begun_by_then() {
        let run = |last| Run { enroll_until: Some(day(last)), ..run(Admission::FirstCome, 5) };
        assert!(run("2026-10-20").takes_applications(day("2026-10-20")));
        assert_eq!(run("2026-10-20").opening(day("2026-10-21")), Opening::Over);
        assert!(run("2026-11-05").takes_applications(day("2026-11-01")));
        assert_eq!(run("2026-11-05").opening(day("2026-11-02")), Opening::Over);
    }

    #[test]
    fn a_free_place_is_for_those_who_wait_before_it_is_for_anybody_else() {
        let waited_for = run(Admission::FirstCome, 19);
        let waited_for = Run { places: Places { waiting: 2, ..waited_for.places }, ..waited_for };
        assert_eq!(waited_for.opening(day("2026-10-12")), Opening::WaitingList);
    }

    #[test]
    fn what_can_be_done_goes_by_admission_places_and_state() {
        let today = day("2026-10-12");
        assert_eq!(run(Admission::FirstCome, 19).opening(today), Opening::Place);
        assert_eq!(run(Admission::FirstCome, 20).opening(today), Opening::WaitingList);
        assert_eq!(run(Admission::Selection, 20).opening(today), Opening::Selection);
        let closed = Run { state: RunState::Closed, ..run(Admission::FirstCome, 0) };
        assert_eq!(closed.opening(today), Opening::Over);
    }
}
