//! Words about a letter, in three languages.

use crate::{
    ground::{Locale, clock},
    i18n::{dates, text},
    outbox::{self, LetterKind, QueuedLetter, State},
};

/// Subject of a letter, where its text is gone or not shown.
pub(super) fn kind(locale: Locale, kind: LetterKind) -> String {
    match kind {
        LetterKind::SignUp => text!(locale, settings.about_sign_up),
        LetterKind::AccountKnown => text!(locale, settings.about_account_known),
        LetterKind::Reset => text!(locale, settings.about_reset),
        LetterKind::PasswordChanged => text!(locale, settings.about_password_changed),
        LetterKind::Invitation => text!(locale, settings.about_invitation),
        LetterKind::ApplicationReceived => text!(locale, settings.about_application_received),
        LetterKind::PlaceConfirmed => text!(locale, settings.about_place_confirmed),
        LetterKind::WaitingList => text!(locale, settings.about_waiting_list),
        LetterKind::PlaceOffered => text!(locale, settings.about_place_offered),
        LetterKind::OfferRanOut => text!(locale, settings.about_offer_ran_out),
        LetterKind::NoPlace => text!(locale, settings.about_no_place),
        LetterKind::Declined => text!(locale, settings.about_declined),
        LetterKind::CertificateIssued => text!(locale, settings.about_certificate_issued),
        LetterKind::CertificateRevoked => text!(locale, settings.about_certificate_revoked),
        LetterKind::CertificateReplaced => text!(locale, settings.about_certificate_replaced),
        LetterKind::CertificateExpires => text!(locale, settings.about_certificate_expires),
        LetterKind::Withdrawn => text!(locale, settings.about_withdrawn),
        LetterKind::NotCompleted => text!(locale, settings.about_not_completed),
        LetterKind::RunChanged => text!(locale, settings.about_run_changed),
        LetterKind::RunCancelled => text!(locale, settings.about_run_cancelled),
        LetterKind::DatesAreSet => text!(locale, settings.about_dates_are_set),
        LetterKind::FigureOfView => text!(locale, settings.about_figure_of_view),
    }
}

/// State of a letter; nothing for one that simply waits for its turn.
pub(super) fn fared(locale: Locale, letter: &QueuedLetter) -> Option<String> {
    let (day, time) = (dates::long(locale, clock::day_of(letter.due_at)), dates::time(letter.due_at));
    let count = letter.attempts.unsigned_abs();
    let fault = letter.last_error.map(|fault| outbox::wording::fault(locale, fault));
    let fared = match letter.state {
        State::Sent => text!(locale, settings.sent_at, day = day, time = time),
        State::Expired => text!(locale, settings.expired_at, day = day, time = time),
        State::Waiting if fault.is_none() => return None,
        State::Waiting => text!(locale, settings.tried_next, count = count, day = day, time = time),
        State::Failed => text!(locale, settings.tried_last, count = count, day = day, time = time),
    };
    Some(fault.into_iter().chain([fared]).collect::<Vec<_>>().join(" "))
}
