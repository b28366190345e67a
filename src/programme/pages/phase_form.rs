//! Forms of `/{l}/admin/targets` that make a phase and word one anew.

use leptos::prelude::*;

use crate::{
    ground::{Locale, Localized, address::Address},
    i18n::text,
    programme::{
        forms::{ACTION, ADD_PHASE, PHASE, SET_WORDING},
        service::targets::{BASELINE, CODE, FROM_ON, REASON, TARGET, TO_ON, name_field},
        site,
    },
    ui::{DayField, FormState, TextField, fallback::language_name},
};

/// Label of a field of these forms; `None`: it is none of theirs.
pub(super) fn label(locale: Locale, field: &str) -> Option<String> {
    let name = Locale::ALL.into_iter().find(|language| name_field(*language) == field);
    match name {
        Some(language) => Some(text!(locale, targets.name_in, language = language_name(locale, language))),
        None if field == CODE => Some(text!(locale, targets.code)),
        None => None,
    }
}

/// Name of a phase in each language.
fn names(locale: Locale, form: &FormState, known: &Localized) -> impl IntoView + use<> {
    let field = |language: Locale| {
        let name = name_field(language);
        let (value, problem) = (form.value(name, known.part(language)), form.problem(name));
        let label = label(locale, name).unwrap_or_default();
        view! { <TextField locale name label value problem maxlength=120 autocomplete="off"/> }
    };
    view! { <div class="cols">{Locale::ALL.map(field)}</div> }
}

fn reason(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    view! {
        <TextField locale name=REASON label=text!(locale, targets.reason) value=form.value(REASON, "")
            problem=form.problem(REASON) hint=text!(locale, targets.reason_hint) maxlength=500 autocomplete="off"/>
    }
}

/// Form that words a phase anew.
pub(super) fn wording(locale: Locale, phase: &str, name: &Localized, form: &FormState) -> impl IntoView + use<> {
    view! {
        <form class="form" id="set" method="post" action=site::Targets.path(locale) novalidate>
            <h3>{text!(locale, targets.set_wording)}</h3>
            <input type="hidden" name=PHASE value=phase.to_owned()/>
            {names(locale, form, name)}
            {reason(locale, form)}
            <p><button class="btn btn--go" name=ACTION value=SET_WORDING>{text!(locale, targets.save)}</button></p>
        </form>
    }
}

/// Form that makes a phase.
pub(super) fn new(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    let text = |name: &'static str, label: String, numeric: bool, first: &str| {
        let (value, problem) = (form.value(name, first), form.problem(name));
        let inputmode = if numeric { "numeric" } else { "text" };
        view! { <TextField locale name label value problem inputmode autocomplete="off"/> }
    };
    let day = |name: &'static str, label: String| {
        view! { <DayField locale name label value=form.value(name, "") problem=form.problem(name)/> }
    };
    view! {
        <section class="panel stack" aria-labelledby="set">
            <form class="form" method="post" action=site::Targets.path(locale) novalidate>
                <h2 id="set">{text!(locale, targets.add_phase)}</h2>
                {text(CODE, text!(locale, targets.code), false, "")}
                {names(locale, form, &Localized::default())}
                <div class="cols">
                    {day(FROM_ON, text!(locale, targets.from_on))}{day(TO_ON, text!(locale, targets.to_on))}
                    {text(TARGET, text!(locale, targets.target), true, "")}
                    {text(BASELINE, text!(locale, targets.baseline), true, "0")}
                </div>
                {reason(locale, form)}
                <p><button class="btn btn--go" name=ACTION value=ADD_PHASE>{text!(locale, targets.save)}</button></p>
            </form>
        </section>
    }
}
