//! Outcome of a form about accounts, as the page after it reports.

use crate::{
    ground::{Locale, text_enum},
    i18n::text,
};

text_enum! {
    pub enum Outcome {
        /// Letter is on its way, or would be if the address were known.
        LetterSent = "letter_sent",
        AccountMade = "account_made",
        SignedOut = "signed_out",
        SignedOutEverywhere = "signed_out_everywhere",
        PasswordChanged = "password_changed",
        SessionEnded = "session_ended",
        Invited = "invited",
        RolesSaved = "roles_saved",
        Disabled = "disabled",
        Enabled = "enabled",
        SessionsEnded = "sessions_ended",
    }
}

impl Outcome {
    /// Sentence above the rest of the page; `None` where the page itself says it.
    pub(super) fn words(self, locale: Locale) -> Option<String> {
        match self {
            Self::SignedOut => Some(text!(locale, accounts.done_signed_out)),
            Self::SignedOutEverywhere => Some(text!(locale, accounts.done_signed_out_everywhere)),
            Self::PasswordChanged => Some(text!(locale, accounts.done_password_changed)),
            Self::SessionEnded => Some(text!(locale, accounts.done_session_ended)),
            Self::Invited => Some(text!(locale, accounts.done_invited)),
            Self::RolesSaved => Some(text!(locale, accounts.done_roles)),
            Self::Disabled => Some(text!(locale, accounts.done_disabled)),
            Self::Enabled => Some(text!(locale, accounts.done_enabled)),
            Self::SessionsEnded => Some(text!(locale, accounts.done_sessions_ended)),
            Self::LetterSent | Self::AccountMade => None,
        }
    }
}
