//! The life of an enrollment.

use chrono::{DateTime, Utc};

use crate::ground::text_enum;

text_enum! {
    /// Where an enrollment stands.
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

impl State {
    /// Whether rule R4 lets this state be followed by that one. Nothing else follows.
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

    /// Whether a place of the run is taken: it was confirmed or is offered (rule R3).
    pub const fn takes_place(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered | Self::Completed | Self::NotCompleted | Self::NoShow)
    }
}

/// One step in an enrollment's history: who, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub to: State,
    pub taken_at: DateTime<Utc>,
    pub reason: String,
}

/// A history that the rules allow: it begins with an application and each step may follow the one before,
/// or it is the single step of an imported list, which tells only how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History(Vec<Step>);

/// A step that rule R4 does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IllegalStep;

impl History {
    pub fn imported(step: Step) -> Result<Self, IllegalStep> {
        if step.to == State::Completed { Ok(Self(vec![step])) } else { Err(IllegalStep) }
    }

    pub fn lived(steps: Vec<Step>) -> Result<Self, IllegalStep> {
        let begins = steps.first().is_some_and(|step| step.to == State::Applied);
        let follows = steps.windows(2).all(|pair| pair[0].to.may_become(pair[1].to));
        if begins && follows { Ok(Self(steps)) } else { Err(IllegalStep) }
    }

    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Where the enrollment stands now.
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
            .filter(|(from, to)| from.may_become(*to))
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
    fn a_history_begins_with_an_application_and_keeps_to_the_steps() {
        let step = |to| Step { to, taken_at: DateTime::UNIX_EPOCH, reason: String::new() };
        assert!(History::lived(vec![step(State::Applied), step(State::Confirmed), step(State::Completed)]).is_ok());
        assert_eq!(History::lived(vec![step(State::Confirmed)]), Err(IllegalStep));
        assert_eq!(History::lived(vec![step(State::Applied), step(State::Completed)]), Err(IllegalStep));
        assert_eq!(History::imported(step(State::Confirmed)), Err(IllegalStep));
    }
}
