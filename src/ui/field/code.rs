//! Field for a check code.

use leptos::prelude::*;

use super::Question;
use crate::{
    ground::{Locale, Problem},
    i18n::text,
};

/// Field for a check code with its button.
#[component]
pub fn CodeField(
    locale: Locale,
    #[prop(into)] value: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: bool,
) -> impl IntoView {
    let question = Question {
        locale,
        name: "code",
        label: text!(locale, ui.check_code),
        hint: hint.then(|| text!(locale, ui.check_code_hint)),
        optional: false,
        problem,
    };
    let (invalid, described) = (question.invalid(), question.described());
    question.above(view! {
        <div class="joined">
            <input class="input input--code" id="code" name="code" value=value placeholder="XXXX-XXXX-XXXX"
                autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="200"
                aria-invalid=invalid aria-describedby=described/>
            <button class="btn btn--go">{text!(locale, ui.check_certificate)}</button>
        </div>
    })
}
