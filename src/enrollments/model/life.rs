//! Life of an enrollment (rule R4): its states, the steps between them, and the histories that these make.

use chrono::{DateTime, Utc};

use crate::{
    ground::{AppError, error::Clash, text_enum},
    places::Holding,
};

text_enum! {
    /// State of an enrollment.
    pub enum State {
        Applied = "applied",
        Confirmed = "confirmed",
        Waitlisted = "waitlisted",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Offered = "offered",
        Expired = "expired",
        Completed = "completed",
        NotCompleted = "not_completed",
        NoShow = "no_show",
    }
}

text_enum! {
    /// Reason why the program took a step. Staff write a note instead.
    pub enum Reason {
        /// Wish of the person.
        ByApplicant = "by_applicant",
        /// Free seat that nobody was waiting for.
        PlaceFree = "place_free",
        /// Full list: there was no seat, or others were waiting already.
        ListFull = "list_full",
        /// Seat that came free while the person was the first in line.
        PlaceCameFree = "place_came_free",
        OfferAccepted = "offer_accepted",
        OfferRanOut = "offer_ran_out",
        /// Beginning of the run before a seat came free for the person.
        RunBegan = "run_began",
        /// Cancelling of the run by the centre.
        RunCancelled = "run_cancelled",
        /// Result that rule R5 gives.
        ByRule = "by_rule",
        /// Erasure of the person's data, at their request.
        AccountErased = "account_erased",
    }
}

impl State {
    /// States of a person who is in a run to come, or on the way into it (rule R3).
    pub const OPEN: [Self; 4] = [Self::Applied, Self::Confirmed, Self::Waitlisted, Self::Offered];
    /// States in which the person cannot apply for the run again: they are in it or on the way into it, or have had a
    /// seat.
    pub const BLOCKING_REAPPLYING: [Self; 7] = [
        Self::Applied,
        Self::Confirmed,
        Self::Waitlisted,
        Self::Offered,
        Self::Completed,
        Self::NotCompleted,
        Self::NoShow,
    ];

    /// States of a person who has a seat in a run, confirmed and not only offered: they are marked at its meetings, and
    /// have a result at its end.
    pub const IN_RUN: [Self; 4] = [Self::Confirmed, Self::Completed, Self::NotCompleted, Self::NoShow];

    /// Words of several states, as statements list them.
    pub const fn words<const N: usize>(states: [Self; N]) -> [&'static str; N] {
        let (mut words, mut place) = ([""; N], 0);
        while place < N {
            words[place] = states[place].as_str();
            place += 1;
        }
        words
    }

    /// Tells whether rule R4 lets that state follow this one. Nothing else follows.
    pub const fn may_become(self, next: Self) -> bool {
        use State::{
            Applied, Completed, Confirmed, Declined, Expired, NoShow, NotCompleted, Offered, Waitlisted, Withdrawn,
        };
        matches!(
            (self, next),
            (Applied, Confirmed | Waitlisted | Declined | Withdrawn)
                | (Waitlisted, Offered | Withdrawn | Declined)
                | (Offered, Confirmed | Expired | Withdrawn)
                | (Confirmed, Withdrawn | Completed | NotCompleted | NoShow)
        )
    }

    /// Tells whether staff may correct this state to that one, with a reason. It is no step of a life that goes on: a run
    /// that was closed is opened again, or a person completed it after all. `Move::of` does not allow it.
    pub const fn may_be_corrected_to(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Completed | Self::NotCompleted | Self::NoShow, Self::Confirmed)
                | (Self::NotCompleted | Self::NoShow, Self::Completed)
        )
    }

    /// Seat or queue position that the person holds in the run. Every state that follows from having a seat counts as a
    /// seat (rule R3).
    pub const fn holding(self) -> Holding {
        match self {
            Self::Confirmed | Self::Completed | Self::NotCompleted | Self::NoShow => Holding::Seat,
            Self::Offered => Holding::OfferedSeat,
            Self::Waitlisted => Holding::Position,
            Self::Applied | Self::Declined | Self::Withdrawn | Self::Expired => Holding::Nothing,
        }
    }

    /// Tells whether a seat of the run is taken: it is confirmed or offered (rule R3).
    pub const fn holds_seat(self) -> bool {
        self.holding().is_seat()
    }

    pub fn is_open(self) -> bool {
        Self::OPEN.contains(&self)
    }

    /// Tells whether the person has no seat, not even an offered one, and may still get one.
    pub const fn awaits_place(self) -> bool {
        matches!(self, Self::Applied | Self::Waitlisted)
    }

    pub fn blocks_reapplying(self) -> bool {
        Self::BLOCKING_REAPPLYING.contains(&self)
    }
}

/// Step that rule R4 does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep;

impl From<IllegalStep> for AppError {
    fn from(_: IllegalStep) -> Self {
        Self::Conflict(Clash::StepNotAllowed)
    }
}

/// Step that rule R4 allows, or the correction of a result; the store writes no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    from: State,
    to: State,
}

impl Move {
    pub const fn of(from: State, to: State) -> Result<Self, IllegalStep> {
        if from.may_become(to) { Ok(Self { from, to }) } else { Err(IllegalStep) }
    }

    /// Correction of a result. Only the permits of a reopening and of a correction make one.
    pub const fn correction(from: State, to: State) -> Result<Self, IllegalStep> {
        if from.may_be_corrected_to(to) { Ok(Self { from, to }) } else { Err(IllegalStep) }
    }

    pub const fn from(self) -> State {
        self.from
    }

    pub const fn to(self) -> State {
        self.to
    }
}

/// Reason of a step. A note of staff is never read as a word of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepReason {
    Program(Reason),
    /// Note that somebody at the centre wrote; empty if there was none, or it was erased.
    Staff(String),
}

impl From<Reason> for StepReason {
    fn from(reason: Reason) -> Self {
        Self::Program(reason)
    }
}

impl StepReason {
    /// Program's word and the note; one of them is `None`, as the table has them.
    pub fn columns(&self) -> (Option<&'static str>, Option<&str>) {
        match self {
            Self::Program(reason) => (Some(reason.as_str()), None),
            Self::Staff(note) => (None, Some(note)),
        }
    }

    /// Program's word, or the note.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Program(reason) => reason.as_str(),
            Self::Staff(note) => note,
        }
    }
}

/// Step in an enrollment's history: when and why. The caller of its transaction took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub to: State,
    pub taken_at: DateTime<Utc>,
    pub reason: StepReason,
}

impl Step {
    pub const fn because(to: State, taken_at: DateTime<Utc>, reason: Reason) -> Self {
        Self { to, taken_at, reason: StepReason::Program(reason) }
    }

    /// Makes a step of the centre, with the note that was written on it.
    pub fn noted(to: State, taken_at: DateTime<Utc>, note: impl Into<String>) -> Self {
        Self { to, taken_at, reason: StepReason::Staff(note.into()) }
    }
}

/// History that the rules allow: it begins with an application and each step may follow the one before, or it is the
/// single step of an imported list, which has only the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History(Vec<Step>);

impl History {
    pub fn imported(step: Step) -> Result<Self, IllegalStep> {
        if step.to == State::Completed { Ok(Self(vec![step])) } else { Err(IllegalStep) }
    }

    pub fn lived(steps: Vec<Step>) -> Result<Self, IllegalStep> {
        let begins = steps.first().is_some_and(|step| step.to == State::Applied);
        let follows = steps.windows(2).all(|pair| Move::of(pair[0].to, pair[1].to).is_ok());
        if begins && follows { Ok(Self(steps)) } else { Err(IllegalStep) }
    }

    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// State of the enrollment now.
    pub fn state(&self) -> State {
        self.0.last().map_or(State::Applied, |step| step.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_rule_r4_are_allowed_and_no_other() {
        use State::*;
        let allowed: Vec<(State, State)> = State::ALL
            .iter()
            .flat_map(|from| State::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| Move::of(*from, *to).is_ok())
            .collect();
        assert_eq!(
            allowed,
            [
                (Applied, Confirmed),
                (Applied, Waitlisted),
                (Applied, Declined),
                (Applied, Withdrawn),
                (Confirmed, Withdrawn),
                (Confirmed, Completed),
                (Confirmed, NotCompleted),
                (Confirmed, NoShow),
                (Waitlisted, Declined),
                (Waitlisted, Withdrawn),
                (Waitlisted, Offered),
                (Offered, Confirmed),
                (Offered, Withdrawn),
                (Offered, Expired),
            ]
        );
    }

    #[test]
    fn what_is_open_can_still_take_a_step_and_nothing_follows_on_an_end() {
        for state in State::ALL {
            assert_eq!(state.is_open(), State::ALL.iter().any(|next| state.may_become(*next)), "{state:?}");
            assert_eq!(state.blocks_reapplying(), state.is_open() || state.holds_seat(), "{state:?}");
        }
    }

    #[test]
    fn a_correction_is_of_a_result_and_no_step_of_rule_r4() {
        use State::*;
        let all = State::ALL.iter().flat_map(|from| State::ALL.iter().map(move |to| (*from, *to)));
        let corrections: Vec<_> = all.filter(|(from, to)| Move::correction(*from, *to).is_ok()).collect();
        let expected = [
            (Completed, Confirmed),
            (NotCompleted, Confirmed),
            (NotCompleted, Completed),
            (NoShow, Confirmed),
            (NoShow, Completed),
        ];
        assert_eq!(corrections, expected);
        assert!(corrections.iter().all(|(from, to)| Move::of(*from, *to).is_err()));
        assert!(corrections.iter().all(|(from, to)| from.holding() == to.holding()), "the seat stays taken");
    }

    #[test]
    fn a_history_begins_with_an_application_and_keeps_to_the_steps() {
        let step = |to| Step::noted(to, DateTime::UNIX_EPOCH, "");
        assert!(History::lived(vec![step(State::Applied), step(State::Confirmed), step(State::Completed)]).is_ok());
        assert_eq!(History::lived(vec![step(State::Confirmed)]), Err(IllegalStep));
        assert_eq!(History::lived(vec![step(State::Applied), step(State::Completed)]), Err(IllegalStep));
        assert_eq!(History::imported(step(State::Confirmed)), Err(IllegalStep));
    }
}
