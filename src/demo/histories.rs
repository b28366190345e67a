//! History of an enrollment: the steps to its state.

use chrono::{Days, NaiveDate};

use super::calendar;
use crate::{
    courses::model::Admission,
    enrollments::{
        State,
        model::{History, IllegalStep, Reason, Step, StepReason},
    },
};

/// Steps that led an enrollment to its state, none of them later than yesterday. `place` makes one enrollment of the
/// run differ from another.
pub(super) fn history(
    (starts_on, ends_on): (NaiveDate, NaiveDate),
    admission: Admission,
    state: State,
    place: usize,
    today: NaiveDate,
) -> Result<History, IllegalStep> {
    let minute = i64::try_from(place).unwrap_or(0) * 7;
    // the first to apply is the first on the list; in the end all come within twelve days
    let wait = u64::try_from(place % 25).unwrap_or(0) / 2;
    let applied = (starts_on - Days::new(25) + Days::new(wait)).min(today - Days::new(20) + Days::new(wait));
    let after = |days: u64| applied + Days::new(days);
    let waited = [(State::Applied, applied), (State::Waitlisted, applied)];
    let confirmed = [(State::Applied, applied), (State::Confirmed, after(1))];
    let steps: Vec<(State, NaiveDate)> = match state {
        State::Applied => vec![(state, applied)],
        State::Waitlisted => waited.into(),
        State::Confirmed => confirmed.into(),
        State::Declined => vec![(State::Applied, applied), (state, after(1))],
        State::Offered => [&waited[..], &[(state, today - Days::new(1))]].concat(),
        State::Expired => [&waited[..], &[(State::Offered, after(2)), (state, after(5))]].concat(),
        State::Withdrawn => [&confirmed[..], &[(state, after(4))]].concat(),
        State::Completed | State::NotCompleted | State::NoShow => [&confirmed[..], &[(state, ends_on)]].concat(),
    };
    let steps = (0..).zip(steps).map(|(nth, (to, day))| Step {
        to,
        taken_at: calendar::at(day, minute + nth),
        reason: reason(to, admission),
    });
    History::lived(steps.collect())
}

/// Reason for a step: the program's own word, or a note of the centre's in the language of its records.
fn reason(to: State, admission: Admission) -> StepReason {
    let note = match (to, admission) {
        (State::Applied | State::Withdrawn, _) => return StepReason::Program(Reason::ByApplicant),
        (State::Confirmed, Admission::FirstCome) => return StepReason::Program(Reason::PlaceFree),
        (State::Waitlisted, _) => return StepReason::Program(Reason::ListFull),
        (State::Offered, _) => return StepReason::Program(Reason::PlaceCameFree),
        (State::Expired, _) => return StepReason::Program(Reason::OfferRanOut),
        (State::Confirmed, Admission::Selection) => "Тәжірибесі курс талаптарына сай келеді",
        (State::Declined, _) => "Курс талаптарына сай келмейді",
        (State::Completed, _) => "Курсты толық аяқтады",
        (State::NotCompleted, _) => "Сағаттардың 80 пайызынан азына қатысты",
        (State::NoShow, _) => "Сабаққа келмеді",
    };
    StepReason::Staff(note.to_owned())
}
