//! Fields of forms, with what is wrong with them beside them.

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::{
    ground::{Locale, Problem},
    i18n::text,
};

/// What is wrong with a field and what would be right, in the reader's language.
pub fn problem_words(locale: Locale, problem: Problem) -> String {
    match problem {
        Problem::Required => text!(locale, problems.required),
        Problem::CheckCodeMistyped => text!(locale, problems.check_code_mistyped),
        Problem::DayMalformed => text!(locale, problems.day_malformed),
        Problem::DayInFuture => text!(locale, problems.day_in_future),
        Problem::Unknown => text!(locale, problems.unknown),
    }
}

/// The message beside a field, tied to it by `{name}-error`.
#[component]
pub fn FieldError(locale: Locale, name: &'static str, problem: Option<Problem>) -> impl IntoView {
    problem.map(|problem| {
        view! {
            <p class="err" id=format!("{name}-error")>
                <Icon name=IconName::Alert/>
                <span>{problem_words(locale, problem)}</span>
            </p>
        }
    })
}

/// The field for a check code with its button.
#[component]
pub fn CodeField(
    locale: Locale,
    #[prop(into)] value: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: bool,
) -> impl IntoView {
    let described = match (hint, problem) {
        (true, Some(_)) => Some("code-hint code-error"),
        (true, None) => Some("code-hint"),
        (false, Some(_)) => Some("code-error"),
        (false, None) => None,
    };
    view! {
        <div class=if problem.is_some() { "field field--bad" } else { "field" }>
            <label for="code">{text!(locale, verify.code)}</label>
            {hint.then(|| view! { <p class="hint" id="code-hint">{text!(locale, verify.code_hint)}</p> })}
            <FieldError locale name="code" problem/>
            <div class="joined">
                <input class="input input--code" id="code" name="code" value=value placeholder="XXXX-XXXX-XXXX"
                    autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="60"
                    aria-invalid=problem.map(|_| "true") aria-describedby=described/>
                <button class="btn btn--go">{text!(locale, verify.check)}</button>
            </div>
        </div>
    }
}

/// A choice out of a list. What was sent stays chosen even when the list does not have it.
#[component]
pub fn SelectField(
    locale: Locale,
    name: &'static str,
    label: String,
    /// What is sent, and how it reads.
    options: Vec<(String, String)>,
    #[prop(into)] chosen: String,
    problem: Option<Problem>,
) -> impl IntoView {
    let strange = options.iter().all(|(value, _)| *value != chosen).then(|| (chosen.clone(), chosen.clone()));
    let options = strange
        .into_iter()
        .chain(options)
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class=if problem.is_some() { "field field--bad" } else { "field" }>
            <label for=name>{label}</label>
            <FieldError locale name problem/>
            <select class="input" id=name name=name aria-invalid=problem.map(|_| "true")
                aria-describedby=problem.map(|_| format!("{name}-error"))>
                {options}
            </select>
        </div>
    }
}

/// A day. Browsers show their own calendar; what is no day comes back as the text it was.
#[component]
pub fn DayField(
    locale: Locale,
    name: &'static str,
    label: String,
    /// In ISO form, unless it is malformed.
    #[prop(into)]
    value: String,
    problem: Option<Problem>,
) -> impl IntoView {
    let as_text = problem == Some(Problem::DayMalformed);
    view! {
        <div class=if problem.is_some() { "field field--bad" } else { "field" }>
            <label for=name>{label}</label>
            <FieldError locale name problem/>
            <input class="input" type=if as_text { "text" } else { "date" } id=name name=name value=value
                inputmode=as_text.then_some("numeric") maxlength=as_text.then_some("40")
                aria-invalid=problem.map(|_| "true") aria-describedby=problem.map(|_| format!("{name}-error"))/>
        </div>
    }
}
