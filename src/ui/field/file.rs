//! File to choose.

use leptos::prelude::*;

use super::{Icon, IconName};

/// Field for one file, sent as `file` by a form that comes in several parts. What is wrong with a file has words of its
/// own.
#[component]
pub fn FileField(
    label: String,
    hint: String,
    /// Endings of names that the browser offers: `.xlsx,.csv`.
    accept: &'static str,
    problem: Option<String>,
) -> impl IntoView {
    let class = if problem.is_some() { "field field--bad" } else { "field" };
    let (invalid, described) = match problem {
        Some(_) => (Some("true"), "file-hint file-error"),
        None => (None, "file-hint"),
    };
    let error = problem.map(|words| {
        view! { <p class="err" id="file-error"><Icon name=IconName::Alert/><span>{words}</span></p> }
    });
    view! {
        <div class=class>
            <label for="file">{label}</label>
            <p class="hint" id="file-hint">{hint}</p>
            {error}
            <input class="input input--m" type="file" id="file" name="file" accept=accept aria-invalid=invalid
                aria-describedby=described/>
        </div>
    }
}
