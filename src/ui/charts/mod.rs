//! Charts: the title says the finding, the numbers are links, and every picture has its table.
//!
//! They draw finished input: words, numbers, addresses. Geometry is in SVG attributes, because the content policy
//! allows no styles in the page.

mod bars;
mod months;
mod tiles;

use leptos::prelude::*;

pub use bars::{Bar, BarTable};
pub use months::{Expected, Month, MonthChart, Target};
pub use tiles::{Tile, TileMap};

/// Pictures of a chart that a reader takes along.
#[derive(Clone, Debug)]
pub struct Take {
    /// Words behind the links.
    pub words: String,
    /// Name of each format, its label for those who hear the link alone, and its address.
    pub pictures: [(&'static str, String, String); 2],
}

/// Frame round a chart.
#[component]
pub fn Chart(
    id: &'static str,
    /// Class of its place in the grid.
    place: &'static str,
    /// Finding, as the title.
    title: String,
    /// Measure, below the title.
    #[prop(optional_no_strip)]
    sub: Option<String>,
    /// Pictures to take along, below the chart.
    #[prop(optional_no_strip)]
    take: Option<Take>,
    children: Children,
) -> impl IntoView {
    let take = take.map(|take| {
        let links = take.pictures.into_iter().map(|(name, label, href)| {
            view! { <a href=href aria-label=label>{name}</a>" " }
        });
        view! { <p class="chart__take no-print">{links.collect_view()}<span>{take.words}</span></p> }
    });
    view! {
        <figure class=format!("panel chart {place}") id=id>
            <figcaption>{title}</figcaption>
            {sub.map(|sub| view! { <p class="chart__sub">{sub}</p> })}
            {children()}
            {take}
        </figure>
    }
}

/// Line of a chart's table: a name, a number that is a link, and one more column.
#[derive(Clone, Debug)]
pub struct NumberRow {
    pub name: String,
    pub number: String,
    pub href: String,
    /// Name and number for those who hear the link alone.
    pub label: String,
    pub more: String,
}

/// Table of a chart, folded away until the reader opens it.
#[component]
pub fn NumberTable(
    summary: String,
    /// Headings of the three columns.
    head: [String; 3],
    rows: Vec<NumberRow>,
) -> impl IntoView {
    let [name, number, more] = head;
    let region = summary.clone();
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.name}</th>
                    <td class="num"><a class="n-link" href=row.href aria-label=row.label>{row.number}</a></td>
                    <td class="num">{row.more}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="plot-gap">
            <summary>{summary}</summary>
            <div class="scroll" role="region" tabindex="0" aria-label=region>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{name}</th>
                            <th scope="col" class="num">{number}</th>
                            <th scope="col" class="num">{more}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// Part of a whole in per cent with two decimals, as SVG takes it.
fn percent(part: u64, whole: u64) -> String {
    let hundredths = if whole == 0 { 0 } else { u128::from(part) * 10_000 / u128::from(whole) };
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
