//! Outcomes of the forms about courses and runs, as the next page reports them.

use crate::{
    ground::{Locale, text_enum},
    i18n::text,
};

text_enum! {
    pub enum RunOutcome {
        DraftSaved = "draft_saved",
        Saved = "run_saved",
        Published = "run_published",
        Cancelled = "run_cancelled",
    }
}

text_enum! {
    /// Consequence for people, reported with their number beside the outcome.
    pub enum RunConsequence {
        /// Letters about the change.
        Letters = "letters",
        /// Offers of seats that a raised capacity has brought.
        Offers = "offers",
        /// Enrollments that a cancelled run has ended.
        Ended = "ended",
    }
}

impl RunOutcome {
    pub(super) fn words(self, locale: Locale) -> String {
        match self {
            Self::DraftSaved => text!(locale, run_editor.draft_saved),
            Self::Saved => text!(locale, run_editor.saved),
            Self::Published => text!(locale, run_editor.published),
            Self::Cancelled => text!(locale, run_editor.cancelled),
        }
    }
}

impl RunConsequence {
    pub(super) fn words(self, locale: Locale, count: u32) -> String {
        match self {
            Self::Letters => text!(locale, run_editor.letters, count = count),
            Self::Offers => text!(locale, run_editor.offers, count = count),
            Self::Ended => text!(locale, run_editor.ended, count = count),
        }
    }
}
