//! Fields that are typed: text, passwords, dates of birth.

use leptos::prelude::*;

use super::Question;
use crate::{
    ground::{Locale, Problem},
    i18n::text,
};

/// Width of an input where there is room: about as wide as its usual text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputSize {
    /// Width of its column.
    #[default]
    Wide,
    /// Width of a name.
    Medium,
    /// Width of a number or a date.
    Small,
}

impl InputSize {
    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "input",
            Self::Medium => "input input--m",
            Self::Small => "input input--s",
        }
    }
}

/// Field for one line of text.
///
/// `required` makes the browser ask; a form with `novalidate` asks in the reader's language instead, from the server.
#[component]
pub fn TextField(
    locale: Locale,
    /// Column it fills; its id as well.
    name: &'static str,
    label: String,
    #[prop(into)] value: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
    /// True if the label says that it may be left out.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] required: bool,
    /// Type of the input: `text`, `email`, `tel` or `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Kind of value that the browser may fill in, in its own words (`email`, `family-name`, `off` …).
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    /// Length in characters.
    #[prop(optional)]
    maxlength: Option<u16>,
    /// Form of an answer; never the question.
    #[prop(optional)]
    placeholder: Option<String>,
    #[prop(optional)] size: InputSize,
    /// Name that is sent, where another form of the page sends the same.
    #[prop(optional)]
    sent_as: Option<&'static str>,
) -> impl IntoView {
    let question = Question { locale, name, label, hint, optional, problem };
    let (invalid, described) = (question.invalid(), question.described());
    question.above(view! {
        <input class=size.class() type=kind id=name name=sent_as.unwrap_or(name) value=value placeholder=placeholder required=required
            autocomplete=autocomplete inputmode=inputmode maxlength=maxlength aria-invalid=invalid
            aria-describedby=described/>
    })
}

/// Field for several lines of text.
#[component]
pub fn AreaField(
    locale: Locale,
    name: &'static str,
    label: String,
    #[prop(into)] value: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
    #[prop(optional)] optional: bool,
    /// Name that is sent, where another form of the page sends the same.
    #[prop(optional)]
    sent_as: Option<&'static str>,
    /// Lines that are seen at once.
    #[prop(default = 3)]
    rows: u8,
    /// Length in characters.
    #[prop(optional)]
    maxlength: Option<u16>,
) -> impl IntoView {
    let question = Question { locale, name, label, hint, optional, problem };
    let (invalid, described) = (question.invalid(), question.described());
    question.above(view! {
        <textarea class="input" id=name name=sent_as.unwrap_or(name) rows=rows maxlength=maxlength aria-invalid=invalid
            aria-describedby=described>{value}</textarea>
    })
}

/// Field for a password. It has no value to give: what was typed is never sent back.
#[component]
pub fn PasswordField(
    locale: Locale,
    name: &'static str,
    label: String,
    problem: Option<Problem>,
    /// Kind of password for password managers: `new-password` or `current-password`.
    autocomplete: &'static str,
    #[prop(optional)] hint: Option<String>,
    #[prop(optional)] required: bool,
    /// Name that is sent, where another form of the page sends the same.
    #[prop(optional)]
    sent_as: Option<&'static str>,
) -> impl IntoView {
    let question = Question { locale, name, label, hint, optional: false, problem };
    let (invalid, described) = (question.invalid(), question.described());
    question.above(view! {
        <input class="input" type="password" id=name name=sent_as.unwrap_or(name) required=required autocomplete=autocomplete
            aria-invalid=invalid aria-describedby=described/>
    })
}

/// Field for the day a person was born, typed: a calendar that opens at today is no way to a year long past.
#[component]
pub fn BirthDayField(
    locale: Locale,
    name: &'static str,
    label: String,
    /// Value as it was typed.
    #[prop(into)]
    value: String,
    problem: Option<Problem>,
    #[prop(optional)] optional: bool,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let placeholder = text!(locale, forms.day_pattern);
    view! {
        <TextField locale name label value problem optional required placeholder autocomplete="bday"
            maxlength=40 size=InputSize::Small/>
    }
}
