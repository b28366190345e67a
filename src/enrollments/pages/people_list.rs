//! List of the people of a run for paper.

use leptos::prelude::*;

use crate::{
    courses::pages::where_held,
    enrollments::{
        service::{self, RunApplication},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    reference::{profession, region},
    ui::{Page, PageRequest, Section, capitalized},
};

/// `GET /{l}/staff/runs/{run}/applications/list`: who is in the run, to be printed on A4.
pub async fn people_list(mut request: PageRequest, address: site::PeopleList) -> Result<Page, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let details = service::run_for_staff(tx, address.run.as_str()).await?;
    let people = service::people_of_run(tx, details.id).await?;
    let run = &details.run;
    let (course, written_in) = details.course.title.pick(locale);
    let lang = (written_in != locale).then(|| written_in.code());
    let facts = format!(
        "{} · {} · {}",
        run.code,
        dates::span(locale, run.starts_on, run.ends_on),
        where_held(locale, details.course.format, &run.venue).plain()
    );
    let title = text!(locale, enrollments.people_list);
    let count = text!(locale, enrollments.people_of_run, count = u32::try_from(people.len()).unwrap_or(u32::MAX));
    let back = site::Applications::of(&run.code).path(locale);
    let rows = (1_usize..).zip(&people).map(|(number, one)| row(locale, number, one)).collect_view();
    let main = view! {
        <div class="wrap page stack">
            <div class="stack stack--2">
                <p class="tag">{title.clone()}</p>
                <h1 lang=lang>{course.to_owned()}</h1>
                <p class="muted">{facts}". "{count}</p>
            </div>
            <p class="small no-print"><a href=back>{text!(locale, enrollments.back_to_list)}</a></p>
            <div class="scroll" role="region" tabindex="0" aria-label=title.clone()>
                <table class="sheet">
                    <caption class="vh">{title.clone()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"№"</th>
                            <th scope="col">{text!(locale, enrollments.name)}</th>
                            <th scope="col">{text!(locale, enrollments.profession)}</th>
                            <th scope="col">{text!(locale, enrollments.organization)}</th>
                            <th scope="col">{text!(locale, ui.region)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::Runs, main).staff())
}

fn row(locale: Locale, number: usize, one: &RunApplication) -> impl IntoView + use<> {
    let profession = one.profession.as_deref().and_then(profession).map(|one| capitalized(one.name.get(locale)));
    let region = one.region.as_deref().and_then(region).map(|one| one.name.get(locale).to_owned());
    view! {
        <tr>
            <td class="num">{number}</td>
            <th scope="row">{one.name.full()}</th>
            <td>{profession}</td>
            <td>{one.organization.clone()}</td>
            <td>{region}</td>
        </tr>
    }
}
