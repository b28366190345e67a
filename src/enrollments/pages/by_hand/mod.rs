//! `/{l}/staff/runs/{run}/applications/new`: staff enroll somebody by hand, found in the registry or entered from paper.
//!
//! Every step is sent by POST, so that neither a name nor an IIN stands in an address.

mod form;
mod people;

use leptos::prelude::*;

use self::{
    form::{known_person, new_person},
    people::found,
};
use crate::{
    courses::{
        pages::staff::{RunTab, run_frame},
        service::RunDetails,
    },
    enrollments::{
        model::{State, begins_by_hand},
        query::{ACTION, ByHandStep, Q},
        service::{self, PERSON},
        site,
    },
    ground::{AppError, Locale, address::Address, error::Clash, ids::SpecialistId},
    i18n::text,
    specialists::service as specialists,
    ui::{FormState, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn new_application(mut request: PageRequest, address: site::NewApplication) -> Result<Page, AppError> {
    let (locale, caller, today) = (request.locale, request.reader.caller.clone(), request.today());
    let form = request.form.clone();
    let tx = request.tx().await?;
    let details = service::run_for_staff(tx, address.run.as_str()).await?;
    let content = match begins_by_hand(&details.run, today) {
        Err(clash) => refusal(locale, clash).into_any(),
        Ok(begins) => match form.value(ACTION, "").parse() {
            Ok(ByHandStep::Search) => {
                let typed = form.value(Q, "");
                let people = specialists::search(tx, &typed).await?;
                view! { {search(locale, &details, &typed)}{found(locale, &details, &typed, people)} }.into_any()
            }
            Ok(step @ (ByHandStep::Pick | ByHandStep::Enroll)) => match chosen(&form) {
                Some(id) => {
                    let chosen = service::chosen_person(tx, &details, id).await?.ok_or(AppError::NotFound)?;
                    known_person(locale, &details, &form, begins, &chosen).into_any()
                }
                None if step == ByHandStep::Enroll => {
                    let known = specialists::known_of_form(tx, |name| form.value(name, "")).await?;
                    new_person(locale, &details, &form, begins, known).into_any()
                }
                None => search(locale, &details, "").into_any(),
            },
            Ok(ByHandStep::New) => new_person(locale, &details, &form, begins, Vec::new()).into_any(),
            Err(_) => search(locale, &details, "").into_any(),
        },
    };
    let title = text!(locale, enrollments.by_hand);
    let back = site::Applications::of(&details.run.code).path(locale);
    let content = view! {
        <div class="stack stack--5">
            <div>
                <h2>{title.clone()}</h2>
                <p class="muted">{text!(locale, enrollments.by_hand_lede)}</p>
            </div>
            {content}
            <p><a href=back>{text!(locale, enrollments.back_to_list)}</a></p>
        </div>
    };
    let main = run_frame(locale, &caller, &details, RunTab::Applications, content);
    Ok(Page::new(format!("{title}: {}", details.run.code), Section::Runs, main).staff())
}

fn chosen(form: &FormState) -> Option<SpecialistId> {
    form.value(PERSON, "").parse().ok().map(SpecialistId)
}

/// Words for why the run takes nobody.
fn refusal(locale: Locale, clash: Clash) -> impl IntoView {
    let words = match clash {
        Clash::RunIsFull => text!(locale, enrollments.by_hand_full),
        Clash::RunIsClosed => text!(locale, enrollments.by_hand_closed),
        Clash::RunIsCancelled => text!(locale, enrollments.by_hand_cancelled),
        _ => text!(locale, enrollments.by_hand_draft),
    };
    view! { <Notice icon=IconName::Lock>{words}</Notice> }
}

/// Search of the registry.
fn search(locale: Locale, details: &RunDetails, typed: &str) -> impl IntoView + use<> {
    let action = site::NewApplication::of(&details.run.code).path(locale);
    view! {
        <form class="joined" method="post" action=action role="search">
            <input type="hidden" name=ACTION value=ByHandStep::Search.as_str()/>
            <div class="searchbar">
                <Icon name=IconName::Search/>
                <label class="vh" for=Q>{text!(locale, enrollments.name_or_iin)}</label>
                <input class="input" type="search" id=Q name=Q value=typed.to_owned() autocomplete="off" maxlength="200"
                    placeholder=text!(locale, enrollments.name_or_iin)/>
            </div>
            <button class="btn btn--go">{text!(locale, enrollments.find)}</button>
        </form>
    }
}

/// Sentence that says what will happen: a seat, or a position on the waiting list.
fn outlook(locale: Locale, details: &RunDetails, begins: State) -> impl IntoView + use<> {
    let (kind, words) = match begins {
        State::Waitlisted => {
            let place = details.run.places.waiting + 1;
            (NoticeKind::Warn, text!(locale, enrollments.by_hand_waits, place = place))
        }
        _ => (NoticeKind::Plain, text!(locale, enrollments.by_hand_seat, count = details.run.places.free())),
    };
    view! { <Notice kind>{words}" "{text!(locale, enrollments.by_hand_letter)}</Notice> }
}

/// Buttons below the form that enrolls.
fn buttons(locale: Locale, begins: State) -> impl IntoView {
    let words = match begins {
        State::Waitlisted => text!(locale, enrollments.by_hand_to_list),
        _ => text!(locale, enrollments.by_hand_confirm),
    };
    view! {
        <div class="row">
            <button class="btn btn--go" name=ACTION value=ByHandStep::Enroll.as_str()>{words}</button>
        </div>
    }
}
