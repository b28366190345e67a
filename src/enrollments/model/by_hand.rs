//! Enrolling by hand: the state in which somebody whom staff enroll begins.

use chrono::NaiveDate;

use super::{State, has_begun};
use crate::{
    courses::model::{Admission, Run, RunState},
    ground::error::Clash,
};

/// State of a person whom staff enroll today: a seat while there is one that is not for those who wait, else a position on the
/// waiting list, which ends when the run begins (rule R3). From then on there is a seat or nothing.
pub fn begins_by_hand(run: &Run, today: NaiveDate) -> Result<State, Clash> {
    match run.state {
        RunState::Open => {}
        RunState::Draft => return Err(Clash::EnrollmentClosed),
        RunState::Closed => return Err(Clash::RunIsClosed),
        RunState::Cancelled => return Err(Clash::RunIsCancelled),
    }
    let has_begun = has_begun(run, today);
    // where staff choose, a seat that they keep free is theirs to give
    let is_theirs = has_begun || run.admission == Admission::Selection || run.places.waiting == 0;
    if run.places.free() > 0 && is_theirs {
        Ok(State::Confirmed)
    } else if has_begun {
        Err(Clash::RunIsFull)
    } else {
        Ok(State::Waitlisted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ground::Localized, places::Places};

    fn run(taken: u32, waiting: u32) -> Run {
        let day = |text: &str| text.parse().unwrap();
        Run {
            code: "RUN-1".to_owned(),
            venue: Localized::default(),
            region: None,
            language: None,
            starts_on: day("2026-11-02"),
            ends_on: day("2026-11-13"),
            enroll_until: Some(day("2026-10-01")),
            admission: Admission::FirstCome,
            state: RunState::Open,
            places: Places { capacity: 20, taken, offered: 0, waiting },
        }
    }

    #[test]
    fn staff_enroll_after_the_last_day_too_and_nobody_beyond_the_seats() {
        let (ahead, within) = ("2026-10-12".parse().unwrap(), "2026-11-05".parse().unwrap());
        assert_eq!(begins_by_hand(&run(19, 0), ahead), Ok(State::Confirmed));
        assert_eq!(begins_by_hand(&run(19, 1), ahead), Ok(State::Waitlisted), "others wait for that seat");
        let chosen = Run { admission: Admission::Selection, ..run(19, 1) };
        assert_eq!(begins_by_hand(&chosen, ahead), Ok(State::Confirmed));
        assert_eq!(begins_by_hand(&run(20, 0), ahead), Ok(State::Waitlisted));
        assert_eq!(begins_by_hand(&run(19, 0), within), Ok(State::Confirmed));
        assert_eq!(begins_by_hand(&run(20, 0), within), Err(Clash::RunIsFull));
        for (state, clash) in [
            (RunState::Draft, Clash::EnrollmentClosed),
            (RunState::Closed, Clash::RunIsClosed),
            (RunState::Cancelled, Clash::RunIsCancelled),
        ] {
            assert_eq!(begins_by_hand(&Run { state, ..run(0, 0) }, ahead), Err(clash));
        }
    }
}
