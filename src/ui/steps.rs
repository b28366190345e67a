//! Steps of an action in several pages: which of them are done, and which is this one.

use leptos::prelude::*;

use super::icon::{Icon, IconName};

/// Steps in their order.
#[component]
pub fn Steps(
    /// Name of the action that they are steps of.
    label: String,
    steps: Vec<String>,
    /// Position of the present one, from zero.
    current: usize,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .enumerate()
        .map(|(place, words)| {
            let is_done = place < current;
            let sign = if is_done { view! { <Icon name=IconName::Check/> }.into_any() } else { (place + 1).into_any() };
            view! {
                <li class=is_done.then_some("done") aria-current=(place == current).then_some("step")>
                    <span class="n">{sign}</span>{words}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="progress" aria-label=label>{steps}</ol> }
}
