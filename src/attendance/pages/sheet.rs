//! List of the people of a run for paper, with room for their signatures.

use leptos::prelude::*;

use super::name_words;
use crate::{
    attendance::{
        service::{self, Grid},
        site,
    },
    courses::{model::Meeting, pages::where_held},
    ground::{AppError, Locale, address::Address, clock},
    i18n::{dates, text},
    ui::{Page, PageRequest, Section},
};

/// Number of meetings that fit side by side on A4.
const MEETINGS_ABREAST: usize = 6;

/// `GET /{l}/staff/runs/{run}/attendance/sheet`: list and signature sheet, to be printed on A4.
pub async fn sheet(mut request: PageRequest, address: site::Sheet) -> Result<Page, AppError> {
    let locale = request.locale;
    let grid = service::grid(request.tx().await?, address.run.as_str()).await?;
    let (run, course) = (&grid.details.run, &grid.details.course);
    let (title, written_in) = course.title.pick(locale);
    let lang = (written_in != locale).then(|| written_in.code());
    let title = title.to_owned();
    let facts = format!(
        "{} · {} · {}",
        run.code,
        dates::span(locale, run.starts_on, run.ends_on),
        where_held(locale, course.format, &run.venue).plain()
    );
    let back = site::Attendance::of(&run.code).path(locale);
    let numbered: Vec<(usize, &Meeting)> = (1..).zip(&grid.details.meetings).collect();
    let mut parts: Vec<&[(usize, &Meeting)]> = numbered.chunks(MEETINGS_ABREAST).collect();
    if parts.is_empty() {
        parts.push(&[]);
    }
    let tables = parts.into_iter().map(|meetings| table(locale, &grid, meetings)).collect_view();
    let main = view! {
        <div class="wrap page stack">
            <div class="stack stack--2">
                <p class="tag">{text!(locale, attendance.sheet)}</p>
                <h1 lang=lang>{title}</h1>
                <p class="muted">{facts}</p>
            </div>
            <p class="small no-print">{text!(locale, attendance.sheet_how)}" "
                <a href=back>{text!(locale, attendance.back)}</a></p>
            {tables}
            <p class="sheet__sign">{text!(locale, attendance.trainer_signs)}</p>
        </div>
    };
    Ok(Page::new(text!(locale, attendance.sheet), Section::Runs, main).staff())
}

/// Table of everybody with a column for each of these meetings, or with one for a signature where there are none.
fn table(locale: Locale, grid: &Grid, meetings: &[(usize, &Meeting)]) -> impl IntoView + use<> {
    let columns = meetings.len().max(1);
    let head = meetings
        .iter()
        .map(|(number, meeting)| {
            let day = dates::day_month(locale, clock::day_of(meeting.starts_at));
            let hours = text!(locale, attendance.hours, count = meeting.academic_hours.unsigned_abs());
            view! { <th scope="col"><b>{*number}</b>{day}<br/>{hours}</th> }
        })
        .collect_view();
    let head = if meetings.is_empty() {
        view! { <th scope="col">{text!(locale, attendance.signature)}</th> }.into_any()
    } else {
        head.into_any()
    };
    let rows = (1_usize..)
        .zip(&grid.people)
        .map(|(number, person)| {
            let cells = (0..columns).map(|_| view! { <td></td> }).collect_view();
            view! { <tr><td class="num">{number}</td><th scope="row">{name_words(locale, person)}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, attendance.sheet)>
            <table class="sheet">
                <caption class="vh">{text!(locale, attendance.sheet)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text!(locale, attendance.number)}</th>
                        <th scope="col">{text!(locale, attendance.person)}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
