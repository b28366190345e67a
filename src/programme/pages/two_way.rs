//! Table of two breakdowns at once: regions by sex and by profession, each number with its certificates.

use leptos::prelude::*;

use super::{by::Cell, opened::Opened};
use crate::{
    i18n::{numbers, text},
    programme::{
        Filter, Progress,
        model::{By, NOT_STATED, TwoWay},
    },
    ui::capitalized,
};

/// Group of columns: a breakdown, its columns, and the counts of each by region.
struct Group {
    by: By,
    heading: String,
    columns: Vec<Cell>,
    counts: TwoWay,
}

/// Table of regions by sex and by profession. A group that the view is narrowed to is left out.
pub(super) fn two_way(opened: &Opened, progress: &Progress) -> impl IntoView + use<> {
    let (locale, filter, links) = (opened.locale(), &opened.filter, opened.links());
    let cells = |by: By| by.cells(locale, &opened.choices, progress, links, filter);
    let heading = |by| match by {
        By::Sex => text!(locale, dashboard.sex),
        _ => text!(locale, dashboard.profession),
    };
    let groups: Vec<Group> = [By::Sex, By::Profession]
        .into_iter()
        .filter(|by| by.chosen(filter).is_none())
        .map(|by| Group {
            by,
            heading: heading(by),
            // a column of noughts says what the breakdown beside it says already
            columns: cells(by).into_iter().filter(|cell| cell.count > 0).collect(),
            counts: opened.view.two_way(filter, [By::Region, by]),
        })
        .collect();
    let number = |filter: &Filter, row: &str, column: &str, count: u32| {
        let words = numbers::whole(locale, count.into());
        if count == 0 {
            return view! { <td role="cell" class="num muted">{words}</td> }.into_any();
        }
        let label =
            text!(locale, charts.cell, row = row.to_owned(), column = column.to_owned(), number = words.clone());
        view! {
            <td role="cell" class="num" data-label=column.to_owned()>
                <a href=links.certificates(filter) aria-label=label>{words}</a>
            </td>
        }
        .into_any()
    };
    let total = text!(locale, charts.total);
    let row = |region: &Cell| {
        let of_region = By::Region.narrowed(filter, Some(&region.word));
        let counts = groups.iter().flat_map(|group| group.columns.iter().map(move |column| (group, column)));
        let counts = counts.map(|(group, column)| {
            let key = (region.word.clone(), column.word.clone());
            let count = group.counts.get(&key).copied().unwrap_or_default();
            number(&group.by.narrowed(&of_region, Some(&column.word)), &region.name.words, &column.name.words, count)
        });
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{region.name.words.clone()}</th>
                {counts.collect_view()}
                {number(&of_region, &region.name.words, &total, region.count)}
            </tr>
        }
    };
    let everywhere = text!(locale, charts.all_regions_row);
    let sums = groups.iter().flat_map(|group| group.columns.iter().map(move |column| (group.by, column)));
    let sums = sums.map(|(by, column)| {
        number(&by.narrowed(filter, Some(&column.word)), &everywhere, &column.name.words, column.count)
    });
    let heads = groups.iter().map(|group| {
        let span = group.columns.len().to_string();
        view! { <th role="columnheader" scope="colgroup" colspan=span>{group.heading.clone()}</th> }
    });
    let columns = groups.iter().flat_map(|group| &group.columns).map(|column| {
        let name = if column.word == NOT_STATED { column.name.words.clone() } else { capitalized(&column.name.words) };
        view! { <th role="columnheader" scope="col" class="num">{name}</th> }
    });
    view! {
        <div class="panel stack d12">
            <h2 id="two-way" class="h3">{text!(locale, charts.two_way)}</h2>
            <p class="small muted">{text!(locale, charts.two_way_sub)}</p>
            <div class="scroll" role="region" tabindex="0" aria-labelledby="two-way">
                <table class="table table--two-way" role="table">
                    <thead role="rowgroup">
                        <tr role="row"><td role="cell"></td>{heads.collect_view()}<td role="cell"></td></tr>
                        <tr role="row">
                            <th role="columnheader" scope="col">{text!(locale, ui.region)}</th>
                            {columns.collect_view()}
                            <th role="columnheader" scope="col" class="num">{total.clone()}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{cells(By::Region).iter().map(row).collect_view()}</tbody>
                    <tfoot role="rowgroup">
                        <tr role="row">
                            <th role="rowheader" scope="row">{everywhere.clone()}</th>
                            {sums.collect_view()}
                            {number(filter, &everywhere, &total, progress.trained)}
                        </tr>
                    </tfoot>
                </table>
            </div>
        </div>
    }
}
