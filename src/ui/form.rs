//! Forms between the browser and a page: what was typed, its problems, and where the reader goes on.
//!
//! A form is sent by POST to the address of its page. One with problems brings the same page back with the status that
//! says so and all values still there; one that was carried out leads on with 303.

use std::net::IpAddr;

use axum::{body::Bytes, http::HeaderValue};
use leptos::prelude::*;

use super::{
    error_summary::{ErrorLine, ErrorSummary},
    field::{problem_words, summary_words},
};
use crate::{
    ground::{
        AppError, FormErrors, Locale, Problem, TextEnum,
        address::{Address, escaped, query_fields},
        ids::SessionId,
        network::counted_address,
        token::Token,
    },
    i18n::text,
};

/// Fields of a form as they were typed, and the file that came with them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FormFields {
    typed: Vec<(String, String)>,
    file: Option<FormFile>,
}

/// File of a form, chosen in the field `file`. It is in memory alone, and never saved with what was typed.
#[derive(Clone, PartialEq, Eq)]
pub struct FormFile {
    /// Name that the browser gives.
    pub name: String,
    pub bytes: Bytes,
}

/// Hides the values: they may name a person.
impl std::fmt::Debug for FormFields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("•••")
    }
}

/// Names of the fields that are never saved or shown again.
const SECRETS: [&str; 2] = ["password", "new_password"];

impl FormFields {
    /// Reads a body as forms send it.
    pub fn parse(body: &str) -> Self {
        Self { typed: query_fields(body), file: None }
    }

    /// Makes the fields of a form that came in several parts, one of which may be a file.
    pub const fn with_file(typed: Vec<(String, String)>, file: Option<FormFile>) -> Self {
        Self { typed, file }
    }

    /// File that was chosen; `None`: the form has none, or it was sent without choosing one.
    pub const fn file(&self) -> Option<&FormFile> {
        self.file.as_ref()
    }

    /// Typed value without spaces around it; empty where nothing was typed.
    pub fn field(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default().trim()
    }

    /// Typed value as it is: a password may end in a space.
    pub fn raw(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// Tells whether a box was ticked or a button pressed.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Values of a field that comes once for each of several things, as ticked boxes send it; empty ones count as none.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Values of a field that comes once for each row of a table, empty ones too: the fields of a row are found by their
    /// places.
    pub fn each(&self, name: &str) -> Vec<String> {
        let of_name = self.typed.iter().filter(|(key, _)| key == name);
        of_name.map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// Fields whose names begin so: the rest of each name, and its value without spaces around it.
    pub fn beginning_with<'a>(&'a self, head: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.typed.iter().filter_map(move |(name, value)| Some((name.strip_prefix(head)?, value.trim())))
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Fields as text, without what is secret.
    pub fn without_secrets(&self) -> String {
        let pairs = self.typed.iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
        pairs.map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect::<Vec<_>>().join("&")
    }
}

/// Form that was sent, with what is known of its sender.
#[derive(Clone, Debug)]
pub struct FormRequest {
    /// Language of the page that the form is on.
    pub locale: Locale,
    pub fields: FormFields,
    /// Network address it came from, where it is known.
    pub from: Option<IpAddr>,
    /// Session it came with, while it is valid, and the token of its cookie.
    pub session: Option<SessionId>,
    pub token: Option<Token>,
    /// Token that the browser was given when it signed up lately.
    pub signed_up: Option<Token>,
    /// Name that the browser gives itself.
    pub device: String,
}

impl FormRequest {
    /// Network address as the throttles count it.
    pub fn from_words(&self) -> String {
        self.from.map_or_else(|| "unknown".to_owned(), |address| counted_address(address).to_string())
    }
}

/// Answer to a form that was carried out: the page to go on to, and what that page reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Address of the next page; empty: the page of the form is shown once more, and nothing is saved.
    pub to: String,
    /// Words of the outcomes that the page reports, once; behind a colon, to how many it happened.
    pub outcomes: Vec<String>,
    pub session: Option<SessionCookie>,
    /// Token that the browser saves until the link of its letter is opened.
    pub signed_up: Option<Token>,
}

/// Change to the session's cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionCookie {
    /// Sets a cookie for a new session; with the seconds for which the device remembers it, if it does.
    Set {
        token: Token,
        seconds: Option<i64>,
    },
    Remove,
}

impl Redirect {
    /// Redirects to this page.
    pub fn to(address: &impl Address, locale: Locale) -> Self {
        Self::to_own(address.path(locale))
    }

    /// Redirects to an address of ours that was made or checked already.
    pub fn to_own(address: String) -> Self {
        Self { to: address, outcomes: Vec::new(), session: None, signed_up: None }
    }

    /// Shows the page of the form once more with what was typed, for a button that only changes the form.
    pub fn to_same_form() -> Self {
        Self::to_own(String::new())
    }

    /// Makes the page report this outcome.
    #[must_use]
    pub fn reporting(mut self, outcome: impl TextEnum) -> Self {
        self.outcomes.push(outcome.word().to_owned());
        self
    }

    /// Makes the page report that this happened to so many; nothing is reported of none.
    #[must_use]
    pub fn reporting_of(mut self, outcome: impl TextEnum, count: usize) -> Self {
        if count > 0 {
            self.outcomes.push(format!("{}:{count}", outcome.word()));
        }
        self
    }

    #[must_use]
    pub fn session(self, session: SessionCookie) -> Self {
        Self { session: Some(session), ..self }
    }

    #[must_use]
    pub fn signed_up(self, browser: Token) -> Self {
        Self { signed_up: Some(browser), ..self }
    }

    /// Address as a header; an address of ours needs no escapes.
    pub fn location(&self) -> HeaderValue {
        HeaderValue::from_str(&self.to).unwrap_or_else(|_| HeaderValue::from_static("/"))
    }
}

/// Tells whether an address is one of our own pages, so that a link cannot lead a reader elsewhere.
pub fn is_own(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= 500
        && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// Form of a page as the reader sees it: fresh, sent back with its problems, restored after its session had ended, or
/// shown once more before it is saved.
#[derive(Clone, Debug, Default)]
pub struct FormState {
    fields: Option<FormFields>,
    error: Option<AppError>,
    is_restored: bool,
}

impl FormState {
    /// Form that was sent and could not be carried out.
    pub const fn refused(fields: FormFields, error: AppError) -> Self {
        Self { fields: Some(fields), error: Some(error), is_restored: false }
    }

    /// Form that is shown once more with what was typed, and of which nothing is saved yet.
    pub const fn unsaved(fields: FormFields) -> Self {
        Self { fields: Some(fields), error: None, is_restored: false }
    }

    /// Form that was typed before the session ended.
    pub const fn restored(fields: FormFields) -> Self {
        Self { fields: Some(fields), error: None, is_restored: true }
    }

    /// Value of a field: what was typed, or else the known value. Secrets never come back.
    pub fn value(&self, name: &str, known: &str) -> String {
        match &self.fields {
            _ if SECRETS.contains(&name) => String::new(),
            Some(fields) => fields.raw(name).to_owned(),
            None => known.to_owned(),
        }
    }

    /// Tells whether a box is ticked: as it was sent, or else as it is known.
    pub fn is_ticked(&self, name: &str, known: bool) -> bool {
        self.fields.as_ref().map_or(known, |fields| fields.has(name))
    }

    /// Values of a field that was sent once for each row of a table; `None`: nothing was sent yet.
    pub fn each(&self, name: &str) -> Option<Vec<String>> {
        self.fields.as_ref().map(|fields| fields.each(name))
    }

    /// Adds a value to a field that the form was sent without.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.get_or_insert_default().typed.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Tells whether the form was sent with this field.
    pub fn has(&self, name: &str) -> bool {
        self.fields.as_ref().is_some_and(|fields| fields.has(name))
    }

    /// Values that were sent of a field that comes several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().flat_map(move |fields| fields.all(name))
    }

    pub fn error(&self) -> Option<&AppError> {
        self.error.as_ref()
    }

    /// Tells whether it came back after its session had ended, and nothing of it is saved yet.
    pub const fn is_restored(&self) -> bool {
        self.is_restored
    }

    /// Fields as they were sent; `None`: the form is fresh.
    pub const fn fields(&self) -> Option<&FormFields> {
        self.fields.as_ref()
    }

    fn problems(&self) -> Option<&FormErrors> {
        match &self.error {
            Some(AppError::Invalid(errors)) => Some(errors),
            _ => None,
        }
    }

    /// Problem of a field.
    pub fn problem(&self, name: &str) -> Option<Problem> {
        self.problems()?.on(name)
    }

    /// Summary of all problems, above the form; `labels` are the fields of the page with their names.
    pub fn summary<N: AsRef<str>>(&self, locale: Locale, labels: &[(N, String)]) -> impl IntoView + use<N> {
        let lines = self.problems().map(|errors| {
            errors
                .iter()
                .map(|(field, problem)| {
                    let known = labels.iter().find(|(name, _)| name.as_ref() == field);
                    let words = known.map_or_else(
                        || problem_words(locale, problem),
                        |(name, label)| summary_words(locale, (name.as_ref(), label), problem),
                    );
                    ErrorLine { words, field: known.map(|(name, _)| name.as_ref().to_owned()) }
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
        let fields = FormFields::parse("surname=%D3%98%D0%BB%D0%B8%D0%B5%D0%B2%D0%B0+&sex=&consent=1");
        assert_eq!((fields.field("surname"), fields.raw("surname")), ("Әлиева", "Әлиева "));
        assert!(fields.has("consent") && fields.has("sex") && !fields.has("region"));
        assert_eq!(format!("{fields:?}"), "•••");
    }

    #[test]
    fn a_summary_says_what_to_do_and_names_a_field_only_where_the_words_do_not() {
        let mut errors = FormErrors::default();
        errors.add("sex", Problem::Required);
        errors.add("surname", Problem::Required);
        errors.add("password", Problem::SignInWrong);
        let state = FormState::refused(FormFields::default(), AppError::Invalid(errors));
        let labels = [("sex", "Пол"), ("surname", "Фамилия"), ("password", "Пароль")];
        let html = state.summary(Locale::Ru, &labels.map(|(name, label)| (name, label.to_owned()))).to_html();
        for line in [">Выберите пол.<", ">Фамилия: Заполните это поле.<", ">Почта или пароль неверны."]
        {
            assert!(html.contains(line), "{line} in {html}");
        }
    }

    #[test]
    fn secrets_are_never_kept_or_shown_again() {
        let fields = FormFields::parse("email=a%40b.kz&password=x&new_password=y");
        assert_eq!(fields.without_secrets(), "email=a%40b.kz");
        let state = FormState::refused(fields, AppError::NotFound);
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
