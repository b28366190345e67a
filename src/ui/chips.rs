//! What a view is narrowed to, each with the way to take it away.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// One thing a view is narrowed to.
#[derive(Clone, Debug)]
pub struct Chip {
    pub words: String,
    /// What the link does, in words.
    pub label: String,
    /// The view without it.
    pub href: String,
}

/// The chips in a row; nothing where there are none.
#[component]
pub fn Chips(label: String, chips: Vec<Chip>) -> impl IntoView {
    (!chips.is_empty()).then(|| {
        let chips = chips
            .into_iter()
            .map(|Chip { words, label, href }| {
                view! { <li><a class="chip" href=href aria-label=label>{words}<Icon name=IconName::X/></a></li> }
            })
            .collect_view();
        view! { <ul class="chips" aria-label=label>{chips}</ul> }
    })
}
