//! List of what a run should have before it is announced. None of it is required: a page shows what there is.

use super::{
    Course, Format,
    draft::{MeetingDraft, RunDraft},
};
use crate::ground::{Locale, Localized};

/// Line of the list of what is ready, and what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// Hours of the meetings, and those of the course.
    Hours {
        meetings: usize,
        hours: i32,
        of_course: i32,
    },
    /// Languages in which the venue is not named.
    Venue {
        missing: Vec<Locale>,
    },
    /// Language in which the run is held.
    Language {
        is_set: bool,
    },
    /// Topics of the meetings: the first row that lacks one, and the languages in which it does.
    Topics {
        missing: Option<(usize, Vec<Locale>)>,
    },
    Trainers {
        number: usize,
    },
}

impl Readiness {
    /// List for a run of the course.
    pub fn of(run: &RunDraft, course: &Course) -> Vec<Self> {
        let hours = run.meetings.iter().filter_map(|meeting| meeting.academic_hours(course.minutes_per_hour)).sum();
        let venue = (course.format != Format::Online).then(|| Self::Venue { missing: missing(&run.venue) });
        let lacking = |(row, meeting): (usize, &MeetingDraft)| {
            Some((row, missing(&meeting.topic))).filter(|(_, languages)| !languages.is_empty())
        };
        let topics = || Self::Topics { missing: (1..).zip(&run.meetings).find_map(lacking) };
        let topics = (!run.meetings.is_empty()).then(topics);
        [
            Some(Self::Hours { meetings: run.meetings.len(), hours, of_course: course.academic_hours }),
            Some(Self::Language { is_set: !run.language.is_empty() }),
            venue,
            topics,
            Some(Self::Trainers { number: run.trainers.len() }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    pub fn is_ready(&self) -> bool {
        match self {
            Self::Hours { meetings, hours, of_course } => *meetings > 0 && hours == of_course,
            Self::Venue { missing } => missing.is_empty(),
            Self::Language { is_set } => *is_set,
            Self::Topics { missing } => missing.is_none(),
            Self::Trainers { number } => *number > 0,
        }
    }
}

/// Languages in which a text is not written.
fn missing(text: &Localized) -> Vec<Locale> {
    Locale::ALL.into_iter().filter(|locale| text.part(*locale).is_empty()).collect()
}
