//! `/{l}/staff/runs`: runs of all stages, searched and filtered.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    RunTab,
    words::{stage_badge, stage_words},
};
use crate::{
    courses::{
        model::{Format, RunFilter, RunStage},
        pages::parts::{Picked, places_in_list},
        query::{Q, STATE},
        service::{self, StaffRuns, TitledRun},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, numbers, text},
    ui::{Empty, Icon, IconName, ListTable, Page, PageRequest, Pager, Section, page_asked},
};

pub async fn runs(mut request: PageRequest, _: site::StaffRuns) -> Result<Page, AppError> {
    let (locale, filter) = (request.locale, RunFilter::read(&request.location));
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let tx = request.tx().await?;
    let today = tx.today();
    let found = service::staff_runs(tx, &filter, number).await?;
    let tab = RunTab::first_for(tx.caller());
    let is_staff = tx.caller().manages_registry();
    let new = is_staff.then(|| {
        let href = site::NewRun.path(locale);
        view! { <a class="btn btn--go" href=href>{text!(locale, staff_runs.new)}</a> }
    });
    let title = text!(locale, layout.runs);
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <div class="row row--apart"><h1>{title.clone()}</h1>{new}</div>
            {search(locale, &filter)}
            {stages(locale, &filter, &found)}
            {list(locale, &filter, found, tab, today)}
        </div>
    };
    Ok(Page::new(title, Section::Runs, main).staff())
}

fn search(locale: Locale, filter: &RunFilter) -> impl IntoView + use<> {
    let stage = filter.stage.map(|stage| view! { <input type="hidden" name=STATE value=stage.as_str()/> });
    view! {
        <form method="get" action=site::StaffRuns.path(locale) role="search">
            {stage}
            <div class="joined">
                <div class="searchbar">
                    <Icon name=IconName::Search/>
                    <label class="vh" for=Q>{text!(locale, staff_runs.search_label)}</label>
                    <input class="input" type="search" id=Q name=Q value=filter.q.clone() autocomplete="off"/>
                </div>
                <button class="btn">{text!(locale, courses.search)}</button>
            </div>
        </form>
    }
}

/// Stages as tabs, each with its number of runs; one that has none is left out.
fn stages(locale: Locale, filter: &RunFilter, found: &StaffRuns) -> impl IntoView + use<> {
    let stages = [None].into_iter().chain(RunStage::ALL.iter().copied().map(Some));
    let shown = stages.filter(|stage| stage.is_none() || *stage == filter.stage || found.count(*stage) > 0);
    let tabs = shown
        .map(|stage| {
            let words = stage.map_or_else(|| text!(locale, staff_runs.all), |stage| stage_words(locale, stage));
            let href = RunFilter { stage, ..filter.clone() }.address(locale);
            let current = (stage == filter.stage).then_some("page");
            let count = numbers::whole(locale, found.count(stage).unsigned_abs());
            view! { <li><a href=href aria-current=current>{words}<span class="pill">{count}</span></a></li> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=text!(locale, staff_runs.stages)><ul>{tabs}</ul></nav> }
}

fn list(locale: Locale, filter: &RunFilter, found: StaffRuns, tab: Option<RunTab>, today: NaiveDate) -> AnyView {
    if found.runs.is_empty() {
        return empty(locale, filter);
    }
    let (current, last, base) = (found.page, found.last, filter.base(locale));
    let rows = found.runs.iter().map(|run| row(locale, run, tab, today)).collect_view();
    view! {
        <ListTable label=text!(locale, layout.runs) rows=rows.into_any() heads=vec![
            text!(locale, staff_runs.run),
            text!(locale, staff_runs.days),
            text!(locale, staff_runs.venue),
            text!(locale, staff_runs.seats),
            text!(locale, staff_runs.stage),
        ]/>
        <Pager locale current last base/>
    }
    .into_any()
}

fn row(locale: Locale, titled: &TitledRun, tab: Option<RunTab>, today: NaiveDate) -> impl IntoView + use<> {
    let run = &titled.run;
    let title = Picked::of(locale, &titled.title);
    let venue = match titled.format {
        Format::Online => Picked { words: text!(locale, courses.online), lang: None, written_in: locale },
        Format::InPerson | Format::Blended => Picked::of(locale, &run.venue),
    };
    let name = match tab {
        Some(tab) => view! { <a href=tab.path(locale, &run.code) lang=title.lang>{title.words}</a> }.into_any(),
        None => view! { <span lang=title.lang>{title.words}</span> }.into_any(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {name}
                <p class="muted small">{run.code.clone()}</p>
            </th>
            <td role="cell" data-label=text!(locale, staff_runs.days)>{dates::span(locale, run.starts_on, run.ends_on)}</td>
            <td role="cell" data-label=text!(locale, staff_runs.venue) lang=venue.lang>{venue.words}</td>
            <td role="cell">{places(locale, titled, today)}</td>
            <td role="cell">{stage_badge(locale, run.stage(today))}</td>
        </tr>
    }
}

/// Seats of a run: what is left of them, or, once nobody can take one any more, how many were taken.
fn places(locale: Locale, TitledRun { run, .. }: &TitledRun, today: NaiveDate) -> AnyView {
    match run.stage(today) {
        RunStage::Closed | RunStage::Cancelled => {
            text!(locale, staff_runs.taken, taken = run.places.taken, capacity = run.places.capacity).into_any()
        }
        _ => places_in_list(locale, run.places),
    }
}

fn empty(locale: Locale, filter: &RunFilter) -> AnyView {
    let all = RunFilter::default();
    if *filter == all {
        return view! {
            <Empty>
                <h2>{text!(locale, staff_runs.none)}</h2>
                <p>{text!(locale, staff_runs.none_more)}</p>
            </Empty>
        }
        .into_any();
    }
    view! {
        <Empty>
            <h2>{text!(locale, staff_runs.nothing)}</h2>
            <p>{text!(locale, staff_runs.nothing_more)}</p>
            <a class="btn" href=all.address(locale)>{text!(locale, staff_runs.show_all)}</a>
        </Empty>
    }
    .into_any()
}
