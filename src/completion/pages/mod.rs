//! Pages of results: scores, and the end of a run.

mod close;
mod closed;
mod file;
mod results;
mod rows;

pub use close::close;
pub use results::results;

use leptos::prelude::*;

use crate::{attendance::model::Tally, ground::Locale, i18n::text};

/// Hours attended as a bar and numbers; `is_short` of somebody who does not reach the minimum.
fn hours_bar(locale: Locale, hours: Tally, is_short: bool) -> impl IntoView + use<> {
    let width = format!("{}%", (hours.attended * 100).checked_div(hours.all).unwrap_or_default());
    view! {
        <span class="hours">
            <svg class="bar" aria-hidden="true">
                <rect class="rest" width="100%" height="100%"></rect>
                <rect class=is_short.then_some("gold") width=width height="100%"></rect>
            </svg>
            <span class="nowrap">{text!(locale, completion.hours_of, attended = hours.attended, all = hours.all)}</span>
        </span>
    }
}
