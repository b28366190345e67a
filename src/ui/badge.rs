//! State as a badge: an icon, a word, and only then a colour.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// Meaning of a badge's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeKind {
    /// State that is over, without a judgement.
    Plain,
    Ok,
    /// Waits for an answer or an action.
    Warn,
    Bad,
    /// State that is under way.
    Info,
}

impl BadgeKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "badge",
            Self::Ok => "badge badge--ok",
            Self::Warn => "badge badge--warn",
            Self::Bad => "badge badge--bad",
            Self::Info => "badge badge--info",
        }
    }
}

/// State in a word or two.
#[component]
pub fn Badge(kind: BadgeKind, icon: IconName, #[prop(into)] words: String) -> impl IntoView {
    view! { <span class=kind.class()><Icon name=icon/>{words}</span> }
}
