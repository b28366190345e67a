//! `/{l}/dashboard`: how many of the target are trained, by whom, where, when, and what proves it.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::{
    ahead,
    by::{Name, chips, facets},
    charts::{by_course, by_funders, by_language, by_month, by_organization, by_profession, by_region, by_sex},
    compare::difference,
    filter_bar::FilterBar,
    opened::{Opened, open},
    sun::sun_figure,
    two_way::two_way,
};
use crate::{
    ground::{AppError, FormErrors, address::Address, clock::day_of},
    i18n::{dates, numbers, text},
    programme::{
        Filter, Progress,
        model::{By, NOT_STATED, forecast::Forecast, needs::Need, quarter_of},
        query::{Links, WITH_AS_OF},
        service::{self, Outlook, View, ViewCache, ViewQuery},
        site,
    },
    reports::site as reports,
    ui::{Chip, Chips, Empty, Icon, IconName, Page, PageRequest, Section, Sun},
};

pub async fn dashboard(mut request: PageRequest, _: site::Dashboard, views: ViewCache) -> Result<Page, AppError> {
    let opened = match open(&mut request, &views).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    // a month or all certificates are no view of the dashboard
    let filter = Filter { month: None, all_certificates: false, ..opened.filter.clone() };
    let opened = Opened { filter, ..opened };
    let progress = service::figures(&request.reader.caller, &opened.view, &opened.filter)?;
    // what a region needs is not said of a part of those trained there
    let needs = if opened.filter.is_narrow() {
        BTreeMap::new()
    } else {
        service::needs::needs(request.tx().await?, &opened.view).await?
    };
    let now = request.now();
    // what is ahead is known of today alone
    let outlook = if opened.view.known_at.is_none() && opened.view.as_of == request.today() {
        Some(service::outlook(request.tx().await?, &views, &opened.view).await?)
    } else {
        None
    };
    let since = match last_quarter(&opened) {
        Some(query) => service::view(request.tx().await?, &views, query).await?,
        None => None,
    };
    let made = text!(
        opened.locale(),
        dashboard.made,
        day = dates::long(opened.locale(), day_of(now)),
        time = dates::time(now)
    );
    let beside = Beside { outlook: outlook.as_deref(), since: since.as_deref(), needs: &needs };
    Ok(dashboard_page(&opened, &progress, &beside, made))
}

/// Query for the same view on the last day of the quarter before, where the phase had begun and nothing is filtered.
fn last_quarter(opened: &Opened) -> Option<ViewQuery> {
    let view = &opened.view;
    let day =
        quarter_of(view.as_of).pred_opt().filter(|day| !opened.filter.is_narrow() && *day >= view.phase.starts_on);
    Some(ViewQuery { phase: Some(view.phase.code.clone()), as_of: Some(day?), known_at: view.known_at })
}

/// Facts beside the figure: what is ahead, and what the regions need.
struct Beside<'a> {
    outlook: Option<&'a Outlook>,
    /// View of the last day of the quarter before.
    since: Option<&'a View>,
    needs: &'a BTreeMap<String, Need>,
}

fn dashboard_page(opened: &Opened, progress: &Progress, beside: &Beside<'_>, made: String) -> Page {
    let (locale, view, filter) = (opened.locale(), &opened.view, &opened.filter);
    let links = opened.links();
    let phase = Name::of(locale, &view.phase.name);
    let as_of = text!(locale, dashboard.as_of_day, day = dates::long(locale, view.as_of));
    let facets = facets(locale, &opened.choices, filter);
    let narrowed_to = if facets.is_empty() {
        text!(locale, dashboard.whole)
    } else {
        facets.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut chips = chips(locale, facets, |filter| links.dashboard(filter));
    let mut seen = format!("{}, {as_of}", phase.words);
    if let Some(moment) = view.known_at {
        let words = text!(locale, dashboard.known_at_day, day = dates::long(locale, day_of(moment)));
        seen = format!("{seen}, {words}");
        let label = text!(locale, ui.remove_filter, words = words.clone());
        chips.push(Chip { words, label, href: links.known_now().dashboard(filter) });
    }
    let seen = format!("{seen}, {narrowed_to}");
    let known_at_more =
        view.known_at.map(|_| view! { <p class="small muted">{text!(locale, dashboard.known_at_more)}</p> });
    let title = format!("{}: {}", text!(locale, dashboard.title), phase.words);
    let answer = if view.as_of < view.phase.starts_on {
        let first_day = dates::long(locale, view.phase.starts_on);
        view! { <Empty><h2>{text!(locale, dashboard.not_begun, day = first_day)}</h2></Empty> }.into_any()
    } else {
        view! { {headline(opened, progress, beside)}{figures(opened, progress, beside)} }.into_any()
    };
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <div class="row row--apart row--base">
                <h1>{text!(locale, dashboard.title)}</h1>
                <p class="muted small">{seen.clone()}</p>
            </div>
            <FilterBar location=opened.location.clone() choices=opened.choices.clone() errors=FormErrors::default()
                phase=view.phase.code.clone() as_of=Some(view.as_of)/>
            <Chips label=text!(locale, ui.narrowed_to) chips/>
            {known_at_more}
            {answer}
            {take_along(opened)}
            <p class="print-only small">{seen}". "{made}</p>
        </div>
    };
    Page::new(title, Section::Dashboard, main).staff()
}

/// Finding beside the sun, which says the number and the target already.
fn finding(opened: &Opened, progress: &Progress, forecast: Option<&Forecast>) -> String {
    let (locale, view) = (opened.locale(), &opened.view);
    let whole = |number: u32| numbers::whole(locale, number.into());
    let (trained, target) = (progress.trained, view.phase.target);
    if opened.filter.is_narrow() {
        let share = numbers::share(locale, trained, view.progress.trained);
        return text!(locale, dashboard.finding_part, share = share);
    }
    match (trained.checked_sub(target), forecast) {
        (Some(0), _) => text!(locale, dashboard.finding_reached),
        (Some(above), _) => text!(locale, dashboard.finding_above, above = whole(above)),
        (None, Some(forecast)) => {
            let share = ahead::of_hundred(forecast.probability_met);
            text!(locale, outlook.finding, target = whole(target), share = share)
        }
        (None, None) => {
            let share = numbers::share(locale, trained, target);
            text!(locale, dashboard.finding, share = share, left = whole(target - trained))
        }
    }
}

/// Answer of the page: the sun, what is left to do, and what it rests on.
fn headline(opened: &Opened, progress: &Progress, beside: &Beside<'_>) -> impl IntoView + use<> {
    let (locale, view, filter) = (opened.locale(), &opened.view, &opened.filter);
    let links = opened.links();
    let whole = |number: u32| numbers::whole(locale, number.into());
    let (trained, target) = (progress.trained, view.phase.target);
    let whole_phase = beside.outlook.filter(|_| !filter.is_narrow());
    let forecast = whole_phase.and_then(|outlook| outlook.forecast.as_ref());
    let certificates = links.certificates(filter);
    let all_certificates = links.certificates(&Filter { all_certificates: true, ..filter.clone() });
    // what is left of the target is left to the whole programme, not to a part of it
    let rest = if filter.is_narrow() {
        let everybody = Filter::default();
        let row = view! {
            <div>
                <dt>{text!(locale, dashboard.in_whole_phase)}</dt>
                <dd>
                    <a href=links.certificates(&everybody)>{whole(view.progress.trained)}</a>" "
                    <a class="small muted" href=links.dashboard(&everybody)>{text!(locale, dashboard.show_whole)}</a>
                </dd>
            </div>
        };
        Some(row.into_any())
    } else {
        let left = target.saturating_sub(trained);
        let row = || view! { <div><dt>{text!(locale, dashboard.left)}</dt><dd>{whole(left)}</dd></div> };
        (left > 0 && forecast.is_some()).then(|| row().into_any())
    };
    let since = beside.since.map(|before| {
        let name = text!(locale, dashboard.since, day = dates::long(locale, before.as_of));
        let fields = Links::of(locale, before).fields(filter).into_iter();
        let href = site::Compare.with(locale, fields.chain([(WITH_AS_OF, view.as_of.to_string())]));
        let more = difference(locale, before.progress.trained, trained);
        view! { <div><dt>{name}</dt><dd><a href=href>{more}</a></dd></div> }
    });
    let regions = By::Region.chosen(filter).is_none().then(|| {
        let reached = u32::try_from(progress.regions_reached()).unwrap_or(u32::MAX);
        view! {
            <div>
                <dt>{text!(locale, dashboard.regions_reached)}</dt>
                <dd><a href="#by-region">{text!(locale, dashboard.regions_of, reached = whole(reached))}</a></dd>
            </div>
        }
    });
    let ahead = whole_phase.and_then(|outlook| ahead::facts(opened, outlook, target.saturating_sub(trained)));
    let valid = whole_phase.map(|outlook| {
        view! { <div><dt>{text!(locale, outlook.valid)}</dt><dd>{whole(outlook.valid)}</dd></div> }
    });
    view! {
        <section class="sky on-sky headline" aria-labelledby="finding">
            <a class="sun-link" href=certificates.clone()><Sun figure=sun_figure(locale, trained, target)/></a>
            <div class="stack stack--5">
                <h2 id="finding">{finding(opened, progress, forecast)}</h2>
                <dl class="facts">
                    {ahead}
                    {rest}
                    <div>
                        <dt>{text!(locale, dashboard.certificates)}</dt>
                        <dd>
                            <a href=all_certificates>{whole(progress.certificates)}</a>" "
                            <span class="muted">{text!(locale, dashboard.certificates_more)}</span>
                        </dd>
                    </div>
                    {since}
                    {valid}
                    {regions}
                    <div>
                        <dt>{text!(locale, dashboard.period)}</dt>
                        <dd>{dates::span(locale, view.phase.starts_on, view.phase.ends_on)}</dd>
                    </div>
                </dl>
                <details class="method">
                    <summary>{text!(locale, outlook.counts)}</summary>
                    <p>{text!(locale, words.rule)}</p>
                </details>
            </div>
        </section>
    }
}

/// Charts of the page. A breakdown by the word that the view is narrowed to already would say nothing, so it is left
/// out.
fn figures(opened: &Opened, progress: &Progress, beside: &Beside<'_>) -> impl IntoView + use<> {
    let outlook = beside.outlook;
    let shows = |by: By| by.chosen(&opened.filter).is_none();
    let (month_place, course_place) = if shows(By::Course) { ("d7", "d5") } else { ("d12", "") };
    let forecast = outlook.filter(|_| !opened.filter.is_narrow());
    let month = by_month(opened, progress, forecast, month_place);
    let funnel = outlook.and_then(|outlook| ahead::funnel(opened, outlook, "d5"));
    let expiring = outlook.and_then(|outlook| ahead::expiring(opened, outlook, "d7"));
    let course = shows(By::Course).then(|| by_course(opened, progress, course_place));
    let has_people = shows(By::Sex) || shows(By::Profession);
    let (region_place, people_place) = match (shows(By::Region), has_people) {
        (true, true) => ("d7", "d5 stack stack--5"),
        _ => ("d12", "d12 stack stack--5"),
    };
    let region = shows(By::Region).then(|| by_region(opened, progress, beside.needs, region_place));
    let people = has_people.then(|| {
        let sex = shows(By::Sex).then(|| by_sex(opened, progress));
        let profession = shows(By::Profession).then(|| by_profession(opened, progress));
        view! { <div class=people_place>{sex}{profession}</div> }
    });
    let has_language = shows(By::Language);
    let organization_place = if has_language { "d7" } else { "d12" };
    let organization = shows(By::OrganizationType).then(|| by_organization(opened, progress, organization_place));
    // beside the long list of organisations stand two short ones
    let language = has_language.then(|| {
        let funders = (shows(By::Funders) && has_funders(progress)).then(|| by_funders(opened, progress));
        view! { <div class="d5 stack stack--5">{by_language(opened, progress)}{funders}</div> }
    });
    let table = (shows(By::Region) && progress.trained > 0).then(|| two_way(opened, progress));
    view! { <div class="dash">{month}{course}{region}{people}{organization}{language}{funnel}{expiring}{table}</div> }
}

/// Tells whether a funder of anybody's run is stated.
fn has_funders(progress: &Progress) -> bool {
    progress.by_funders.iter().any(|(word, count)| word != NOT_STATED && *count > 0)
}

/// Files that the view is taken along in.
fn take_along(opened: &Opened) -> impl IntoView + use<> {
    let (locale, filter, links) = (opened.locale(), &opened.filter, opened.links());
    let file = |href: String, icon, name: &str, what: String| {
        view! {
            <li class="stack stack--2">
                <a class="btn" href=href><Icon name=icon/>{name.to_owned()}</a>
                <p class="small muted">{what}</p>
            </li>
        }
    };
    let evidence = text!(locale, dashboard.evidence);
    view! {
        <section class="panel stack no-print" aria-labelledby="take-along">
            <h2 id="take-along" class="h3">{text!(locale, dashboard.take_along)}</h2>
            <p class="small muted">{text!(locale, dashboard.take_along_more)}</p>
            <p class="row">
                <a href=links.with(&reports::Editions, filter)>{text!(locale, dashboard.fix)}</a>
                <a href=links.with(&site::Compare, filter)>{text!(locale, dashboard.compare)}</a>
                <a href=links.with(&site::Funders, filter)>{text!(locale, dashboard.funders)}</a>
                <a href=links.with(&reports::Letters, filter)>{text!(locale, dashboard.letters)}</a>
            </p>
            <ul class="row">
                {file(links.with(&reports::Workbook, filter), IconName::Download, "XLSX", text!(locale, dashboard.as_workbook))}
                {file(links.with(&reports::Table, filter), IconName::Download, "CSV", text!(locale, dashboard.as_table))}
                {file(links.with(&reports::Pdf, filter), IconName::Print, "PDF", text!(locale, dashboard.as_pdf))}
                {file(links.with(&reports::Iati, filter), IconName::File, "IATI XML", text!(locale, dashboard.as_iati))}
                {file(links.with(&reports::Json, filter), IconName::File, "JSON", text!(locale, dashboard.as_json))}
                {file(links.with(&reports::EvidencePack, filter), IconName::File, &evidence, text!(locale, dashboard.as_evidence))}
            </ul>
        </section>
    }
}
