//! Account, link of a letter, and the address that both belong to.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    auth::password::NewPassword,
    ground::{
        FormErrors, Locale, Private, Problem,
        caller::{Role, Roles},
        ids::{AccountId, SpecialistId},
        mail_address,
        token::Token,
    },
};

/// Time for which the link that confirms an address is valid.
pub const SIGN_UP_HOLDS: TimeDelta = TimeDelta::hours(48);
/// Time for which the link that sets a new password is valid.
pub const RESET_HOLDS: TimeDelta = TimeDelta::hours(1);
/// Time for which the link of an invitation is valid.
pub const INVITATION_HOLDS: TimeDelta = TimeDelta::days(7);

/// E-mail address in lower case, a domain of another alphabet in the form that mail servers know: one account an
/// address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(Private<String>);

impl Email {
    /// Reads an address that a letter can be sent to, by the rule of `ground::mail_address`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        mail_address::parse(text).map(|address| Self(address.into()))
    }

    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// Address as letters and accounts have it.
    pub fn private(&self) -> Private<String> {
        self.0.clone()
    }
}

/// Account as it is stored, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub email: Private<String>,
    /// Name of the person in the masthead.
    pub name: Option<String>,
    /// Language of the letters to this person.
    pub locale: Locale,
    /// Record of the person, once there is one.
    pub specialist: Option<SpecialistId>,
    pub roles: Roles,
    /// False for an invited person's account until they have set its password.
    pub has_password: bool,
    /// Instant since which nobody may sign in with it.
    pub disabled_at: Option<DateTime<Utc>>,
    pub recorded_at: DateTime<Utc>,
}

/// Account that is to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: Email,
    /// Hash as `NewPassword::hash` makes it; `None`: the person sets a password by the link of a letter.
    pub password_hash: Option<Private<String>>,
    pub name: Option<String>,
    pub locale: Locale,
    pub roles: Roles,
    pub specialist: Option<SpecialistId>,
}

impl Account {
    /// Tells whether it has a role in the centre's work or the programme, beside learning.
    pub fn is_of_centre(&self) -> bool {
        self.roles.iter().any(|role| role != Role::Trainee)
    }
}

/// Finds a role by its word, or by the short one for an administrator.
pub fn role_named(word: &str) -> Option<Role> {
    if word == "admin" { Some(Role::Administrator) } else { word.parse().ok() }
}

/// Sign-up as it was typed, checked.
#[derive(Clone, Debug)]
pub struct SignUp {
    pub email: Email,
    pub password: NewPassword,
    /// Language of the page, and so of the letters.
    pub locale: Locale,
    /// Address of ours that the reader was going to.
    pub next: Option<String>,
}

impl SignUp {
    /// Checks address and password together, or returns the problems of both.
    pub fn of(
        email: Result<Email, Problem>,
        password: Result<NewPassword, Problem>,
        locale: Locale,
        next: Option<String>,
    ) -> Result<Self, FormErrors> {
        let mut errors = FormErrors::default();
        match (errors.take("email", email), errors.take("password", password)) {
            (Some(email), Some(password)) => Ok(Self { email, password, locale, next }),
            _ => Err(errors),
        }
    }
}

/// Sign-in as it was typed: there is an address and a password, right or not.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub email: Email,
    pub password: Private<String>,
    /// True if the session is to be remembered on the device.
    pub is_remembered: bool,
}

impl SignIn {
    pub fn parse(email: &str, password: &str, is_remembered: bool) -> Result<Self, FormErrors> {
        let mut errors = FormErrors::default();
        let email = errors.take("email", Email::parse(email));
        if password.is_empty() {
            errors.add("password", Problem::Required);
        }
        match email {
            Some(email) if errors.is_empty() => Ok(Self { email, password: password.to_owned().into(), is_remembered }),
            _ => Err(errors),
        }
    }
}

/// Sign-up that waits for its address to be confirmed.
#[derive(Clone, Debug)]
pub struct PendingSignUp {
    pub email: Email,
    pub password_hash: Private<String>,
    pub locale: Locale,
    pub next: Option<String>,
    pub expires_at: DateTime<Utc>,
    /// Hash of the token that was given to the browser of the sign-up.
    pub browser_hash: Vec<u8>,
}

impl PendingSignUp {
    /// Tells whether this is the browser of the sign-up, and so the password typed there is its owner's. The link alone
    /// proves only who reads the mail: a stranger could have typed the address.
    pub fn is_of(&self, browser: Option<&Token>) -> bool {
        browser.is_some_and(|browser| browser.hash() == self.browser_hash)
    }
}

/// Link of a reset letter, and its account.
#[derive(Clone, Copy, Debug)]
pub struct ResetLink {
    pub account: AccountId,
    pub expires_at: DateTime<Utc>,
}

/// Sign-in of the demonstration: every reader may use it.
#[derive(Clone, Copy, Debug)]
pub struct DemoSignIn {
    pub email: &'static str,
    pub role: Role,
}

/// Sign-ins of the demonstration, one a role.
pub const DEMO_SIGN_INS: [DemoSignIn; 5] = [
    DemoSignIn { email: "trainee@maman.example", role: Role::Trainee },
    DemoSignIn { email: "trainer@maman.example", role: Role::Trainer },
    DemoSignIn { email: "staff@maman.example", role: Role::Staff },
    DemoSignIn { email: "officer@maman.example", role: Role::Officer },
    DemoSignIn { email: "admin@maman.example", role: Role::Administrator },
];

/// Password of all of them; no secret.
pub const DEMO_PASSWORD: &str = "saffron-kettle-orbit-7";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_folded_and_one_that_no_letter_reaches_is_refused() {
        assert_eq!(Email::parse(" Aigerim.S@Example.ORG ").unwrap().reveal(), "aigerim.s@example.org");
        assert_eq!(Email::parse("a11@example.kz\u{200b}").unwrap().reveal(), "a11@example.kz");
        let of_kazakhstan = Email::parse("aigerim@мысал.ҚАЗ").unwrap();
        assert_eq!(of_kazakhstan, Email::parse(of_kazakhstan.reveal()).unwrap());
        assert!(of_kazakhstan.reveal().starts_with("aigerim@xn--"), "{}", of_kazakhstan.reveal());
        assert_eq!(Email::parse("  "), Err(Problem::Required));
        let long = format!("{}@example.org", "a".repeat(254));
        for wrong in [
            "aigerim",
            "mailto:a3@example.org",
            "<a4@example.org>",
            "a6@example.org.",
            "a8@example.org,",
            "a5@example.org; b5@example.org",
            "a@b",
            "@example.org",
            "a@@example.org",
            "a@example..org",
            "a b@example.org",
            "a@.org",
            &long,
        ] {
            assert_eq!(Email::parse(wrong), Err(Problem::EmailMalformed), "{wrong}");
        }
        assert_eq!(Email::parse("айгерим@example.org"), Err(Problem::EmailNotLatin));
        assert_eq!(format!("{:?}", Email::parse("a@example.org").unwrap()), "Email(•••)");
    }

    #[test]
    fn everything_wrong_with_a_sign_up_is_told_together() {
        let sign_up = |email: &str, password: &str| {
            SignUp::of(Email::parse(email), NewPassword::parse(password, &[email]), Locale::Ru, None)
        };
        let errors = sign_up("aigerim", "short").unwrap_err();
        assert_eq!(errors.on("email"), Some(Problem::EmailMalformed));
        assert_eq!(errors.on("password"), Some(Problem::PasswordShort));
        let errors = SignIn::parse("", "", false).unwrap_err();
        assert_eq!((errors.on("email"), errors.on("password")), (Some(Problem::Required), Some(Problem::Required)));
    }

    #[test]
    fn the_demonstrations_password_is_strong_enough_for_all_its_sign_ins() {
        for DemoSignIn { email, .. } in DEMO_SIGN_INS {
            assert!(NewPassword::parse(DEMO_PASSWORD, &[email]).is_ok(), "{email}");
        }
    }
}
