//! Words of the letters about accounts.

use chrono::{DateTime, Utc};

use super::{
    model::{Account, INVITATION_HOLDS, PendingSignUp, RESET_HOLDS, SIGN_UP_HOLDS},
    site,
    wording::role_names,
};
use crate::{
    ground::{Locale, Private, address::Address, clock::day_of, token::Token},
    i18n::{dates, text},
    outbox::{Letter, LetterKind},
};

/// Letter with the link that makes the account.
pub(super) fn sign_up(origin: &str, pending: &PendingSignUp, token: &Token) -> Letter {
    let locale = pending.locale;
    let address = format!("{origin}{}", site::ConfirmSignUp.with(locale, [("token", token.reveal())]));
    Letter {
        subject: text!(locale, accounts.letter_sign_up),
        paragraphs: vec![
            text!(locale, accounts.letter_sign_up_what),
            text!(locale, accounts.letter_sign_up_holds),
            text!(locale, accounts.letter_sign_up_not_you),
        ],
        action: Some((text!(locale, accounts.letter_sign_up_button), address)),
        useless_after: Some(SIGN_UP_HOLDS),
        ..plain(LetterKind::SignUp, pending.email.private(), locale)
    }
}

/// Letter for a sign-up with an address that has an account.
pub(super) fn account_known(origin: &str, account: &Account) -> Letter {
    let locale = account.locale;
    Letter {
        subject: text!(locale, accounts.letter_known),
        paragraphs: vec![
            text!(locale, accounts.letter_known_what),
            text!(locale, accounts.letter_known_forgotten, address = site::ResetPassword.url(origin, locale)),
            text!(locale, accounts.letter_known_not_you),
        ],
        action: Some((text!(locale, layout.sign_in), site::SignIn.url(origin, locale))),
        ..plain(LetterKind::AccountKnown, account.email.clone(), locale)
    }
}

/// Letter with the link that sets a new password.
pub(super) fn reset(origin: &str, account: &Account, token: &Token) -> Letter {
    let locale = account.locale;
    let address = format!("{origin}{}", site::NewPassword.with(locale, [("token", token.reveal())]));
    Letter {
        subject: text!(locale, accounts.letter_reset),
        paragraphs: vec![
            text!(locale, accounts.letter_reset_what),
            text!(locale, accounts.letter_reset_holds),
            text!(locale, accounts.letter_reset_not_you),
        ],
        action: Some((text!(locale, accounts.set_new_password), address)),
        useless_after: Some(RESET_HOLDS),
        ..plain(LetterKind::Reset, account.email.clone(), locale)
    }
}

/// Letter with the link by which an invited person sets the first password.
pub(super) fn invitation(origin: &str, account: &Account, token: &Token) -> Letter {
    let locale = account.locale;
    let address = format!("{origin}{}", site::NewPassword.with(locale, [("token", token.reveal())]));
    let roles = role_names(locale, account.roles);
    Letter {
        subject: text!(locale, accounts.letter_invitation),
        paragraphs: vec![
            text!(locale, accounts.letter_invitation_what),
            text!(locale, accounts.letter_invitation_roles, roles = roles),
            text!(locale, accounts.letter_invitation_holds),
            text!(locale, accounts.letter_invitation_later, address = site::SignIn.url(origin, locale)),
            text!(locale, accounts.letter_invitation_not_you),
        ],
        action: Some((text!(locale, accounts.letter_invitation_button), address)),
        useless_after: Some(INVITATION_HOLDS),
        ..plain(LetterKind::Invitation, account.email.clone(), locale)
    }
}

/// Letter that says that the password has changed at this instant.
pub(super) fn password_changed(origin: &str, account: &Account, at: DateTime<Utc>) -> Letter {
    let locale = account.locale;
    let (day, time) = (dates::long(locale, day_of(at)), dates::time(at));
    Letter {
        subject: text!(locale, accounts.letter_changed),
        paragraphs: vec![
            text!(locale, accounts.letter_changed_what, day = day, time = time),
            text!(locale, accounts.letter_changed_not_you),
        ],
        action: Some((text!(locale, accounts.set_new_password), site::ResetPassword.url(origin, locale))),
        ..plain(LetterKind::PasswordChanged, account.email.clone(), locale)
    }
}

/// Letter without words yet.
const fn plain(kind: LetterKind, to: Private<String>, locale: Locale) -> Letter {
    Letter {
        kind,
        to,
        locale,
        subject: String::new(),
        paragraphs: Vec::new(),
        action: None,
        dedupe_key: None,
        calendar: None,
        useless_after: None,
    }
}
