//! Words for states, for what has just happened, and for the time that is left.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use super::model::TimeLeft;
use crate::{
    courses::pages::where_held,
    enrollments::{
        State,
        outcome::Outcome,
        pages::{state_badge, state_words},
        service::OwnEnrollment,
    },
    ground::{Locale, Localized, clock},
    i18n::{dates, text},
    ui::{BadgeKind, IconName, fallback::language_name},
};

/// Words with the language they are in, where it is not the reader's.
pub(super) struct Title {
    pub words: String,
    pub lang: Option<&'static str>,
}

impl Title {
    pub(super) fn of(locale: Locale, text: &Localized) -> Self {
        let (words, written_in) = text.pick(locale);
        Self { words: words.to_owned(), lang: (written_in != locale).then(|| written_in.code()) }
    }
}

/// Badge for the state, with the position in the queue.
pub(super) fn badge(locale: Locale, own: &OwnEnrollment) -> (BadgeKind, IconName, String) {
    let (kind, icon) = state_badge(own.state);
    let words = match own.queue_position {
        Some((place, all)) => text!(locale, ui.waitlisted_at, place = place, all = all),
        None => state_words(locale, own.state),
    };
    (kind, icon, words)
}

/// Words for the step by which an enrollment came into a state.
pub(super) fn step(locale: Locale, to: State) -> String {
    match to {
        State::Applied => text!(locale, my.step_applied),
        State::Confirmed => text!(locale, my.step_confirmed),
        State::Waitlisted => text!(locale, my.step_waitlisted),
        other => state_words(locale, other),
    }
}

/// Words for the outcome of a form, and for what can be undone.
pub(super) fn outcome(locale: Locale, outcome: Outcome) -> (String, String) {
    match outcome {
        Outcome::Confirmed => (text!(locale, my.done_confirmed), text!(locale, my.done_confirmed_more)),
        Outcome::Accepted => (text!(locale, my.done_accepted), text!(locale, my.done_confirmed_more)),
        Outcome::Waitlisted => (text!(locale, my.done_waitlisted), text!(locale, my.done_waitlisted_more)),
        Outcome::Applied => (text!(locale, my.done_applied), text!(locale, my.done_applied_more)),
        Outcome::Withdrawn => (text!(locale, my.done_withdrawn), text!(locale, my.done_withdrawn_more)),
    }
}

/// Words for a time left, as "2 days and 23 hours": the units that matter, without those that are nought.
pub(super) fn time_left(locale: Locale, left: TimeLeft) -> String {
    let TimeLeft { days, hours, minutes } = left;
    let parts = [
        (days > 0).then(|| text!(locale, my.days, count = days)),
        (hours > 0).then(|| text!(locale, ui.hours, count = hours)),
        (minutes > 0).then(|| text!(locale, my.minutes, count = minutes)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Line below a title: where, in which language, when and how long.
pub(super) fn about_run(locale: Locale, own: &OwnEnrollment) -> AnyView {
    let held = where_held(locale, own.format, &own.venue).view();
    let parts = [
        own.language.map(|language| language_name(locale, language)),
        Some(dates::span(locale, own.starts_on, own.ends_on)),
        Some(text!(locale, ui.hours, count = own.academic_hours.unsigned_abs())),
    ];
    let rest = parts.into_iter().flatten().fold(String::new(), |rest, part| rest + "\u{a0}· " + &part);
    view! { {held}{rest} }.into_any()
}

/// Words for the first meeting, or for the first day while no meetings are set.
pub(super) fn beginning(locale: Locale, own: &OwnEnrollment, today: NaiveDate) -> (String, String) {
    match own.first_meeting {
        Some(at) => (text!(locale, my.first_meeting), moment(locale, at, today)),
        None => (text!(locale, my.first_day), dates::day_with_weekday(locale, own.starts_on, today)),
    }
}

fn moment(locale: Locale, at: DateTime<Utc>, today: NaiveDate) -> String {
    format!("{}, {}", dates::day_with_weekday(locale, clock::day_of(at), today), dates::time(at))
}

/// Last day on which a person can withdraw by themselves.
pub(super) fn eve(own: &OwnEnrollment) -> NaiveDate {
    own.starts_on.pred_opt().unwrap_or(own.starts_on)
}
