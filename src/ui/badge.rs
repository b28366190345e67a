//! A state: a sign, a word, and only then a colour.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// How a state is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeKind {
    /// Over, without a judgement.
    Plain,
    Ok,
    /// It waits for somebody.
    Warn,
    Bad,
    /// Under way.
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

/// A state in a word or two.
#[component]
pub fn Badge(kind: BadgeKind, icon: IconName, #[prop(into)] words: String) -> impl IntoView {
    view! { <span class=kind.class()><Icon name=icon/>{words}</span> }
}
