//! Letters about an enrollment: what happened, what comes next, and until when something can be undone.

use chrono::{DateTime, NaiveDate, Utc};

use super::{site, wording};
use crate::{
    accounts::model::Account,
    courses::{
        self,
        model::{Meeting, change::RunChange},
        pages::where_held,
        service::{RunDetails, calendar, calendar_without},
    },
    db::Tx,
    ground::{AppError, Locale, Private, address::Address, ids::EnrollmentId},
    i18n::{dates, text},
    my,
    outbox::{self, Letter, LetterKind},
};

/// Changed meetings that a letter lists at most; of more it says that the timetable is new.
const MOST_LINES: usize = 6;

/// Step that a letter reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EnrollmentNotice<'a> {
    /// Application that staff are to decide on.
    Applied,
    Confirmed,
    /// Position on the waiting list, the first being 1.
    Waitlisted {
        place: u32,
    },
    /// Offer of a seat, which is reserved until this instant.
    Offered {
        until: DateTime<Utc>,
    },
    /// Offer that ended at this instant.
    OfferRanOut {
        until: DateTime<Utc>,
    },
    /// End of the waiting: the run has begun, and no seat has come free.
    NoPlace,
    /// Decline by staff, with their note if they want it to be said.
    Declined {
        note: Option<&'a str>,
    },
    Withdrawn {
        had_place: bool,
    },
    /// Change of the run in which the person has a seat, confirmed or offered.
    RunChanged {
        change: &'a RunChange,
        is_confirmed: bool,
    },
    RunCancelled {
        had_place: bool,
    },
}

impl EnrollmentNotice<'_> {
    const fn kind(self) -> LetterKind {
        match self {
            Self::Applied => LetterKind::ApplicationReceived,
            Self::Confirmed => LetterKind::PlaceConfirmed,
            Self::Waitlisted { .. } => LetterKind::WaitingList,
            Self::Offered { .. } => LetterKind::PlaceOffered,
            Self::OfferRanOut { .. } => LetterKind::OfferRanOut,
            Self::NoPlace => LetterKind::NoPlace,
            Self::Declined { .. } => LetterKind::Declined,
            Self::Withdrawn { .. } => LetterKind::Withdrawn,
            Self::RunChanged { .. } => LetterKind::RunChanged,
            Self::RunCancelled { .. } => LetterKind::RunCancelled,
        }
    }
}

/// Reader of a letter.
#[derive(Clone, Debug)]
pub(super) struct Recipient {
    pub email: Private<String>,
    pub locale: Locale,
}

impl From<&Account> for Recipient {
    fn from(account: &Account) -> Self {
        Self { email: account.email.clone(), locale: account.locale }
    }
}

/// Queues the letter that reports a step, in the transaction of the step. An enrollment comes into a state once, so one
/// letter of a kind is enough for it.
pub(super) async fn queue(
    tx: &mut Tx,
    recipient: &Recipient,
    details: &RunDetails,
    enrollment: EnrollmentId,
    notice: EnrollmentNotice<'_>,
) -> Result<(), AppError> {
    let writer = Writer { recipient, details, origin: tx.origin(), at: tx.at(), today: tx.today() };
    let letter = writer.write(enrollment, notice);
    Ok(outbox::queue(tx, letter).await?)
}

/// Subject and paragraphs of the letter about a step, as it reads in a language.
pub(super) fn text(
    tx: &Tx,
    details: &RunDetails,
    locale: Locale,
    notice: EnrollmentNotice<'_>,
) -> (String, Vec<String>) {
    let recipient = &Recipient { email: String::new().into(), locale };
    let writer = Writer { recipient, details, origin: tx.origin(), at: tx.at(), today: tx.today() };
    let (subject, paragraphs, _) = writer.words(notice);
    (subject, paragraphs)
}

/// Data that every letter is written from.
struct Writer<'a> {
    recipient: &'a Recipient,
    details: &'a RunDetails,
    origin: &'a str,
    at: DateTime<Utc>,
    today: NaiveDate,
}

impl Writer<'_> {
    fn write(&self, enrollment: EnrollmentId, notice: EnrollmentNotice<'_>) -> Letter {
        let locale = self.locale();
        let (subject, paragraphs, action) = self.words(notice);
        Letter {
            kind: notice.kind(),
            to: self.recipient.email.clone(),
            locale,
            subject,
            paragraphs,
            action: Some(action),
            dedupe_key: Some(match notice {
                // a run can be changed more than once
                EnrollmentNotice::RunChanged { .. } => {
                    format!("{} {enrollment} {}", notice.kind().as_str(), self.details.revision)
                }
                _ => format!("{} {enrollment}", notice.kind().as_str()),
            }),
            calendar: self.calendar(notice),
            useless_after: match notice {
                EnrollmentNotice::Offered { until } => Some(until - self.at),
                _ => None,
            },
        }
    }

    /// Subject, paragraphs and button of the letter, all in the reader's language.
    fn words(&self, notice: EnrollmentNotice<'_>) -> Words {
        let (subject, mut paragraphs, action) = match notice {
            EnrollmentNotice::Applied => self.applied(),
            EnrollmentNotice::Confirmed => self.confirmed(),
            EnrollmentNotice::Waitlisted { place } => self.waitlisted(place),
            EnrollmentNotice::Offered { until } => self.offered(until),
            EnrollmentNotice::OfferRanOut { until } => self.ran_out(until),
            EnrollmentNotice::NoPlace => self.no_place(),
            EnrollmentNotice::Declined { note } => self.declined(note),
            EnrollmentNotice::Withdrawn { had_place } => self.withdrawn(had_place),
            EnrollmentNotice::RunChanged { change, is_confirmed } => self.run_changed(change, is_confirmed),
            EnrollmentNotice::RunCancelled { had_place } => self.run_cancelled(had_place),
        };
        let (locale, run) = (self.locale(), &self.details.run);
        let days = dates::span(locale, run.starts_on, run.ends_on);
        paragraphs.insert(1, text!(locale, enrollment_letters.run, run = run.code.clone(), days = days));
        (subject, paragraphs, action)
    }

    /// File for the calendar of somebody who has a seat, or had one in a run that is cancelled.
    fn calendar(&self, notice: EnrollmentNotice<'_>) -> Option<String> {
        let (details, locale, origin) = (self.details, self.locale(), self.origin);
        match notice {
            EnrollmentNotice::Confirmed | EnrollmentNotice::RunCancelled { had_place: true } => {
                Some(calendar(details, locale, origin))
            }
            EnrollmentNotice::RunChanged { change, is_confirmed: true } => {
                let removed: Vec<_> = change.removed().into_iter().cloned().collect();
                Some(calendar_without(details, &removed, locale, origin))
            }
            _ => None,
        }
    }

    fn applied(&self) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let next = if let Some(day) = self.details.decides_on {
            text!(locale, enrollment_letters.selection_by, day = dates::long(locale, day))
        } else {
            text!(locale, enrollment_letters.selection)
        };
        (
            text!(locale, enrollment_letters.applied_subject, course = course.clone()),
            vec![text!(locale, enrollment_letters.applied, course = course), next, self.undo()],
            self.to_my(),
        )
    }

    fn confirmed(&self) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let first = self.details.meetings.first().map(|meeting| {
            let moment = wording::moment(locale, meeting.starts_at);
            text!(locale, enrollment_letters.first_meeting, moment = moment)
        });
        let place = where_held(locale, self.details.course.format, &self.details.run.venue).plain();
        let paragraphs = [
            Some(text!(locale, enrollment_letters.confirmed, course = course.clone())),
            first,
            Some(text!(locale, enrollment_letters.held, place = place)),
            Some(text!(locale, enrollment_letters.calendar)),
            Some(text!(locale, enrollment_letters.give_up, my = self.my(), day = self.eve())),
        ];
        (
            text!(locale, enrollment_letters.confirmed_subject, course = course),
            paragraphs.into_iter().flatten().collect(),
            self.to_my(),
        )
    }

    fn waitlisted(&self, place: u32) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let hours = self.details.offer_hours.unsigned_abs();
        (
            text!(locale, enrollment_letters.waitlisted_subject, course = course.clone()),
            vec![
                text!(locale, enrollment_letters.waitlisted, course = course, place = place),
                text!(locale, enrollment_letters.turn, count = hours),
                self.undo(),
            ],
            self.to_my(),
        )
    }

    fn offered(&self, until: DateTime<Utc>) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let address = site::Accept::of(&self.details.run.code).url(self.origin, locale);
        (
            text!(locale, enrollment_letters.offered_subject, course = course.clone()),
            vec![
                text!(locale, enrollment_letters.offered, course = course),
                text!(locale, enrollment_letters.offered_until, moment = wording::moment(locale, until)),
                text!(locale, enrollment_letters.offered_undo, my = self.my(), day = self.eve()),
            ],
            (text!(locale, ui.accept_place), address),
        )
    }

    fn ran_out(&self, until: DateTime<Utc>) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let moment = wording::moment(locale, until);
        let (next, action) = if self.details.run.takes_applications(self.today) {
            (text!(locale, enrollment_letters.join_again, day = self.last_day()), self.to_run())
        } else {
            (text!(locale, enrollment_letters.other_dates), self.to_course())
        };
        (
            text!(locale, enrollment_letters.ran_out_subject, course = course.clone()),
            vec![text!(locale, enrollment_letters.ran_out, course = course, moment = moment), next],
            action,
        )
    }

    fn no_place(&self) -> Words {
        let (locale, course) = (self.locale(), self.course());
        (
            text!(locale, enrollment_letters.no_place_subject, course = course.clone()),
            vec![
                text!(locale, enrollment_letters.no_place, course = course),
                text!(locale, enrollment_letters.other_dates),
            ],
            self.to_course(),
        )
    }

    fn declined(&self, note: Option<&str>) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let note = note.map(|note| text!(locale, enrollment_letters.note, note = note));
        let declined = text!(locale, enrollment_letters.declined, course = course.clone());
        let other = text!(locale, enrollment_letters.other_runs);
        (
            text!(locale, enrollment_letters.declined_subject, course = course),
            [Some(declined), note, Some(other)].into_iter().flatten().collect(),
            self.to_course(),
        )
    }

    fn withdrawn(&self, had_place: bool) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let freed = had_place.then(|| text!(locale, enrollment_letters.place_freed));
        let (next, action) = if self.details.run.takes_applications(self.today) {
            (text!(locale, enrollment_letters.apply_again, day = self.last_day()), self.to_run())
        } else {
            (text!(locale, enrollment_letters.other_dates), self.to_course())
        };
        let done = text!(locale, enrollment_letters.withdrawn, course = course.clone());
        (
            text!(locale, enrollment_letters.withdrawn_subject, course = course),
            [Some(done), freed, Some(next)].into_iter().flatten().collect(),
            action,
        )
    }

    fn run_changed(&self, change: &RunChange, is_confirmed: bool) -> Words {
        let (locale, course, after) = (self.locale(), self.course(), &change.after);
        let moment = |meeting: &Meeting| wording::moment(locale, meeting.starts_at);
        let days = change.are_days_moved().then(|| {
            let was = &change.before.run;
            text!(locale, enrollment_letters.days_were, days = dates::span(locale, was.starts_on, was.ends_on))
        });
        let venue = change.is_venue_changed().then(|| {
            let place = where_held(locale, after.course.format, &after.run.venue).plain();
            text!(locale, enrollment_letters.held_now, place = place)
        });
        let moved = change
            .moved()
            .into_iter()
            .map(|(was, is)| text!(locale, enrollment_letters.meeting_moved, was = moment(was), is = moment(is)));
        let removed = change
            .removed()
            .into_iter()
            .map(|was| text!(locale, enrollment_letters.meeting_removed, was = moment(was)));
        let added =
            change.added().into_iter().map(|is| text!(locale, enrollment_letters.meeting_added, is = moment(is)));
        let mut meetings: Vec<String> = moved.chain(removed).chain(added).collect();
        if meetings.len() > MOST_LINES {
            meetings = vec![text!(locale, enrollment_letters.timetable_new)];
        }
        let calendar = is_confirmed.then(|| text!(locale, enrollment_letters.calendar_changed));
        let undo = (self.today <= after.run.eve())
            .then(|| text!(locale, enrollment_letters.give_up, my = self.my(), day = self.eve()));
        let changed = text!(locale, enrollment_letters.run_changed, course = course.clone());
        let paragraphs = [Some(changed), days, venue].into_iter().flatten().chain(meetings).chain(calendar).chain(undo);
        (text!(locale, enrollment_letters.run_changed_subject, course = course), paragraphs.collect(), self.to_run())
    }

    fn run_cancelled(&self, had_place: bool) -> Words {
        let (locale, course) = (self.locale(), self.course());
        let cancelled = text!(locale, enrollment_letters.run_cancelled, course = course.clone());
        let calendar = had_place.then(|| text!(locale, enrollment_letters.calendar_cancelled));
        let other = text!(locale, enrollment_letters.other_runs);
        (
            text!(locale, enrollment_letters.run_cancelled_subject, course = course),
            [Some(cancelled), calendar, Some(other)].into_iter().flatten().collect(),
            self.to_course(),
        )
    }

    const fn locale(&self) -> Locale {
        self.recipient.locale
    }

    fn course(&self) -> String {
        self.details.course.title.pick(self.locale()).0.to_owned()
    }

    /// Name of the reader's own page.
    fn my(&self) -> String {
        text!(self.locale(), layout.my)
    }

    fn eve(&self) -> String {
        dates::long(self.locale(), self.details.run.eve())
    }

    fn last_day(&self) -> String {
        dates::long(self.locale(), self.details.run.last_day_to_apply())
    }

    fn undo(&self) -> String {
        text!(self.locale(), enrollment_letters.undo, my = self.my(), day = self.eve())
    }

    fn to_my(&self) -> (String, String) {
        (self.my(), my::site::My.url(self.origin, self.locale()))
    }

    fn to_run(&self) -> (String, String) {
        let address = site::RunPage::of(&self.details.run.code).url(self.origin, self.locale());
        (text!(self.locale(), enrollment_letters.open_run), address)
    }

    fn to_course(&self) -> (String, String) {
        let address = courses::site::CoursePage::of(&self.details.course.code).url(self.origin, self.locale());
        (text!(self.locale(), enrollment_letters.open_course), address)
    }
}

/// Subject, paragraphs, and the button with its address.
type Words = (String, Vec<String>, (String, String));
