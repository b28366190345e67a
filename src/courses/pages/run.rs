//! Parts of a run's own page: its seats, its meetings, its trainers.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::parts::{Picked, seats};
use crate::{
    courses::{
        model::{Meeting, Places, Trainer},
        site,
    },
    ground::{Locale, clock::day_of},
    i18n::{dates, text},
    ui::{Icon, IconName},
};

/// Number of seats that are left, large, and as ticks; or of people who wait for one.
pub fn places(locale: Locale, places: Places) -> AnyView {
    let (figure, rest) = match (places.free(), places.waiting) {
        (0, 0) => (text!(locale, courses.full), None),
        (0, waiting) => (text!(locale, courses.full), Some(text!(locale, courses.waiting, count = waiting))),
        (free, _) => (
            text!(locale, courses.places, count = free),
            Some(text!(locale, courses.left_of, capacity = places.capacity)),
        ),
    };
    view! {
        <div class="places">
            <p class="lead-n"><b class="big">{figure}</b>" "{rest}</p>
            {seats(places)}
        </div>
    }
    .into_any()
}

/// Table of the meetings with their subjects, in the time of Astana; a sentence while none are set.
pub fn meetings_table(locale: Locale, meetings: &[Meeting], today: NaiveDate) -> AnyView {
    if meetings.is_empty() {
        return view! { <p class="muted">{text!(locale, courses.no_meetings)}</p> }.into_any();
    }
    let rows = meetings
        .iter()
        .map(|meeting| {
            let topic = Picked::of(locale, &meeting.topic);
            let hours = meeting.academic_hours.unsigned_abs();
            let day = dates::day_with_weekday(locale, day_of(meeting.starts_at), today);
            view! {
                <tr>
                    <th scope="row" class="nowrap">{day}</th>
                    <td class="nowrap">{dates::times(meeting.starts_at, meeting.ends_at)}</td>
                    <td class="topic" lang=topic.lang>{topic.words}</td>
                    <td class="num">{hours}<span class="unit">" "{text!(locale, courses.hours_unit, count = hours)}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="scroll" role="region" aria-label=text!(locale, courses.meetings_table) tabindex="0">
            <table class="table table--meet">
                <thead>
                    <tr>
                        <th scope="col">{text!(locale, courses.day)}</th>
                        <th scope="col">{text!(locale, courses.time)}</th>
                        <th scope="col">{text!(locale, courses.topic)}</th>
                        <th scope="col" class="num">{text!(locale, ui.hours_label)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Link to the run's calendar file.
pub fn calendar_link(locale: Locale, code: &str) -> AnyView {
    view! {
        <p>
            <a class="more" href=site::CalendarFile::in_language(code, locale)>
                <Icon name=IconName::Calendar/>{text!(locale, ui.to_calendar)}
            </a>
        </p>
    }
    .into_any()
}

/// List of trainers, each with a line about them; nothing if nobody agreed to be named here.
pub fn trainers_list(locale: Locale, trainers: &[Trainer]) -> AnyView {
    let trainers = trainers
        .iter()
        .map(|trainer| {
            let about = Picked::of(locale, &trainer.about);
            view! {
                <li>
                    <h3>{trainer.name.clone()}</h3>
                    <p class="muted small" lang=about.lang>{about.words}</p>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!trainers.is_empty()).then(|| view! { <ul class="grid-2">{trainers}</ul> }).into_any()
}
