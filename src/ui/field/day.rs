//! Day of the programme or of a run.

use leptos::prelude::*;

use super::Question;
use crate::ground::{Locale, Problem};

/// Field for a day. Browsers show their own calendar; a text that is no day is shown again as it was typed.
#[component]
pub fn DayField(
    locale: Locale,
    name: &'static str,
    label: String,
    /// Value in ISO form, unless it is malformed.
    #[prop(into)]
    value: String,
    problem: Option<Problem>,
) -> impl IntoView {
    let question = Question { locale, name, label, hint: None, optional: false, problem };
    let (invalid, described) = (question.invalid(), question.described());
    let as_text = matches!(problem, Some(Problem::DayMalformed | Problem::DayImpossible | Problem::YearShort));
    question.above(view! {
        <input class="input" type=if as_text { "text" } else { "date" } id=name name=name value=value
            maxlength=as_text.then_some("40")
            aria-invalid=invalid aria-describedby=described/>
    })
}
