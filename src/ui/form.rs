//! Forms between the browser and a page: what was typed, what is wrong with it, and where the reader goes on.
//!
//! A form is sent by POST to the address of its page. What is wrong brings the same page back with the status
//! that says so and everything typed still there; what went well leads on with 303.

use std::net::IpAddr;

use axum::http::HeaderValue;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    Asked,
    asked::parse_query,
    error_summary::{ErrorLine, ErrorSummary},
    field::{problem_words, summary_words},
};
use crate::{
    ground::{AppError, FormErrors, Locale, Problem, ids::SessionId, network::counted_address, token::Token},
    i18n::text,
};

/// The fields of a form as they were typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Posted(Vec<(String, String)>);

/// What is typed may name a person.
impl std::fmt::Debug for Posted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("•••")
    }
}

/// Fields with these names are never kept or shown again.
const SECRETS: [&str; 2] = ["password", "new_password"];

impl Posted {
    /// Reads a body as forms send it.
    pub fn parse(body: &str) -> Self {
        Self(parse_query(body))
    }

    /// What was typed, without spaces around it; empty where nothing was.
    pub fn field(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default().trim()
    }

    /// What was typed, as it was typed: a password may end in a space.
    pub fn raw(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// Whether a box was ticked or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The same as text, without what is secret.
    pub fn without_secrets(&self) -> String {
        let escaped = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs = self.0.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
        pairs.map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
    }
}

/// A form on its way to the deed it asks for.
#[derive(Clone, Debug)]
pub struct Sent {
    pub asked: Asked,
    pub posted: Posted,
    /// The network address it came from, where it is known.
    pub from: Option<IpAddr>,
    /// The session it came with, while it holds, and the token of its cookie.
    pub session: Option<SessionId>,
    pub token: Option<Token>,
    /// What the browser was given when it signed up lately.
    pub signed_up: Option<Token>,
    /// What the browser calls itself.
    pub device: String,
}

impl Sent {
    /// The network address as the throttles count it.
    pub fn from_words(&self) -> String {
        self.from.map_or_else(|| "unknown".to_owned(), |address| counted_address(address).to_string())
    }
}

/// A form that was carried out: where the reader goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub to: String,
    pub session: Option<SessionCookie>,
    /// Kept by the browser until the link of its letter is opened.
    pub signed_up: Option<Token>,
}

/// What becomes of the session's cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionCookie {
    /// A session begins; with the seconds it is kept on the device, if it is.
    Set {
        token: Token,
        seconds: Option<i64>,
    },
    Remove,
}

impl Done {
    /// On to this address.
    pub fn to(address: impl Into<String>) -> Self {
        Self { to: address.into(), session: None, signed_up: None }
    }

    #[must_use]
    pub fn session(self, session: SessionCookie) -> Self {
        Self { session: Some(session), ..self }
    }

    #[must_use]
    pub fn signed_up(self, browser: Token) -> Self {
        Self { signed_up: Some(browser), ..self }
    }

    /// The address as a header; an address of ours needs no escapes.
    pub fn location(&self) -> HeaderValue {
        HeaderValue::from_str(&self.to).unwrap_or_else(|_| HeaderValue::from_static("/"))
    }
}

/// Whether an address is one of our own pages, so that a link cannot lead a reader elsewhere.
pub fn is_own(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= 500
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The form of a page as it stands before the reader: fresh, sent back with what is wrong, or restored after its
/// session had ended.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    posted: Option<Posted>,
    error: Option<AppError>,
}

impl FormState {
    /// What was sent and could not be carried out.
    pub const fn refused(posted: Posted, error: AppError) -> Self {
        Self { posted: Some(posted), error: Some(error) }
    }

    /// What was typed before the session ended.
    pub const fn restored(posted: Posted) -> Self {
        Self { posted: Some(posted), error: None }
    }

    /// The form of the page that is being made. Call it before the first `await`.
    pub fn from_context() -> Self {
        use_context().unwrap_or_default()
    }

    /// What stands in a field: what was typed, or else what is known. Secrets never come back.
    pub fn value(&self, name: &str, known: &str) -> String {
        match &self.posted {
            _ if SECRETS.contains(&name) => String::new(),
            Some(posted) => posted.raw(name).to_owned(),
            None => known.to_owned(),
        }
    }

    /// Whether a box is ticked: as it was sent, or else as it is known.
    pub fn is_ticked(&self, name: &str, known: bool) -> bool {
        self.posted.as_ref().map_or(known, |posted| posted.has(name))
    }

    pub fn error(&self) -> Option<&AppError> {
        self.error.as_ref()
    }

    /// Whether it came back after its session had ended, and nothing of it is saved yet.
    pub const fn is_restored(&self) -> bool {
        self.posted.is_some() && self.error.is_none()
    }

    fn problems(&self) -> Option<&FormErrors> {
        match &self.error {
            Some(AppError::Invalid(errors)) => Some(errors),
            _ => None,
        }
    }

    /// What is wrong with a field.
    pub fn problem(&self, name: &str) -> Option<Problem> {
        self.problems()?.on(name)
    }

    /// All that is wrong, above the form; `labels` are the fields of the page with their names.
    pub fn summary(&self, locale: Locale, labels: &[(&'static str, String)]) -> impl IntoView + use<> {
        let lines = self.problems().map(|errors| {
            errors
                .iter()
                .map(|(field, problem)| {
                    let known = labels.iter().find(|(name, _)| *name == field);
                    let words = known.map_or_else(
                        || problem_words(locale, problem),
                        |(name, label)| summary_words(locale, (name, label), problem),
                    );
                    ErrorLine { words, field: known.map(|(name, _)| *name) }
                })
                .collect::<Vec<_>>()
        });
        lines.map(|lines| view! { <ErrorSummary title=text!(locale, forms.wrong) lines/> })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let posted = Posted::parse("surname=%D3%98%D0%BB%D0%B8%D0%B5%D0%B2%D0%B0+&sex=&consent=1");
        assert_eq!((posted.field("surname"), posted.raw("surname")), ("Әлиева", "Әлиева "));
        assert!(posted.has("consent") && posted.has("sex") && !posted.has("region"));
        assert_eq!(format!("{posted:?}"), "•••");
    }

    #[test]
    fn a_summary_says_what_to_do_and_names_a_field_only_where_the_words_do_not() {
        let mut errors = FormErrors::default();
        errors.add("sex", Problem::Required);
        errors.add("surname", Problem::Required);
        errors.add("password", Problem::SignInWrong);
        let state = FormState::refused(Posted::default(), AppError::Invalid(errors));
        let labels = [("sex", "Пол"), ("surname", "Фамилия"), ("password", "Пароль")];
        let html = state.summary(Locale::Ru, &labels.map(|(name, label)| (name, label.to_owned()))).to_html();
        for line in [">Выберите пол.<", ">Фамилия: Заполните это поле.<", ">Почта или пароль неверны."]
        {
            assert!(html.contains(line), "{line} in {html}");
        }
    }

    #[test]
    fn secrets_are_never_kept_or_shown_again() {
        let posted = Posted::parse("email=a%40b.kz&password=x&new_password=y");
        assert_eq!(posted.without_secrets(), "email=a%40b%2Ekz");
        let state = FormState::refused(posted, AppError::NotFound);
        assert_eq!((state.value("password", "z"), state.value("email", "")), (String::new(), "a@b.kz".to_owned()));
    }

    #[test]
    fn only_our_own_pages_are_led_to() {
        assert!(is_own("/ru/runs/NRC-01-2611/enroll?x=1"));
        for other in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a b", "/a\r\nset-cookie:x"] {
            assert!(!is_own(other), "{other}");
        }
    }
}
