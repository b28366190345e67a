//! `/{l}/staff/certificates`: the register, searched by name, number or check code, and narrowed.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    issue::{certificate_row, certificate_table},
    status::status_name,
};
use crate::{
    certificates::{
        model::{
            Status,
            filter::{COURSE, FROM, Q, RegisterFilter, STATE, TO},
        },
        service::{self, PAGE},
        site,
    },
    courses::{model::Course, service as courses},
    ground::{AppError, Locale, address::Address, ids::CourseId},
    i18n::{dates, text},
    ui::{Empty, Icon, IconName, Page, PageRequest, Pager, Section, SelectField, TextField, page_asked},
};

pub async fn register(mut request: PageRequest, _: site::StaffCertificates) -> Result<Page, AppError> {
    let (locale, today) = (request.locale, request.today());
    let filter = RegisterFilter::read(|name| request.field(name).unwrap_or_default());
    let number = page_asked(request.field("page"), i64::MAX).ok_or(AppError::NotFound)?;
    let tx = request.tx().await?;
    let found = service::search(tx, &filter, number).await?;
    let courses = courses::list(tx).await?;
    let years = service::journal_years(tx).await?;
    let last = (found.count + PAGE - 1).div_euclid(PAGE).max(1);
    if number > last {
        return Err(AppError::NotFound);
    }
    let count = u32::try_from(found.count).unwrap_or(u32::MAX);
    let is_all = filter == RegisterFilter::default();
    let list = if found.certificates.is_empty() {
        let words = if is_all { text!(locale, certificates.none) } else { text!(locale, certificates.no_match) };
        view! { <Empty><h2>{words}</h2></Empty> }.into_any()
    } else {
        let rows = found.certificates.iter().map(|one| certificate_row(locale, one, today)).collect_view();
        certificate_table(locale, rows).into_any()
    };
    let address = site::StaffCertificates.path(locale);
    let base = filter.behind(&address);
    let base = if base.contains('?') { base } else { format!("{base}?") };
    let workbook = (found.count > 0).then(|| {
        let href = filter.behind(&site::RegisterFile.path(locale));
        view! { <a class="btn" href=href><Icon name=IconName::Download/>{text!(locale, certificates.workbook)}</a> }
    });
    let title = text!(locale, layout.certificates);
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <div class="head"><h1>{title.clone()}</h1></div>
            {search(locale, &filter, courses)}
            <div class="row row--apart">
                <p role="status">{text!(locale, certificates.found, count = count)}</p>
                {workbook}
            </div>
            {list}
            <Pager locale current=number last base/>
            {journals(locale, years)}
        </div>
    };
    Ok(Page::new(title, Section::Certificates, main).staff())
}

fn search(locale: Locale, filter: &RegisterFilter, courses: Vec<(CourseId, Course)>) -> impl IntoView + use<> {
    let all = |all: String, options: Vec<(String, String)>| -> Vec<(String, String)> {
        std::iter::once((String::new(), all)).chain(options).collect()
    };
    let courses = courses
        .into_iter()
        .map(|(id, course)| (id.to_string(), format!("{} {}", course.code, course.title.pick(locale).0)))
        .collect();
    let courses = all(text!(locale, certificates.all_courses), courses);
    let states = Status::ALL.iter().map(|one| (one.as_str().to_owned(), status_name(locale, *one))).collect();
    let states = all(text!(locale, certificates.all_states), states);
    let day = |day: Option<NaiveDate>| day.map(dates::short).unwrap_or_default();
    let state = filter.state.map(Status::as_str).unwrap_or_default();
    view! {
        <form class="stack" action=site::StaffCertificates.path(locale) role="search">
            <div class="joined">
                <div class="searchbar">
                    <Icon name=IconName::Search/>
                    <label class="vh" for=Q>{text!(locale, certificates.search)}</label>
                    <input class="input" type="search" id=Q name=Q value=filter.q.clone() autocomplete="off"
                        placeholder=text!(locale, certificates.search)/>
                </div>
                <button class="btn btn--go">{text!(locale, certificates.find)}</button>
            </div>
            <details class="filters filters--bar" open=filter.is_narrowed()>
                <summary>
                    <Icon name=IconName::Filter/>{text!(locale, certificates.narrow)}<Icon name=IconName::Chevron/>
                </summary>
                <div class="filters__in">
                    <SelectField locale name=COURSE label=text!(locale, certificates.course) options=courses
                        chosen=filter.course.map(|id| id.to_string()).unwrap_or_default() problem=None/>
                    <SelectField locale name=STATE label=text!(locale, certificates.state) options=states
                        chosen=state problem=None/>
                    <TextField locale name=FROM label=text!(locale, certificates.issued_from) value=day(filter.from)
                        problem=None inputmode="numeric" autocomplete="off"/>
                    <TextField locale name=TO label=text!(locale, certificates.issued_to) value=day(filter.to)
                        problem=None inputmode="numeric" autocomplete="off"/>
                    <button class="btn">{text!(locale, ui.show_narrowed)}</button>
                </div>
            </details>
        </form>
    }
}

/// Journals of the years in which anything was issued, for paper.
fn journals(locale: Locale, years: Vec<i32>) -> impl IntoView {
    let years = years.into_iter().map(|year| {
        view! { <li><a href=site::Journal { year }.path(locale)>{year}</a></li> }
    });
    view! {
        <section class="stack stack--2" aria-labelledby="journal">
            <h2 id="journal" class="h3">{text!(locale, certificates.journal)}</h2>
            <p class="small muted">{text!(locale, certificates.journal_more)}</p>
            <ul class="row">{years.collect_view()}</ul>
        </section>
    }
}
