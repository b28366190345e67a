//! Model of courses and runs: their facts, who may still join a run, and the filter of the catalogue.

#[cfg(feature = "ssr")]
pub mod change;
#[cfg(feature = "ssr")]
pub mod course_form;
#[cfg(feature = "ssr")]
pub mod details;
#[cfg(feature = "ssr")]
pub mod draft;
#[cfg(feature = "ssr")]
pub mod field;
mod filter;
#[cfg(feature = "ssr")]
mod new_run;
#[cfg(feature = "ssr")]
pub mod readiness;
mod run;
mod stage;
#[cfg(feature = "ssr")]
pub mod timetable;
#[cfg(feature = "ssr")]
mod typed;

use chrono::NaiveDate;

#[cfg(feature = "ssr")]
pub use field::{CourseDraft, CourseField, RunField};
pub use filter::{Filter, RunFilter};
#[cfg(feature = "ssr")]
pub use new_run::{NewRun, OFFER_HOURS, Trainer};
pub use run::{Meeting, Opening, Run};
pub use stage::RunStage;

pub use crate::places::Places;
use crate::{
    ground::{Localized, text_enum},
    reference::{CompetenceArea, Profession},
};

text_enum! {
    /// Format in which a course is held.
    pub enum Format {
        InPerson = "in_person",
        Online = "online",
        Blended = "blended",
    }
}

text_enum! {
    /// Way in which seats of a run are given (rule R3).
    pub enum Admission {
        /// Given at once, while a seat is free.
        FirstCome = "first_come",
        /// Given by staff.
        Selection = "selection",
    }
}

text_enum! {
    /// State of a run, as staff set it.
    pub enum RunState {
        /// Being prepared: nobody but staff sees it.
        Draft = "draft",
        /// Announced or under way.
        Open = "open",
        /// Ended, with its results decided.
        Closed = "closed",
        /// Called off before it was held.
        Cancelled = "cancelled",
    }
}

/// Course as staff describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub code: String,
    pub title: Localized,
    /// Subject and audience, in a few sentences.
    pub summary: Localized,
    /// Skills that somebody has after it, one a line.
    pub outcomes: Localized,
    /// Requirements for participants, one a line.
    pub conditions: Localized,
    pub academic_hours: i32,
    /// Minutes of an hour, 45 or 50, as the centre counts them.
    pub minutes_per_hour: i32,
    pub days: Option<i32>,
    pub competence_area: &'static CompetenceArea,
    pub format: Format,
    /// Months for which a certificate is valid; `None`: it does not expire.
    pub validity_months: Option<i32>,
    /// Professions of which the rules differ, each with its months.
    pub validity_by_profession: Vec<(&'static Profession, i32)>,
    /// Least attendance in per cent of the hours (rule R5).
    pub min_attendance: i32,
    /// Least final score of 100 (rule R5); `None`: there is no assessment.
    pub pass_mark: Option<i32>,
    /// True if it counts in every phase of the programme (rule R1).
    pub counts_toward_target: bool,
}

impl Course {
    /// Last day on which a certificate issued on this day to somebody of this profession is valid (rule R6).
    pub fn valid_until(&self, issued_on: NaiveDate, profession: Option<&Profession>) -> Option<NaiveDate> {
        let own = profession.and_then(|profession| {
            self.validity_by_profession.iter().find(|(of, _)| of.code == profession.code).map(|(_, months)| *months)
        });
        let months = u32::try_from(own.or(self.validity_months)?).ok()?;
        issued_on.checked_add_months(chrono::Months::new(months))
    }

    /// Copies the course, and takes from another description what is missing in this one.
    #[must_use]
    pub fn filled_from(&self, other: &Self) -> Self {
        Self {
            summary: filled(&self.summary, &other.summary),
            outcomes: filled(&self.outcomes, &other.outcomes),
            conditions: filled(&self.conditions, &other.conditions),
            pass_mark: self.pass_mark.or(other.pass_mark),
            validity_by_profession: if self.validity_by_profession.is_empty() {
                other.validity_by_profession.clone()
            } else {
                self.validity_by_profession.clone()
            },
            ..self.clone()
        }
    }
}

fn filled(text: &Localized, from: &Localized) -> Localized {
    let part = |own: &String, other: &String| if own.is_empty() { other.clone() } else { own.clone() };
    Localized { kk: part(&text.kk, &from.kk), ru: part(&text.ru, &from.ru), en: part(&text.en, &from.en) }
}
