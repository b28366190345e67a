//! Outcome of a form of the own space, as the page after it reports.

use crate::{ground::text_enum, ui};

text_enum! {
    pub enum Outcome {
        /// Data of the person is all erased.
        Erased = "erased",
    }
}

impl ui::Outcome for Outcome {
    fn word(self) -> &'static str {
        self.as_str()
    }
}
