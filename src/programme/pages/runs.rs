//! Behind the numbers of the outlook: the runs of a phase with the number of people at each step, and the certificates
//! that expire. Without names.

use chrono::{Months, NaiveDate};
use leptos::prelude::*;

use super::{
    ahead::runs_table,
    evidence::table,
    opened::{Opened, open},
};
use crate::{
    ground::{AppError, FormErrors, Problem, address::Address},
    i18n::{dates, text},
    programme::{
        query::{COURSE, MONTH, PAGE, REGION, RUN},
        service::{self, Evidence, MONTHS_AHEAD, ViewCache},
        site,
    },
    ui::{Crumb, Crumbs, Empty, Page, PageRequest, Section, capitalized},
};

/// `/{l}/dashboard/runs`: runs that are over by the day of the view, and runs ahead.
pub async fn runs(mut request: PageRequest, _: site::Runs, views: ViewCache) -> Result<Page, AppError> {
    let opened = match open(&mut request, &views).await? {
        Ok(opened) => opened,
        Err(page) => return Ok(page),
    };
    let locale = opened.locale();
    if let Some(run) = opened.location.field(RUN) {
        let lines = service::certificates_of_run(request.tx().await?, run).await?;
        return if lines.is_empty() { Err(AppError::NotFound) } else { Ok(certificates_of_run(&opened, run, lines)) };
    }
    let outlook = service::outlook(request.tx().await?, &views, &opened.view).await?;
    let course = opened.filter.course.as_deref();
    let over = runs_table(&opened, outlook.runs_over(opened.view.as_of, course), text!(locale, outlook.runs_over));
    let ahead = outlook.runs_coming().filter(|run| course.is_none_or(|course| run.course == course));
    let ahead = runs_table(&opened, ahead, text!(locale, outlook.runs_ahead));
    let title = text!(locale, outlook.runs_title);
    let day = capitalized(&text!(locale, dashboard.as_of_day, day = dates::long(locale, opened.view.as_of)));
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            {crumbs(&opened, title.clone())}
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="muted">{day}". "{text!(locale, outlook.runs_more)}</p>
            </div>
            {over}
            {ahead}
        </div>
    };
    Ok(Page::new(title, Section::Dashboard, main).staff())
}

/// Certificates that a run has led to, behind its number.
fn certificates_of_run(opened: &Opened, run: &str, lines: Vec<Evidence>) -> Page {
    let locale = opened.locale();
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let title = text!(locale, evidence.title, count = count, list = run.to_owned());
    let above = vec![
        Crumb { words: text!(locale, dashboard.title), lang: None, href: opened.links().dashboard(&opened.filter) },
        Crumb {
            words: text!(locale, outlook.runs_title),
            lang: None,
            href: opened.links().with(&site::Runs, &opened.filter),
        },
    ];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=run.to_owned()/>
            <div class="head"><h1>{title.clone()}</h1><p class="muted">{text!(locale, evidence.no_names)}</p></div>
            {table(locale, lines)}
        </div>
    };
    Page::new(title, Section::Dashboard, main).staff()
}

fn crumbs(opened: &Opened, here: String) -> impl IntoView + use<> {
    let locale = opened.locale();
    let above = vec![Crumb {
        words: text!(locale, dashboard.title),
        lang: None,
        href: opened.links().dashboard(&opened.filter),
    }];
    view! { <Crumbs locale above here/> }
}

/// `/{l}/dashboard/expiring`: certificates that expire within some months from today, or in one month.
pub async fn expiring(mut request: PageRequest, _: site::Expiring, views: ViewCache) -> Result<Page, AppError> {
    let (locale, location, today) = (request.locale, request.location.clone(), request.today());
    let wrong = |field| AppError::from(FormErrors::of(field, Problem::Unknown));
    let ahead = |months| today.checked_add_months(Months::new(months)).unwrap_or(today);
    let days = match (location.field(MONTH), location.field("months")) {
        (Some(month), _) => {
            let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").map_err(|_| wrong(MONTH))?;
            let next = first.checked_add_months(Months::new(1)).ok_or_else(|| wrong(MONTH))?;
            first.max(today)..=next.pred_opt().unwrap_or(next).min(ahead(12))
        }
        (None, months) => {
            let months = months.map_or(Ok(12), |months| months.parse().map_err(|_| wrong("months")))?;
            MONTHS_AHEAD.contains(&months).then_some(()).ok_or_else(|| wrong("months"))?;
            today..=ahead(months)
        }
    };
    let (course, region) = (location.field(COURSE), location.field(REGION));
    let page: i64 = location.field(PAGE).map_or(Ok(1), str::parse).map_err(|_| AppError::NotFound)?;
    if page < 1 {
        return Err(AppError::NotFound);
    }
    let tx = request.tx().await?;
    let lines = service::expiring(tx, &views, &days, (course, region), page).await?;
    let title = text!(locale, outlook.expiring_page, span = dates::span(locale, *days.start(), *days.end()));
    let next = i64::try_from(lines.len()).is_ok_and(|count| count == service::PAGE).then(|| {
        let fields =
            [(MONTH, location.field(MONTH)), ("months", location.field("months")), (COURSE, course), (REGION, region)];
        let fields = fields.into_iter().filter_map(|(field, value)| Some((field, value?.to_owned())));
        let href = site::Expiring.with(locale, fields.chain([(PAGE, (page + 1).to_string())]));
        view! { <p><a class="btn" href=href>{text!(locale, ui.next_page)}</a></p> }
    });
    let list = if lines.is_empty() {
        view! { <Empty><h2>{text!(locale, outlook.nothing_expires)}</h2></Empty> }.into_any()
    } else {
        table(locale, lines)
    };
    let above = vec![Crumb { words: text!(locale, dashboard.title), lang: None, href: site::Dashboard.path(locale) }];
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above here=text!(locale, outlook.expire)/>
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="muted">{text!(locale, outlook.expiring_sub)}" "{text!(locale, evidence.no_names)}</p>
            </div>
            {list}
            {next}
        </div>
    };
    Ok(Page::new(title, Section::Dashboard, main).staff())
}
