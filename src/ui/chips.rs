//! Filters of a view, each with the link that takes it away.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// Filter of a view.
#[derive(Clone, Debug)]
pub struct Chip {
    pub words: String,
    /// Words for what the link does.
    pub label: String,
    /// Address of the view without it.
    pub href: String,
}

/// Chips in a row; nothing where there are none.
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
