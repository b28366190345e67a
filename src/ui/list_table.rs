//! Table of a list, whose rows stand below each other on a phone.

use leptos::prelude::*;

/// Frame of the table with the heads of its columns.
#[component]
pub fn ListTable(label: String, heads: Vec<String>, rows: AnyView) -> impl IntoView {
    let heads = heads.into_iter().map(|head| view! { <th role="columnheader" scope="col">{head}</th> }).collect_view();
    view! {
        <div class="scroll" role="region" aria-label=label tabindex="0">
            <table class="table table--stack" role="table">
                <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}
