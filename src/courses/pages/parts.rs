//! What the catalogue, a course and the home page say of a run in the same words.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    courses::{
        model::{Admission, Format, Opening, Places, Run},
        query::run_address,
    },
    ground::{Locale, Localized},
    i18n::text,
    ui::{IconName, Seats, fallback::language_name},
};

/// Words with the language they are in, where it is not the reader's.
pub(super) struct Picked {
    pub(super) words: String,
    pub(super) lang: Option<&'static str>,
    pub(super) written_in: Locale,
}

impl Picked {
    pub(super) fn of(locale: Locale, text: &Localized) -> Self {
        let (words, written_in) = text.pick(locale);
        Self { words: words.to_owned(), lang: (written_in != locale).then(|| written_in.code()), written_in }
    }

    /// Its lines, without empty ones.
    pub(super) fn lines(&self) -> impl Iterator<Item = String> {
        self.words.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned)
    }
}

/// Words as they begin a line.
pub(super) fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

pub(super) fn format_words(locale: Locale, format: Format) -> String {
    match format {
        Format::InPerson => text!(locale, home.in_person),
        Format::Online => text!(locale, home.online),
        Format::Blended => text!(locale, home.blended),
    }
}

pub(super) fn admission_words(locale: Locale, admission: Admission) -> String {
    match admission {
        Admission::FirstCome => text!(locale, courses.first_come),
        Admission::Selection => text!(locale, courses.selection),
    }
}

/// Languages in a row, as they stand in a sentence.
pub(super) fn languages_words(locale: Locale, languages: &[Locale]) -> String {
    languages.iter().map(|language| language_name(locale, *language)).collect::<Vec<_>>().join(", ")
}

/// Where a run of a course of this format is held, as far as it is known.
pub fn where_held(locale: Locale, format: Format, place: Option<&str>) -> (IconName, String) {
    match (format, place) {
        (Format::Blended, Some(place)) => (IconName::Pin, text!(locale, home.blended_in, place = place)),
        (Format::InPerson, Some(place)) => (IconName::Pin, place.to_owned()),
        (Format::InPerson, None) => (IconName::Pin, format_words(locale, format)),
        (Format::Online | Format::Blended, _) => (IconName::Screen, format_words(locale, format)),
    }
}

/// How many places are left, or how many people wait for one.
pub(super) fn places_words(locale: Locale, places: Places) -> String {
    match (places.free(), places.waiting) {
        (0, 0) => text!(locale, home.full),
        (0, waiting) => text!(locale, home.full_waiting, count = waiting),
        (free, _) => text!(locale, home.free, count = free, capacity = places.capacity),
    }
}

/// The places of a run as ticks: confirmed ones, and those kept for an offer.
pub(super) fn seats(places: Places) -> impl IntoView {
    let confirmed = places.taken.saturating_sub(places.offered);
    view! { <Seats capacity=places.capacity taken=confirmed offered=places.offered/> }
}

/// The places of a run in a list of runs: in words and as ticks.
pub fn places_in_list(locale: Locale, places: Places) -> AnyView {
    view! { <div class="places"><p>{places_words(locale, places)}</p>{seats(places)}</div> }.into_any()
}

/// The way to a run's page, called after what can be done there today. `what` tells it from other such buttons.
pub fn run_button(locale: Locale, run: &Run, today: NaiveDate, what: &str) -> AnyView {
    let (class, words) = match run.opening(today) {
        Opening::Place => ("btn btn--go", text!(locale, courses.enroll)),
        Opening::Selection => ("btn btn--go", text!(locale, courses.apply)),
        Opening::WaitingList => ("btn", text!(locale, courses.wait)),
        Opening::Over => ("btn", text!(locale, courses.details)),
    };
    let label = format!("{words}: {what}");
    view! { <a class=class href=run_address(locale, &run.code) aria-label=label>{words}</a> }.into_any()
}
