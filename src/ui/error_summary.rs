//! Summary above a form of all that is wrong with it.

use leptos::prelude::*;

/// Line of the summary: one problem.
#[derive(Clone, Debug)]
pub struct ErrorLine {
    /// Name of the field and its problem.
    pub words: String,
    /// Field on this page, where it has one.
    pub field: Option<String>,
}

/// Summary of the problems. The browser puts the focus on it when the page opens, so that keyboard and screen reader
/// begin here.
#[component]
pub fn ErrorSummary(title: String, lines: Vec<ErrorLine>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|ErrorLine { words, field }| match field {
            Some(field) => view! { <li><a href=format!("#{field}")>{words}</a></li> }.into_any(),
            None => view! { <li>{words}</li> }.into_any(),
        })
        .collect_view();
    view! {
        <div class="error-summary" role="alert" aria-labelledby="error-summary-title" tabindex="-1" autofocus>
            <h2 id="error-summary-title">{title}</h2>
            <ul>{lines}</ul>
        </div>
    }
}
