//! Words about a letter, in three languages.

use crate::{
    ground::{Locale, clock},
    i18n::{dates, text},
    outbox::{self, QueuedLetter, State},
};

/// Subject of a letter, where its text is gone or not shown. A kind that this page has no words for is simply a letter.
pub(super) fn kind(locale: Locale, kind: &str) -> String {
    match kind {
        "sign_up" => text!(locale, settings.about_sign_up),
        "account_known" => text!(locale, settings.about_account_known),
        "reset" => text!(locale, settings.about_reset),
        "password_changed" => text!(locale, settings.about_password_changed),
        "application_received" => text!(locale, settings.about_application_received),
        "place_confirmed" => text!(locale, settings.about_place_confirmed),
        "waiting_list" => text!(locale, settings.about_waiting_list),
        "place_offered" => text!(locale, settings.about_place_offered),
        "offer_ran_out" => text!(locale, settings.about_offer_ran_out),
        "no_place" => text!(locale, settings.about_no_place),
        "withdrawn" => text!(locale, settings.about_withdrawn),
        _ => text!(locale, settings.about_any),
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
