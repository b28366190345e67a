//! `/{l}/dashboard/editions`: views that were given out, the form that fixes one, and the check of a file.

use axum::http::StatusCode;
use leptos::prelude::*;

use crate::{
    ground::{AppError, Locale, address::Address, clock::day_of},
    i18n::{dates, numbers, text},
    programme::{
        pages::Name,
        query, service as programme,
        service::{Choices, ViewCache},
        site::Dashboard,
    },
    reports::{
        formats,
        forms::{ACTION, CHECK, FILE, FIX, VIEW},
        islands::{FileReadHere, READ_HERE},
        model::{Checked, Edition},
        service::{
            self, Report,
            editions::{NOTE, PAGE, TITLE},
        },
        site,
    },
    ui::{
        Badge, BadgeKind, Empty, FileField, FormState, Icon, IconName, Page, PageRequest, Pager, Section, TextField,
        field::problem_words, page_asked,
    },
};

/// Field of the query that names the page of the list; `page` alone would be one of a view.
const PAGE_FIELD: &str = "page";

pub async fn editions(mut request: PageRequest, _: site::Editions, views: ViewCache) -> Result<Page, AppError> {
    let (locale, form, location, today) =
        (request.locale, request.form.clone(), request.location.clone(), request.today());
    let tx = request.tx().await?;
    let count = service::editions::count_editions(tx).await?;
    let last = (i64::from(count) + PAGE - 1) / PAGE;
    let current = page_asked(location.field(PAGE_FIELD), last.max(1)).ok_or(AppError::NotFound)?;
    let list = service::editions::editions(tx, current).await?;
    let checked = match location.field(FILE) {
        Some(sha256) => Some(service::editions::check(tx, sha256).await?),
        None => None,
    };
    let newer = match &checked {
        Some(Checked::GivenOut { edition, .. }) => match edition.superseded_by {
            Some(newer) => Some(service::editions::edition(tx, newer).await?.edition),
            None => None,
        },
        _ => None,
    };
    let choices = programme::choices(tx).await?;
    let report = if choices.phases.is_empty() {
        None
    } else {
        let (query, filter) = query::read(&location, &choices, today)?;
        match service::report(tx, &views, query, filter).await {
            Ok(report) => Some(report),
            Err(AppError::NotFound) => None,
            Err(error) => return Err(error),
        }
    };
    let title = text!(locale, reports.editions);
    let labels = [
        (TITLE, text!(locale, reports.edition_title)),
        (NOTE, text!(locale, reports.note)),
        (FILE, text!(locale, reports.check_file)),
    ];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            {form.summary(locale, &labels)}
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, reports.editions_lede)}</p>
            </div>
            <div class="split">
                <aside class="stack stack--5">
                    {report.map(|report| fix_form(locale, &report, count + 1, &form))}
                </aside>
                <div class="stack stack--7">
                    {table(locale, &list, &choices)}
                    <Pager locale current last base=format!("{}?", site::Editions.path(locale))/>
                    {check_form(locale, checked, newer, &form)}
                </div>
            </div>
        </div>
    };
    let status = if form.problem(TITLE).is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(Page::new(title, Section::Editions, main).staff().island().status(status))
}

/// Form that fixes the view which the address names.
fn fix_form(locale: Locale, report: &Report, number: u32, form: &FormState) -> impl IntoView + use<> {
    let links = query::Links::of(locale, &report.view);
    let address = links.with(&site::Editions, &report.filter);
    let fields = crate::ground::address::with_query("", links.fields(&report.filter));
    let seen = formats::seen(locale, report);
    let trained = text!(locale, reports.seen_trained, trained = numbers::whole(locale, report.progress.trained.into()));
    let (title, title_problem) = (form.value(TITLE, ""), form.problem(TITLE));
    let (note, note_problem) = (form.value(NOTE, ""), form.problem(NOTE));
    view! {
        <section class="panel stack no-print" aria-labelledby="fix">
            <h2 id="fix" class="h3">{text!(locale, reports.fix_view)}</h2>
            <form class="form" method="post" action=address enctype="multipart/form-data" novalidate>
                <p class="small muted">{seen}". "{trained}</p>
                <input type="hidden" name=VIEW value=fields/>
                <TextField locale name=TITLE label=text!(locale, reports.edition_title) value=title problem=title_problem
                    hint=text!(locale, reports.edition_title_hint) maxlength=120 autocomplete="off"/>
                <TextField locale name=NOTE label=text!(locale, reports.note) value=note problem=note_problem
                    optional=true maxlength=500 autocomplete="off"/>
                <button class="btn btn--go" name=ACTION value=FIX>{text!(locale, reports.fix, number = number)}</button>
            </form>
            <p class="small muted">{text!(locale, reports.other_view)}</p>
            <p><a href=links.dashboard(&report.filter)>{text!(locale, reports.to_progress)}</a></p>
        </section>
    }
}

/// State of an edition as a badge.
pub(super) fn state(locale: Locale, edition: &Edition) -> impl IntoView + use<> {
    match edition.superseded_by {
        None => view! { <Badge kind=BadgeKind::Ok icon=IconName::CheckCircle words=text!(locale, reports.in_force)/> },
        Some(number) => view! {
            <Badge kind=BadgeKind::Plain icon=IconName::Swap words=text!(locale, reports.superseded_by, number = number)/>
        },
    }
}

/// Name of a phase by its code.
pub(super) fn phase_name(locale: Locale, choices: &Choices, code: &str) -> Name {
    let phase = choices.phases.iter().find(|phase| phase.code == code);
    phase.map_or_else(|| code.to_owned().into(), |phase| Name::of(locale, &phase.name))
}

fn table(locale: Locale, editions: &[Edition], choices: &Choices) -> impl IntoView + use<> {
    if editions.is_empty() {
        return view! {
            <Empty>
                <h2>{text!(locale, reports.no_editions)}</h2>
                <p>{text!(locale, reports.no_editions_more)}</p>
                <p><a class="btn" href=Dashboard.path(locale)>{text!(locale, reports.to_progress)}</a></p>
            </Empty>
        }
        .into_any();
    }
    let head = |words: String| view! { <th role="columnheader" scope="col">{words}</th> };
    let number_head = |words: String| view! { <th role="columnheader" scope="col" class="num">{words}</th> };
    let rows = editions.iter().map(|edition| {
        let phase = phase_name(locale, choices, &edition.phase);
        let href = site::EditionPage::of(edition.number).path(locale);
        view! {
            <tr role="row">
                <td role="cell" class="num" data-label=text!(locale, reports.number)><b>{edition.number}</b></td>
                <th role="rowheader" scope="row">
                    <a href=href>{edition.title.clone()}</a><br/><span class="small muted" lang=phase.lang>{phase.words}</span>
                </th>
                <td role="cell" class="num" data-label=text!(locale, reports.trained)>
                    {numbers::whole(locale, edition.trained.into())}
                </td>
                <td role="cell" class="nowrap" data-label=text!(locale, reports.as_of)>{dates::short(edition.as_of)}</td>
                <td role="cell" class="nowrap" data-label=text!(locale, reports.fixed)>
                    {dates::short(day_of(edition.fixed_at))}", "{dates::time(edition.fixed_at)}
                </td>
                <td role="cell" data-label=text!(locale, reports.finger)>
                    <span class="code">{edition.fingerprint.chars().take(8).collect::<String>()}</span>
                </td>
                <td role="cell" data-label=text!(locale, reports.state)>{state(locale, edition)}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, reports.all_editions)>
            <table class="table table--stack table--mid" role="table">
                <caption class="vh">{text!(locale, reports.all_editions)}</caption>
                <thead role="rowgroup"><tr role="row">
                    {number_head(text!(locale, reports.number))}{head(text!(locale, reports.edition_title))}
                    {number_head(text!(locale, reports.trained))}{head(text!(locale, reports.as_of))}
                    {head(text!(locale, reports.fixed))}{head(text!(locale, reports.finger))}
                    {head(text!(locale, reports.state))}
                </tr></thead>
                <tbody role="rowgroup">{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Form that checks a file, and what came of it.
fn check_form(
    locale: Locale,
    checked: Option<Checked>,
    newer: Option<Edition>,
    form: &FormState,
) -> impl IntoView + use<> {
    let problem = form.problem(FILE).map(|problem| problem_words(locale, problem));
    view! {
        <section class="stack no-print" aria-labelledby="check">
            <h2 id="check">{text!(locale, reports.check_title)}</h2>
            {checked.map(|checked| answer(locale, checked, newer))}
            <FileReadHere>
                <form class="drop" method="post" action=site::Editions.path(locale) enctype="multipart/form-data" novalidate>
                    <FileField label=text!(locale, reports.check_file) hint=text!(locale, reports.check_hint)
                        accept=".pdf,.xlsx,.csv,.json,.xml,.zip" problem/>
                    <button class="btn" name=ACTION value=CHECK>{text!(locale, reports.check)}</button>
                    <p class="small muted" id=READ_HERE hidden>{text!(locale, reports.check_here)}</p>
                </form>
            </FileReadHere>
        </section>
    }
}

fn answer(locale: Locale, checked: Checked, newer: Option<Edition>) -> impl IntoView + use<> {
    let Checked::GivenOut { edition, name } = checked else {
        return view! {
            <div class="answer answer--bad" role="status">
                <Icon name=IconName::Alert/>
                <div>
                    <h3>{text!(locale, reports.not_given_out)}</h3>
                    <p>{text!(locale, reports.not_given_out_more)}</p>
                </div>
            </div>
        }
        .into_any();
    };
    let (class, icon) = if newer.is_some() {
        ("answer answer--old", IconName::Swap)
    } else {
        ("answer answer--ok", IconName::CheckCircle)
    };
    let file = site::FileOfEdition { edition: edition.number, name }.to_string();
    let whole = |number: u32| numbers::whole(locale, number.into());
    let later = newer.map(|newer| {
        let href = site::EditionPage::of(newer.number).path(locale);
        let words = text!(
            locale,
            reports.given_out_old,
            number = newer.number,
            now = whole(newer.trained),
            then = whole(edition.trained)
        );
        view! { <p>{words}" "<a href=href>{text!(locale, reports.edition_short, number = newer.number)}</a></p> }
    });
    view! {
        <div class=class role="status">
            <Icon name=icon/>
            <div>
                <h3>{text!(locale, reports.given_out, number = edition.number, file = file)}</h3>
                <p>{text!(locale, reports.given_out_more, day = dates::long(locale, day_of(edition.fixed_at)))}</p>
                {later}
                <p><a href=site::EditionPage::of(edition.number).path(locale)>{text!(locale, reports.open_edition)}</a></p>
            </div>
        </div>
    }
    .into_any()
}
