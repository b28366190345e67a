//! What a form about an enrollment has brought about, as the page after it reports.

use super::model::State;
use crate::{ground::text_enum, ui};

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
    /// What is reported beside the outcome.
    pub enum Remark {
        /// A name of the form was spelt otherwise than it was typed.
        NameRepaired = "name_repaired",
    }
}

impl Outcome {
    /// What to report of an application that has come out so; `None`: nothing has changed by it.
    pub(super) const fn of(state: State) -> Option<Self> {
        match state {
            State::Applied => Some(Self::Applied),
            State::Confirmed => Some(Self::Confirmed),
            State::Waitlisted => Some(Self::Waitlisted),
            _ => None,
        }
    }
}

impl ui::Outcome for Outcome {
    fn word(self) -> &'static str {
        self.as_str()
    }
}

impl ui::Outcome for Remark {
    fn word(self) -> &'static str {
        self.as_str()
    }
}
