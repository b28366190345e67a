//! All that is wrong with a form, told together above it.

use leptos::prelude::*;

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct ErrorLine {
    /// The name of the field and what is wrong with it.
    pub words: String,
    /// The field on this page, where it has one.
    pub field: Option<&'static str>,
}

/// The browser puts the focus on it when the page opens, so that keyboard and screen reader begin here.
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
