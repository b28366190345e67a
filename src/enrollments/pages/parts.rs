//! Parts that the pages of a run share: what the run is, what follows from applying, and what prevents it.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    courses::{self, model::Opening, service::RunDetails},
    enrollments::{
        model::{Closed, State},
        service::{Overlap, OwnEnrollment},
        site,
    },
    ground::{Locale, Localized, address::Address, clock},
    i18n::{dates, text},
    ui::{BadgeKind, Crumb, Crumbs, IconName, Notice, NoticeKind},
};

/// Name of a course with its language, if it is not the reader's.
pub(super) struct Title {
    pub words: String,
    pub lang: Option<&'static str>,
    pub written_in: Locale,
}

impl Title {
    pub(super) fn of(locale: Locale, text: &Localized) -> Self {
        let (words, written_in) = text.pick(locale);
        Self { words: words.to_owned(), lang: (written_in != locale).then(|| written_in.code()), written_in }
    }
}

/// Words for the state of an enrollment.
pub fn state_words(locale: Locale, state: State) -> String {
    match state {
        State::Applied => text!(locale, ui.applied),
        State::Confirmed => text!(locale, ui.confirmed),
        State::Waitlisted => text!(locale, enrollments.waitlisted),
        State::Declined => text!(locale, enrollments.declined),
        State::Withdrawn => text!(locale, enrollments.withdrawn),
        State::Offered => text!(locale, ui.offered),
        State::Expired => text!(locale, ui.expired),
        State::Completed => text!(locale, ui.completed),
        State::NotCompleted => text!(locale, enrollments.not_completed),
        State::NoShow => text!(locale, enrollments.no_show),
    }
}

/// Words for the state of somebody else's enrollment, as staff see it.
pub fn state_words_for_staff(locale: Locale, state: State) -> String {
    match state {
        State::Confirmed => text!(locale, enrollments.has_place),
        State::Offered => text!(locale, enrollments.is_offered),
        other => state_words(locale, other),
    }
}

/// Kind and icon of the badge of a state.
pub const fn state_badge(state: State) -> (BadgeKind, IconName) {
    match state {
        State::Applied => (BadgeKind::Info, IconName::Clock),
        State::Confirmed | State::Completed => (BadgeKind::Ok, IconName::CheckCircle),
        State::Waitlisted => (BadgeKind::Info, IconName::Queue),
        State::Offered => (BadgeKind::Warn, IconName::Hourglass),
        State::Declined | State::Withdrawn | State::Expired | State::NotCompleted | State::NoShow => {
            (BadgeKind::Plain, IconName::XCircle)
        }
    }
}

/// Links back up: from the run to its course and the catalogue, and from one of its pages to the run.
pub(super) fn crumbs(locale: Locale, details: &RunDetails, page: Option<String>) -> impl IntoView + use<> {
    let title = Title::of(locale, &details.course.title);
    let run = text!(locale, enrollments.run, run = details.run.code.clone());
    let mut above = vec![
        Crumb { words: text!(locale, layout.courses), lang: None, href: courses::site::Catalogue.path(locale) },
        Crumb {
            words: title.words,
            lang: title.lang,
            href: courses::site::CoursePage::of(&details.course.code).path(locale),
        },
    ];
    let here = match page {
        Some(page) => {
            above.push(Crumb { words: run, lang: None, href: site::RunPage::of(&details.run.code).path(locale) });
            page
        }
        None => run,
    };
    view! { <Crumbs locale above here/> }
}

/// Line below a heading that says which run the page is about.
pub(super) fn which_run(locale: Locale, details: &RunDetails) -> impl IntoView + use<> {
    let title = Title::of(locale, &details.course.title);
    let days = dates::span(locale, details.run.starts_on, details.run.ends_on);
    view! { <p class="lede"><span lang=title.lang>{title.words}</span><br/>{days}</p> }
}

/// Day by which staff answer, if they choose, in words.
pub(super) fn answer(locale: Locale, decides_on: Option<NaiveDate>) -> String {
    if let Some(day) = decides_on {
        text!(locale, enrollments.next_selection_by, day = dates::long(locale, day))
    } else {
        text!(locale, enrollments.next_selection)
    }
}

/// Outcome of applying, and until when it can be undone; `None` if nobody can apply.
pub(super) fn prospects(locale: Locale, details: &RunDetails, opening: Opening) -> Option<AnyView> {
    let next = match opening {
        Opening::Place => text!(locale, enrollments.next_place),
        Opening::WaitingList => {
            let list = text!(locale, enrollments.next_list, place = details.run.places.waiting + 1);
            let turn = text!(locale, enrollment_letters.turn, count = details.offer_hours.unsigned_abs());
            format!("{list} {turn}")
        }
        Opening::Selection => answer(locale, details.decides_on),
        Opening::Over => return None,
    };
    let undo = text!(locale, enrollments.undo, day = dates::long(locale, details.run.eve()));
    Some(view! { <p>{next}</p><p>{undo}</p> }.into_any())
}

/// Words on the button that applies.
pub(super) fn button_words(locale: Locale, opening: Opening) -> String {
    match opening {
        Opening::Place => text!(locale, ui.enroll),
        Opening::WaitingList => text!(locale, ui.wait),
        Opening::Selection | Opening::Over => text!(locale, ui.apply),
    }
}

/// Words on the link or button that withdraws.
pub(super) fn withdraw_words(locale: Locale, own: &OwnEnrollment) -> String {
    match own.state {
        State::Applied => text!(locale, ui.withdraw_application),
        State::Waitlisted => text!(locale, ui.leave_list),
        _ => text!(locale, enrollments.give_up),
    }
}

/// Notice why nobody can apply any more, with a link to other dates.
pub(super) fn closed_notice(locale: Locale, details: &RunDetails, closed: Closed) -> impl IntoView + use<> {
    let day = |day| dates::long(locale, day);
    let words = match closed {
        Closed::ByCentre => text!(locale, enrollments.closed_by_centre),
        Closed::Ended(on) => text!(locale, enrollments.closed_ended, day = day(on)),
        Closed::Begun(on) => text!(locale, enrollments.closed_begun, day = day(on)),
        Closed::After(on) => text!(locale, enrollments.closed_after, day = day(on)),
    };
    let address = courses::site::CoursePage::of(&details.course.code).path(locale);
    view! { <Notice>{words}" "<a href=address>{text!(locale, enrollments.other_dates)}</a></Notice> }
}

/// Notice about another run of the reader's own that has a day in common with this one.
pub(super) fn overlap_notice(locale: Locale, overlap: &Overlap) -> impl IntoView + use<> {
    let title = Title::of(locale, &overlap.title);
    let days = dates::span(locale, overlap.starts_on, overlap.ends_on);
    let more = text!(locale, enrollments.overlap_more, course = title.words, days = days);
    let address = site::RunPage::of(&overlap.code).path(locale);
    view! {
        <Notice kind=NoticeKind::Warn title=Some(text!(locale, enrollments.overlap))>
            {more}" "<a href=address>{text!(locale, enrollments.overlap_run)}</a>
        </Notice>
    }
}

/// Words for the end of an enrollment that is over.
pub(super) fn former_words(locale: Locale, own: &OwnEnrollment) -> String {
    let day = dates::long(locale, clock::day_of(own.since));
    match own.state {
        State::Declined if own.waited_in_vain() => text!(locale, enrollments.former_no_place, day = day),
        State::Declined => {
            text!(locale, enrollments.former_declined, day = day, reason = own.last_reason.as_str().to_owned())
        }
        State::Expired => text!(locale, enrollments.former_expired, day = day),
        State::Withdrawn if own.is_run_cancelled() => text!(locale, enrollments.former_cancelled, day = day),
        _ => text!(locale, enrollments.former_withdrawn, day = day),
    }
}
