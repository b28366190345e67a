//! Decision of staff on an application.

use super::State;
use crate::ground::text_enum;

text_enum! {
    /// Decision of staff on somebody who has applied.
    pub enum Decision {
        Confirm = "confirm",
        Waitlist = "waitlist",
        Decline = "decline",
    }
}

impl Decision {
    /// State that the enrollment comes into.
    pub const fn state(self) -> State {
        match self {
            Self::Confirm => State::Confirmed,
            Self::Waitlist => State::Waitlisted,
            Self::Decline => State::Declined,
        }
    }

    /// Tells whether it can be taken on an enrollment in this state (rule R4). A person on the waiting list gets a seat
    /// by an offer, not by a decision.
    pub const fn is_open_to(self, state: State) -> bool {
        matches!((self, state), (_, State::Applied) | (Self::Decline, State::Waitlisted))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_open_only_where_rule_r4_has_the_step() {
        for decision in Decision::ALL {
            for state in State::ALL {
                assert!(
                    !decision.is_open_to(*state) || state.may_become(decision.state()),
                    "{decision:?} on {state:?}"
                );
            }
        }
        assert!(!Decision::Confirm.is_open_to(State::Waitlisted));
        assert!(Decision::Decline.is_open_to(State::Waitlisted));
    }
}
