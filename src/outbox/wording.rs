//! Words about letters for the operator, in three languages.

use super::{Fault, MailerError, State};
use crate::{ground::Locale, i18n::text};

/// Forms that the address of a mail server may have.
const FORMS: &str = "smtps://user:password@mail.example.org:465, \
                     smtp://user:password@mail.example.org:587?tls=required, smtp://127.0.0.1:25";

pub fn state(locale: Locale, state: State) -> String {
    match state {
        State::Waiting => text!(locale, letters.waiting),
        State::Sent => text!(locale, letters.sent),
        State::Failed => text!(locale, letters.failed),
        State::Expired => text!(locale, letters.expired),
    }
}

pub fn fault(locale: Locale, fault: Fault) -> String {
    match fault {
        Fault::Unreachable => text!(locale, letters.unreachable),
        Fault::NotAllowed => text!(locale, letters.not_allowed),
        Fault::RejectedForNow => text!(locale, letters.rejected_for_now),
        Fault::Refused => text!(locale, letters.refused),
        Fault::AddressMalformed => text!(locale, letters.address_malformed),
        Fault::Unreadable => text!(locale, letters.unreadable),
    }
}

/// Reason for which the server cannot start with its mail server.
pub fn mailer(locale: Locale, error: &MailerError) -> String {
    match error {
        MailerError::ServerMalformed => text!(locale, letters.server_malformed, forms = FORMS),
        MailerError::PasswordInTheOpen => text!(locale, letters.password_in_the_open, forms = FORMS),
        MailerError::SenderMalformed => text!(locale, letters.sender_malformed),
        MailerError::TlsUnusable(why) => text!(locale, letters.tls_unusable, why = why.to_string()),
    }
}
