//! Outcomes of the forms about one's own record, as the next page reports them.

use crate::{ground::text_enum, ui};

text_enum! {
    pub enum Outcome {
        Saved = "saved",
        /// Saved, with a name in another spelling than the typed one.
        Repaired = "repaired",
        ConsentWithdrawn = "consent_withdrawn",
    }
}

impl ui::Outcome for Outcome {
    fn word(self) -> &'static str {
        self.as_str()
    }
}
