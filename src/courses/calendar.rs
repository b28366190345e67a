//! Calendar file of a run's meetings (RFC 5545).

use chrono::{Days, NaiveDate};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use super::model::{Format, Meeting, RunState, details::RunDetails};
use crate::{
    enrollments,
    ground::{Locale, address::Address},
    i18n::text,
};

/// Meetings of a run as events; while none are set, one event from the first day to the last. A run that is cancelled
/// cancels its events.
///
/// `origin` is the public address of the site. The same run gives the same file, so that a calendar that reads it again
/// has each meeting once.
pub fn calendar(details: &RunDetails, locale: Locale, origin: &str) -> String {
    calendar_without(details, &[], locale, origin)
}

/// Calendar of a run in which these meetings are cancelled: a calendar that has them takes them out.
pub fn calendar_without(details: &RunDetails, gone: &[Meeting], locale: Locale, origin: &str) -> String {
    let is_cancelled = details.run.state == RunState::Cancelled;
    let (title, _) = details.course.title.pick(locale);
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", format!("-//{}//Maman//{}", host(origin), locale.code().to_uppercase()).as_str()))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("X-WR-CALNAME", title));
    if is_cancelled {
        calendar.append_property(("METHOD", "CANCEL"));
    }
    let event = |number: i32, summary: &str| {
        let mut event = Event::new();
        event
            .uid(&format!("{}-{number}@{}", details.run.code, host(origin)))
            .timestamp(details.recorded_at)
            .sequence(details.revision.unsigned_abs())
            .last_modified(details.changed_at.unwrap_or(details.recorded_at))
            .summary(summary)
            .url(&enrollments::site::RunPage::of(&details.run.code).url(origin, locale));
        if let Some(location) = location(details, locale) {
            event.location(&location);
        }
        if is_cancelled {
            event.status(EventStatus::Cancelled);
        }
        event
    };
    for meeting in gone {
        let mut event = event(meeting.number, title);
        calendar.push(event.status(EventStatus::Cancelled).starts(meeting.starts_at).ends(meeting.ends_at).done());
    }
    for meeting in &details.meetings {
        let (topic, _) = meeting.topic.pick(locale);
        let summary = if topic.is_empty() { title.to_owned() } else { format!("{title}: {topic}") };
        calendar.push(event(meeting.number, &summary).starts(meeting.starts_at).ends(meeting.ends_at).done());
    }
    if details.meetings.is_empty() {
        let (first, last) = (details.run.starts_on, details.run.ends_on);
        calendar.push(event(1, title).starts(first).ends(day_after(last)).done());
    }
    folded(&calendar.to_string())
}

/// Octets of a line at most, with the space before a continued one (RFC 5545, 3.1).
const LINE: usize = 75;

/// Folds the lines again: the library lets the last part of a long one be an octet too long.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LINE {
                folded.push_str("\r\n ");
                length = 1;
            }
            folded.push(letter);
            length += letter.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

/// Day after this one: in a calendar the end of a day is the day after it.
fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

fn location(details: &RunDetails, locale: Locale) -> Option<String> {
    match details.course.format {
        Format::Online => Some(text!(locale, courses.online)),
        Format::InPerson | Format::Blended => {
            let (venue, _) = details.run.venue.pick(locale);
            (!venue.is_empty()).then(|| venue.to_owned())
        }
    }
}

/// Site's name without `https://`.
fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_longer_than_75_octets_whatever_its_length_and_script() {
        for letter in ["a", "ә", "李", "😀"] {
            for length in 0..240 {
                let line = format!("SUMMARY:{}", letter.repeat(length));
                let text = folded(&format!("{line}\r\n"));
                assert!(text.split("\r\n").all(|part| part.len() <= LINE), "{text}");
                assert_eq!(text.replace("\r\n ", ""), format!("{line}\r\n"));
            }
        }
    }
}
