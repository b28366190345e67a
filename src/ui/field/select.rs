//! Choice out of a list that folds.

use leptos::prelude::*;

use super::Question;
use crate::ground::{Locale, Problem};

/// Choice out of a list. A value that was sent remains chosen even when the list does not have it.
#[component]
pub fn SelectField(
    locale: Locale,
    name: &'static str,
    label: String,
    /// Values that are sent, each with its words.
    options: Vec<(String, String)>,
    #[prop(into)] chosen: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
    /// True if the label says that it may be left out.
    #[prop(optional)]
    optional: bool,
    /// Words of the empty choice at the head of the list.
    #[prop(optional)]
    placeholder: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: Option<&'static str>,
) -> impl IntoView {
    let question = Question { locale, name, label, hint, optional, problem };
    let (invalid, described) = (question.invalid(), question.described());
    let options: Vec<(String, String)> =
        placeholder.map(|words| (String::new(), words)).into_iter().chain(options).collect();
    let strange = options.iter().all(|(value, _)| *value != chosen).then(|| (chosen.clone(), chosen.clone()));
    let options = strange
        .into_iter()
        .chain(options)
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    question.above(view! {
        <select class="input" id=name name=name required=required autocomplete=autocomplete aria-invalid=invalid
            aria-describedby=described>
            {options}
        </select>
    })
}
