//! What a form of one's own space has brought about, as the page after it reports.

use crate::{ground::text_enum, ui};

text_enum! {
    pub enum Outcome {
        /// Everything of one's own is erased.
        Erased = "erased",
    }
}

impl ui::Outcome for Outcome {
    fn word(self) -> &'static str {
        self.as_str()
    }
}
