//! What a form about one's own record has brought about, as the page after it reports.

use crate::{ground::text_enum, ui};

text_enum! {
    pub enum Outcome {
        Saved = "saved",
        /// Saved, with a name spelt otherwise than it was typed.
        Repaired = "repaired",
        ConsentWithdrawn = "consent_withdrawn",
    }
}

impl ui::Outcome for Outcome {
    fn word(self) -> &'static str {
        self.as_str()
    }
}
