//! Scores from a spreadsheet: the form for the file, and what a file would change.

use axum::http::StatusCode;
use leptos::prelude::*;

use crate::{
    completion::{
        forms::{ACTION, COMPARE, SURE},
        model::listed::{Change, Comparison, ListFault, RowFault},
        service::Named,
        site, wording,
    },
    ground::{Locale, address::Address},
    i18n::text,
    ui::{ErrorLine, ErrorSummary, FileField, Icon, IconName, Notice, NoticeKind},
};

/// Form for the file, folded up until somebody needs it; `problem` is what is wrong with the file that was sent.
pub(super) fn form(locale: Locale, run: &str, is_staff: bool, problem: Option<String>) -> impl IntoView + use<> {
    let is_open = problem.is_some();
    let list = site::List::of(run).path(locale);
    let matched = if is_staff {
        text!(locale, completion.from_file_match)
    } else {
        text!(locale, completion.from_file_match_names)
    };
    view! {
        <details class="panel act no-print" open=is_open>
            <summary><h2 class="h3">{text!(locale, completion.from_file)}</h2><Icon name=IconName::Chevron/></summary>
            <div class="stack">
                <p>{text!(locale, completion.from_file_how)}" "{matched}</p>
                <p><a class="btn" href=list><Icon name=IconName::Download/>{text!(locale, completion.list)}</a></p>
                {fields(locale, run, text!(locale, completion.file), problem)}
            </div>
        </details>
    }
}

fn fields(locale: Locale, run: &str, label: String, problem: Option<String>) -> impl IntoView + use<> {
    let action = site::Results::of(run).path(locale);
    view! {
        <form class="stack" method="post" action=action enctype="multipart/form-data" novalidate>
            <FileField label hint=text!(locale, completion.file_hint) accept=".xlsx,.ods,.csv" problem/>
            <div class="row">
                <button class="btn btn--go" name=ACTION value=COMPARE>{text!(locale, completion.compare)}</button>
            </div>
        </form>
    }
}

/// Part of the page in place of the scores, once a file was sent: what it would change, or why it cannot be taken. With
/// the status that says which.
pub(super) fn preview(
    locale: Locale,
    named: &Named,
    name: &str,
    read: Result<Comparison, ListFault>,
) -> (StatusCode, AnyView) {
    let run = &named.scores.grid.details.run.code;
    let (status, below) = match read {
        Err(fault) => {
            let words = wording::list_fault(locale, &fault);
            let lines = vec![ErrorLine { words: words.clone(), field: Some("file".to_owned()) }];
            let below = view! {
                <ErrorSummary title=text!(locale, forms.wrong) lines/>
                {fields(locale, run, text!(locale, completion.another_file), Some(words))}
            };
            (StatusCode::UNPROCESSABLE_ENTITY, below.into_any())
        }
        Ok(comparison) if comparison.faults.is_empty() => (StatusCode::OK, sound(locale, run, &comparison).into_any()),
        Ok(comparison) => (StatusCode::UNPROCESSABLE_ENTITY, faulty(locale, run, &comparison).into_any()),
    };
    let back = site::Results::of(run).path(locale);
    let shown = view! {
        <div class="stack stack--5">
            <div>
                <h2>{text!(locale, completion.preview)}</h2>
                <p class="muted">{text!(locale, completion.preview_file, name = shortened(name))}</p>
            </div>
            {below}
            <p><a href=back>{text!(locale, completion.back_to_scores)}</a></p>
        </div>
    };
    (status, shown.into_any())
}

fn shortened(name: &str) -> String {
    name.chars().take(100).collect()
}

/// File of which every row can be taken.
fn sound(locale: Locale, run: &str, comparison: &Comparison) -> impl IntoView + use<> {
    let count = comparison.changes.len();
    if count == 0 {
        let title = Some(text!(locale, completion.nothing_changes));
        let words = format!("{} {}", text!(locale, completion.nothing_changes_more), others(locale, comparison));
        return view! {
            <Notice title>{words}</Notice>
            {fields(locale, run, text!(locale, completion.file), None)}
        }
        .into_any();
    }
    let inputs = comparison.changes.iter().map(|change| {
        let (score, was) = (format!("score.{}", change.enrollment), format!("was.{}", change.enrollment));
        let before = change.before.map(|score| score.to_string()).unwrap_or_default();
        view! {
            <input type="hidden" name=score value=change.after.to_string()/>
            <input type="hidden" name=was value=before/>
        }
    });
    view! {
        <form class="stack" method="post" action=site::Results::of(run).path(locale)>
            {inputs.collect_view()}
            <h3>{text!(locale, completion.changes, count = count)}</h3>
            {changes(locale, &comparison.changes)}
            <p class="small muted">{others(locale, comparison)}</p>
            <div class="bulk">
                <p><strong>{text!(locale, completion.changes, count = count)}</strong></p>
                <button class="btn btn--go" name=SURE value="1">
                    {text!(locale, completion.save_all, count = count)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// File that cannot be saved: its faults by row, and below them what its other rows would change.
fn faulty(locale: Locale, run: &str, comparison: &Comparison) -> impl IntoView + use<> {
    let rows = comparison.faults.iter().map(|fault| fault_row(locale, fault)).collect_view();
    let count = comparison.faults.len();
    let others = (!comparison.changes.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h3>{text!(locale, completion.changes, count = comparison.changes.len())}</h3>
                {changes(locale, &comparison.changes)}
            </section>
        }
    });
    let title = Some(text!(locale, completion.row_faults, count = count));
    view! {
        <Notice kind=NoticeKind::Bad title>{text!(locale, completion.row_faults_more)}</Notice>
        <table class="table table--stack" role="table">
            <caption class="vh">{text!(locale, completion.row_faults, count = count)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" class="num">{text!(locale, completion.row)}</th>
                    <th role="columnheader" scope="col">{text!(locale, completion.row_name)}</th>
                    <th role="columnheader" scope="col">{text!(locale, completion.row_fault)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        {fields(locale, run, text!(locale, completion.another_file), None)}
        {others}
    }
}

fn fault_row(locale: Locale, fault: &RowFault) -> impl IntoView + use<> {
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="num">{fault.row}</th>
            <td role="cell" data-label=text!(locale, completion.row_name)>{fault.name.clone()}</td>
            <td role="cell" data-label=text!(locale, completion.row_fault)>{wording::row_fault(locale, &fault.kind)}</td>
        </tr>
    }
}

fn changes(locale: Locale, changes: &[Change]) -> impl IntoView + use<> {
    let rows = changes.iter().map(|change| {
        let before = change.before.map_or_else(|| text!(locale, completion.no_score), |score| score.to_string());
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{change.name.full()}</th>
                <td role="cell" class="num" data-label=text!(locale, completion.row)>{change.row}</td>
                <td role="cell" class="num" data-label=text!(locale, completion.before)>{before}</td>
                <td role="cell" class="num" data-label=text!(locale, completion.after)>
                    <strong>{change.after}</strong>
                </td>
            </tr>
        }
    });
    view! {
        <table class="table table--stack" role="table">
            <caption class="vh">{text!(locale, completion.preview)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{text!(locale, completion.person)}</th>
                    <th role="columnheader" scope="col" class="num">{text!(locale, completion.row)}</th>
                    <th role="columnheader" scope="col" class="num">{text!(locale, completion.before)}</th>
                    <th role="columnheader" scope="col" class="num">{text!(locale, completion.after)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
}

/// Words about the rows that change nothing.
fn others(locale: Locale, comparison: &Comparison) -> String {
    let same = (comparison.same > 0).then(|| text!(locale, completion.same_scores, count = comparison.same));
    let empty = (comparison.empty > 0).then(|| text!(locale, completion.empty_rows, count = comparison.empty));
    same.into_iter().chain(empty).collect::<Vec<_>>().join(" ")
}
