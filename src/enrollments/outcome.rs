//! Outcomes of the forms about an enrollment, as the next page reports them.

use super::model::State;
use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        Applied = "applied",
        Confirmed = "confirmed",
        Waitlisted = "waitlisted",
        Accepted = "accepted",
        Withdrawn = "withdrawn",
    }
}

text_enum! {
    /// Outcome of a decision of staff, with the number of people whom it reached.
    pub enum DecisionOutcome {
        Confirmed = "people_confirmed",
        Waitlisted = "people_waitlisted",
        Declined = "people_declined",
        /// People who had been decided on by somebody else meanwhile.
        Left = "people_left",
    }
}

text_enum! {
    /// Outcome of enrolling somebody by hand.
    pub enum ByHandOutcome {
        Confirmed = "by_hand_confirmed",
        Waitlisted = "by_hand_waitlisted",
    }
}

text_enum! {
    /// Remark that is reported beside the outcome.
    pub enum Remark {
        /// Name of the form that was saved in another spelling than the typed one.
        NameRepaired = "name_repaired",
    }
}

impl Outcome {
    /// Outcome to report of an application that ended in this state; `None`: the application has changed nothing.
    pub(super) const fn of(state: State) -> Option<Self> {
        match state {
            State::Applied => Some(Self::Applied),
            State::Confirmed => Some(Self::Confirmed),
            State::Waitlisted => Some(Self::Waitlisted),
            _ => None,
        }
    }
}
