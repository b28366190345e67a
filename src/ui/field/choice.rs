//! Answers that are all visible: one of several, several of several, yes or no.

use leptos::prelude::*;

use super::{FieldError, Question};
use crate::ground::{Locale, Problem};

/// Choice of one out of a few answers, none of them chosen beforehand.
#[component]
pub fn ChoiceField(
    locale: Locale,
    name: &'static str,
    /// Question over all answers.
    label: String,
    /// Values that are sent, each with its words.
    options: Vec<(String, String)>,
    #[prop(into)] chosen: String,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
    /// True if the legend says that it may be left out.
    #[prop(optional)]
    optional: bool,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let inputs = options
        .into_iter()
        .enumerate()
        .map(|(place, (value, words))| {
            let (id, checked) = ((place == 0).then_some(name), value == chosen);
            view! {
                <label class="choice">
                    <input type="radio" id=id name=name value=value checked=checked required=required/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    Question { locale, name, label, hint, optional, problem }.around(inputs, Some("radiogroup"))
}

/// Choice of any number out of a few answers; each that is ticked is sent under the same name.
#[component]
pub fn TicksField(
    locale: Locale,
    name: &'static str,
    /// Question over all answers.
    label: String,
    /// Values that are sent, each with its words.
    options: Vec<(String, String)>,
    chosen: Vec<String>,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
) -> impl IntoView {
    let inputs = options
        .into_iter()
        .enumerate()
        .map(|(place, (value, words))| {
            let (id, checked) = ((place == 0).then_some(name), chosen.contains(&value));
            view! {
                <label class="choice">
                    <input type="checkbox" id=id name=name value=value checked=checked/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    Question { locale, name, label, hint, optional: false, problem }.around(inputs, None)
}

/// Box for yes or no; `1` is sent when it is ticked, and nothing when it is not. Children follow the label, such as a
/// link.
#[component]
pub fn TickField(
    locale: Locale,
    name: &'static str,
    label: String,
    ticked: bool,
    problem: Option<Problem>,
    #[prop(optional)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let hint_below = hint.clone().map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    let question = Question { locale, name, label, hint, optional: false, problem };
    let (class, invalid, described) = (question.class(), question.invalid(), question.described());
    let words = match children {
        Some(children) => view! { {question.label}" "{children()} }.into_any(),
        None => question.label.into_any(),
    };
    view! {
        <div class=class>
            <FieldError locale name problem/>
            <label class="choice">
                <input type="checkbox" id=name name=name value="1" checked=ticked required=required
                    aria-invalid=invalid aria-describedby=described/>
                <span>{words}</span>
            </label>
            {hint_below}
        </div>
    }
}
