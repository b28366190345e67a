//! `/{l}/staff/runs/{run}/certificates`: the certificates of a run that are to come, and those that are issued.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::status::status_badge;
use crate::{
    certificates::{
        files::PART,
        forms::{ENROLLMENT, SURE},
        model::Certificate,
        outcome::Outcome,
        service::{self, Candidate, ISSUED_ON, RunCertificates, RunDocuments},
        site,
    },
    completion,
    courses::{
        pages::staff::{RunTab, run_frame},
        service::RunDetails,
    },
    ground::{Locale, address::Address},
    i18n::{dates, text},
    reference::{profession, region},
    registry,
    ui::{DayField, Empty, FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section, capitalized},
};

/// Seconds until a page is loaded again that shows documents being made.
const SOON: u32 = 2;

/// Page of a run's certificates. `rise` says what those that are issued mean for the figure, which a later room knows.
pub fn issue(request: &PageRequest, details: &RunDetails, certificates: RunCertificates, rise: AnyView) -> Page {
    let (locale, today) = (request.locale, request.today());
    let (form, outcomes) = (&request.form, request.counted_outcomes::<Outcome>());
    let RunCertificates { candidates, issued, documents } = certificates;
    let reports = outcomes.iter().map(|(outcome, count)| {
        let (kind, words) = if *outcome == Outcome::Left {
            (NoticeKind::Warn, text!(locale, certificates.done_left, count = *count))
        } else {
            (NoticeKind::Ok, text!(locale, certificates.done_issued, count = *count))
        };
        view! { <Notice kind>{words}</Notice> }
    });
    let to_come = if !candidates.is_empty() {
        to_come(locale, details, form, candidates, today).into_any()
    } else if issued.is_empty() {
        let close = completion::site::Close::of(&details.run.code).path(locale);
        view! {
            <Empty>
                <h2>{text!(locale, certificates.nobody_completed)}</h2>
                <p>{text!(locale, certificates.nobody_completed_more)}</p>
                <p><a href=close>{RunTab::Close.words(locale)}</a></p>
            </Empty>
        }
        .into_any()
    } else {
        ().into_any()
    };
    let content = view! { {reports.collect_view()}{rise}{to_come}{there(locale, details, issued, documents, today)} };
    let main = run_frame(locale, &request.reader.caller, details, RunTab::Certificates, content);
    let page = Page::new(format!("{}: {}", RunTab::Certificates.words(locale), details.run.code), Section::Runs, main);
    // the next look shows how far the documents have come
    let is_being_made = documents.due > 0 && documents.has_address;
    if is_being_made { page.staff().loaded_again(SOON) } else { page.staff() }
}

/// Form with the certificates that are to come.
fn to_come(
    locale: Locale,
    details: &RunDetails,
    form: &FormState,
    candidates: Vec<Candidate>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let (ready, held_up) = (
        count(candidates.iter().filter(|one| one.unprintable.is_none()).count()),
        count(candidates.iter().filter(|one| one.unprintable.is_some()).count()),
    );
    let first = candidates.iter().find_map(|one| one.number.clone()).map(|number| number.to_string());
    let numbers = first.map(|number| text!(locale, certificates.numbers_from, number = number));
    let obstacle = (held_up > 0).then(|| text!(locale, certificates.held_up, count = held_up));
    let is_sent = form.has(SURE);
    let rows = candidates.into_iter().map(|one| row(locale, one, form, is_sent)).collect_view();
    let summary = form.summary(locale, &[(ISSUED_ON, text!(locale, certificates.issued_on))]);
    let hours = details.course.academic_hours.unsigned_abs();
    let course = details.course.title.pick(locale).0.to_owned();
    view! {
        {summary}
        <form class="stack stack--5" method="post" action=site::Issue::of(&details.run.code).path(locale) novalidate>
            <input type="hidden" name=SURE value="1"/>
            <div>
                <h2>{text!(locale, certificates.ready, count = ready)}{obstacle.map(|words| format!(", {words}"))}</h2>
                <p class="muted">{numbers}</p>
            </div>
            <dl class="facts facts--tight">
                <div><dt>{text!(locale, certificates.course)}</dt><dd>{course}</dd></div>
                <div><dt>{text!(locale, certificates.volume)}</dt><dd>{text!(locale, ui.hours, count = hours)}</dd></div>
                <div>
                    <dt>{text!(locale, certificates.days)}</dt>
                    <dd>{dates::span(locale, details.run.starts_on, details.run.ends_on)}</dd>
                </div>
            </dl>
            <DayField locale name=ISSUED_ON label=text!(locale, certificates.issued_on)
                value=form.value(ISSUED_ON, &today.to_string()) problem=form.problem(ISSUED_ON)/>
            <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, certificates.to_come)>
                <table class="table table--stack table--mid" role="table">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col" class="pick">
                                <span class="vh">{text!(locale, certificates.choose)}</span>
                            </th>
                            <th role="columnheader" scope="col">{text!(locale, certificates.number)}</th>
                            <th role="columnheader" scope="col">{text!(locale, certificates.name_printed)}</th>
                            <th role="columnheader" scope="col">{text!(locale, certificates.profession)}</th>
                            <th role="columnheader" scope="col">{text!(locale, ui.region)}</th>
                            <th role="columnheader" scope="col">{text!(locale, certificates.validity)}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            <div class="bulk">
                <p class="small">{text!(locale, certificates.for_good)}</p>
                <button class="btn btn--go">{text!(locale, certificates.issue, count = ready)}</button>
            </div>
        </form>
    }
}

fn row(locale: Locale, one: Candidate, form: &FormState, is_sent: bool) -> impl IntoView + use<> {
    let Candidate { application, is_renamed, unprintable, valid_until, number } = one;
    let (id, name) = (application.id.to_string(), application.name.full());
    let is_ticked = if is_sent { form.all(ENROLLMENT).any(|sent| sent == id) } else { true };
    let label = text!(locale, certificates.choose_person, name = name.clone());
    let (person, edit) = (
        registry::site::Person { id: application.specialist },
        registry::site::EditPerson { id: application.specialist },
    );
    let flags = [
        unprintable
            .map(|letter| (edit.path(locale), text!(locale, certificates.unprintable, letter = letter.to_string()))),
        is_renamed.then(|| (person.path(locale), text!(locale, certificates.renamed))),
        application
            .is_possible_duplicate
            .then(|| (person.path(locale), text!(locale, certificates.looks_like_another))),
    ];
    let flags = flags.into_iter().flatten().map(|(href, words)| {
        view! { <span class="flag"><Icon name=IconName::Alert/><a href=href>{words}</a></span> }
    });
    let profession_name =
        application.profession.as_deref().and_then(profession).map(|one| capitalized(one.name.get(locale)));
    let region_name = application.region.as_deref().and_then(region).map(|one| one.name.get(locale).to_owned());
    let until = valid_until.map_or_else(|| text!(locale, certificates.for_ever), |day| dates::long(locale, day));
    let number = number.map_or_else(|| "–".to_owned(), |number| number.to_string());
    view! {
        <tr role="row">
            <td role="cell" class="pick">
                <label>
                    <input type="checkbox" name=ENROLLMENT value=id checked=is_ticked && unprintable.is_none()
                        disabled=unprintable.is_some()/>
                    <span class="vh">{label}</span>
                </label>
            </td>
            <td role="cell" class="code" data-label=text!(locale, certificates.number)>{number}</td>
            <th role="rowheader" scope="row">{name}{flags.collect_view()}</th>
            <td role="cell" class="muted">{profession_name}</td>
            <td role="cell" class="muted">{region_name}</td>
            <td role="cell" class="nowrap" data-label=text!(locale, certificates.validity)>{until}</td>
        </tr>
    }
}

/// Certificates of the run that are issued, with their documents together.
fn there(
    locale: Locale,
    details: &RunDetails,
    issued: Vec<Certificate>,
    documents: RunDocuments,
    today: NaiveDate,
) -> impl IntoView + use<> {
    (!issued.is_empty()).then(|| {
        let count = u32::try_from(issued.len()).unwrap_or(u32::MAX);
        let documents = match documents {
            RunDocuments { has_address: false, due, failed } if due + failed > 0 => {
                let words = text!(locale, errors.address_unset, variable = "MAMAN_URL");
                view! { <Notice kind=NoticeKind::Warn>{words}</Notice> }.into_any()
            }
            RunDocuments { due: 1.., .. } => making(locale, count, documents.due + documents.failed).into_any(),
            RunDocuments { failed, .. } => {
                let unmade = (failed > 0).then(|| {
                    let words = text!(locale, certificates.unmade, count = failed);
                    view! { <Notice kind=NoticeKind::Warn>{words}</Notice> }
                });
                view! { {unmade}{together(locale, &details.run.code, issued.len())} }.into_any()
            }
        };
        let rows = issued.into_iter().map(|one| certificate_row(locale, &one, today)).collect_view();
        view! {
            <section class="stack" aria-labelledby="issued">
                <h2 id="issued">{text!(locale, certificates.issued, count = count)}</h2>
                {documents}
                {certificate_table(locale, rows)}
            </section>
        }
    })
}

/// Progress of documents that are being made.
fn making(locale: Locale, all: u32, due: u32) -> impl IntoView {
    let made = all.saturating_sub(due);
    view! {
        <div class="notice" role="status">
            <Icon name=IconName::Hourglass/>
            <div class="stack stack--2">
                <p>{text!(locale, certificates.making, made = made, all = all)}</p>
                <progress max=all value=made aria-label=text!(locale, certificates.making_label)></progress>
            </div>
        </div>
    }
}

/// Documents of a run together: for printing, in an archive, and the order.
fn together(locale: Locale, run: &str, count: usize) -> impl IntoView + use<> {
    let link = |href: String, icon, words: String| view! { <a class="btn" href=href><Icon name=icon/>{words}</a> };
    let parts = service::print_files(count);
    let printing = (1..=parts).map(|part| {
        let words = match parts {
            1 => text!(locale, certificates.print_all),
            _ => text!(locale, certificates.print_part, part = part, parts = parts),
        };
        link(site::PrintFile::of(run).with(locale, [(PART, part.to_string())]), IconName::Print, words)
    });
    view! {
        <p class="row no-print">
            {printing.collect_view()}
            {link(site::RunArchive::of(run).path(locale), IconName::Download, text!(locale, certificates.archive))}
            {link(site::Order::of(run).path(locale), IconName::File, text!(locale, certificates.order))}
        </p>
    }
}

/// Table of certificates around its rows.
pub fn certificate_table(locale: Locale, rows: impl IntoView) -> impl IntoView {
    view! {
        <div class="scroll" role="region" tabindex="0" aria-label=text!(locale, layout.certificates)>
            <table class="table table--stack" role="table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{text!(locale, certificates.number)}</th>
                        <th role="columnheader" scope="col">{text!(locale, certificates.name_printed)}</th>
                        <th role="columnheader" scope="col">{text!(locale, certificates.course)}</th>
                        <th role="columnheader" scope="col">{text!(locale, certificates.issued_on)}</th>
                        <th role="columnheader" scope="col">{text!(locale, certificates.state)}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}

/// Row of a certificate, with the link to its page.
pub fn certificate_row(locale: Locale, one: &Certificate, today: NaiveDate) -> impl IntoView + use<> {
    let number = one.registration_number.to_string();
    let href = site::StaffCertificate::of(number.clone()).path(locale);
    let name = if one.is_erased() { text!(locale, certificates.erased) } else { one.printed.holder.full() };
    let course = one.printed.title.pick(locale).0.to_owned();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="nowrap"><a href=href>{number}</a></th>
            <td role="cell" data-label=text!(locale, certificates.name_printed)>{name}</td>
            <td role="cell" data-label=text!(locale, certificates.course)>{course}</td>
            <td role="cell" class="nowrap" data-label=text!(locale, certificates.issued_on)>
                {dates::short(one.printed.issued_on)}
            </td>
            <td role="cell">{status_badge(locale, one, today)}</td>
        </tr>
    }
}
