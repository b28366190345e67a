//! Bars that are a table: name, bar, number, share.

use leptos::prelude::*;

use super::percent;

/// Line of a table of bars.
#[derive(Clone, Debug)]
pub struct Bar {
    pub name: String,
    /// Language of the name, where it is not the page's.
    pub lang: Option<&'static str>,
    pub count: u32,
    pub number: String,
    pub share: String,
    pub href: String,
    /// Name and number for those who hear the link alone.
    pub label: String,
}

/// Table of bars: a full track is everybody, so that a bar is as long as its share says. Roles are written out, for on
/// phones the lines are no table boxes.
#[component]
pub fn BarTable(
    caption: String,
    /// Headings: what is named, what is counted, and the share.
    head: [String; 3],
    bars: Vec<Bar>,
) -> impl IntoView {
    let [name, number, share] = head;
    let all = bars.iter().map(|bar| u64::from(bar.count)).sum();
    let rows = bars
        .into_iter()
        .map(|bar| {
            let width = format!("{}%", percent(bar.count.into(), all));
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row" lang=bar.lang>{bar.name}</th>
                    <td role="cell" class="b">
                        <svg class="bar" aria-hidden="true">
                            <rect class="rest" width="100%" height="100%"></rect>
                            <rect width=width height="100%"></rect>
                        </svg>
                    </td>
                    <td role="cell" class="val"><a href=bar.href aria-label=bar.label>{bar.number}</a></td>
                    <td role="cell" class="pc">{bar.share}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="bars" role="table">
            <caption class="vh">{caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{name}</th>
                    <td role="cell"></td>
                    <th role="columnheader" scope="col" class="num">{number}</th>
                    <th role="columnheader" scope="col" class="num">{share}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}
