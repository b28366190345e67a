//! Outcome of a form of the settings, as the page after it reports.

use crate::{
    ground::{Locale, text_enum},
    i18n::text,
};

text_enum! {
    pub enum Outcome {
        CentreSaved = "centre_saved",
        /// Letter is in the queue again.
        Retried = "retried",
        AllRetried = "all_retried",
    }
}

impl Outcome {
    /// Title and sentence.
    pub(super) fn words(self, locale: Locale) -> (String, String) {
        match self {
            Self::CentreSaved => (text!(locale, settings.saved), text!(locale, settings.saved_more)),
            Self::Retried => (text!(locale, settings.retried), text!(locale, settings.retried_more)),
            Self::AllRetried => (text!(locale, settings.all_retried), text!(locale, settings.all_retried_more)),
        }
    }
}
