//! People of the registry to choose from.

use leptos::prelude::*;

use crate::{
    courses::service::RunDetails,
    enrollments::{
        query::{ACTION, ByHandStep, Q},
        service::PERSON,
        site,
    },
    ground::{Locale, address::Address},
    i18n::{dates, text},
    specialists::service::{FoundPeople, PersonCard},
    ui::{Empty, capitalized},
};

/// People that the search found, and the way on where it did not find the right one.
pub(super) fn found(locale: Locale, details: &RunDetails, typed: &str, found: FoundPeople) -> impl IntoView + use<> {
    let count = found.people.len();
    let list = if count == 0 {
        view! { <Empty><h3>{text!(locale, enrollments.by_hand_nobody)}</h3></Empty> }.into_any()
    } else {
        let words = if found.has_more {
            text!(locale, enrollments.by_hand_many, count = count)
        } else {
            text!(locale, enrollments.by_hand_found, count = count)
        };
        view! { <p role="status">{words}</p>{person_list(locale, details, &found.people)} }.into_any()
    };
    let action = site::NewApplication::of(&details.run.code).path(locale);
    view! {
        {list}
        <form method="post" class="row" action=action>
            <input type="hidden" name=Q value=typed.to_owned()/>
            <p>{text!(locale, enrollments.by_hand_not_there)}</p>
            <button class="btn" name=ACTION value=ByHandStep::New.as_str()>
                {text!(locale, enrollments.by_hand_new)}
            </button>
        </form>
    }
}

/// Table of people, each with the button that chooses them.
pub(super) fn person_list(locale: Locale, details: &RunDetails, people: &[PersonCard]) -> impl IntoView + use<> {
    let rows = people.iter().map(|one| row(locale, details, one)).collect_view();
    view! {
        <table class="table table--stack" role="table">
            <caption class="vh">{text!(locale, enrollments.by_hand_people)}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{text!(locale, enrollments.name)}</th>
                    <th role="columnheader" scope="col">{text!(locale, enrollments.birth_date)}</th>
                    <th role="columnheader" scope="col">{text!(locale, enrollments.iin)}</th>
                    <th role="columnheader" scope="col">{text!(locale, enrollments.works)}</th>
                    <th role="columnheader" scope="col"><span class="vh">{text!(locale, enrollments.choose)}</span></th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}

fn row(locale: Locale, details: &RunDetails, one: &PersonCard) -> impl IntoView + use<> {
    let action = site::NewApplication::of(&details.run.code).path(locale);
    let name = one.name.full();
    let label = text!(locale, enrollments.by_hand_pick_person, name = name.clone());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" class="nowrap" data-label=text!(locale, enrollments.birth_date)>{birth_words(one)}</td>
            <td role="cell" class="nowrap" data-label=text!(locale, enrollments.iin)>{iin_words(one)}</td>
            <td role="cell" class="muted">{work_words(locale, one)}</td>
            <td role="cell">
                <form method="post" action=action>
                    <input type="hidden" name=PERSON value=one.id.to_string()/>
                    <button class="btn" name=ACTION value=ByHandStep::Pick.as_str() aria-label=label>
                        {text!(locale, enrollments.by_hand_pick)}
                    </button>
                </form>
            </td>
        </tr>
    }
}

pub(super) fn birth_words(one: &PersonCard) -> String {
    one.birth_date.as_ref().map_or_else(|| "–".to_owned(), |day| dates::short(*day.reveal()))
}

pub(super) fn iin_words(one: &PersonCard) -> String {
    one.iin.as_ref().map_or_else(|| "–".to_owned(), crate::specialists::Iin::masked)
}

/// Profession, organisation and region.
pub(super) fn work_words(locale: Locale, one: &PersonCard) -> String {
    let profession = one.facts.profession.map(|profession| capitalized(profession.name.get(locale)));
    let region = one.facts.region.map(|region| region.name.get(locale).to_owned());
    [profession, one.organization.clone(), region].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
