//! Letter of a course: its days are set, for whoever asked to be told.

use crate::{
    accounts::Account,
    courses::{model::details::RunDetails, site},
    enrollments,
    ground::address::Address,
    i18n::{dates, text},
    outbox::{Letter, LetterKind},
};

/// Letter about a run to somebody who asked when its course has days.
pub(super) fn dates_are_set(to: &Account, details: &RunDetails, origin: &str) -> Letter {
    let (locale, run) = (to.locale, &details.run);
    let title = details.course.title.pick(locale).0.to_owned();
    let days = dates::span(locale, run.starts_on, run.ends_on);
    let until = dates::long(locale, run.last_day_to_apply());
    let course = site::CoursePage::of(&details.course.code).url(origin, locale);
    Letter {
        kind: LetterKind::DatesAreSet,
        to: to.email.clone(),
        locale,
        subject: text!(locale, courses.letter_subject, title = title.clone()),
        paragraphs: vec![
            text!(locale, courses.letter_days, title = title, days = days),
            text!(locale, courses.letter_until, day = until),
            text!(locale, courses.letter_once, course = course),
        ],
        action: Some((
            text!(locale, courses.letter_open),
            enrollments::site::RunPage::of(&run.code).url(origin, locale),
        )),
        dedupe_key: Some(format!("dates {} {}", details.id, to.id)),
        calendar: None,
        useless_after: None,
    }
}
