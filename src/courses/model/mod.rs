//! What a course and a run are, who may still join one, and what a reader looks for in the catalogue.

#[cfg(feature = "ssr")]
pub mod details;
#[cfg(feature = "ssr")]
pub mod field;
mod filter;
mod run;

use chrono::NaiveDate;

#[cfg(feature = "ssr")]
pub use field::{CourseDraft, CourseField, RunField};
pub use filter::Filter;
pub use run::{Meeting, NewRun, OFFER_HOURS, Opening, Run, Trainer};

pub use crate::places::Places;
use crate::{
    ground::{Localized, text_enum},
    reference::CompetenceArea,
};

text_enum! {
    /// How a course is held.
    pub enum Format {
        InPerson = "in_person",
        Online = "online",
        Blended = "blended",
    }
}

text_enum! {
    /// How places of a run are given (rule R3).
    pub enum Admission {
        /// At once, while there is one.
        FirstCome = "first_come",
        /// By staff.
        Selection = "selection",
    }
}

text_enum! {
    pub enum RunState {
        /// Announced or under way.
        Open = "open",
        /// Ended, with its results decided.
        Closed = "closed",
    }
}

/// A course as staff describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub code: String,
    pub title: Localized,
    /// What it is about and for whom, in a few sentences.
    pub summary: Localized,
    /// What somebody can do after it, one a line.
    pub outcomes: Localized,
    /// What is asked of those who come, one a line.
    pub conditions: Localized,
    pub academic_hours: i32,
    /// 45 or 50 minutes, as the centre counts them.
    pub minutes_per_hour: i32,
    pub days: Option<i32>,
    pub competence_area: &'static CompetenceArea,
    pub format: Format,
    /// Months a certificate holds; `None`: it does not expire.
    pub validity_months: Option<i32>,
    /// Least attendance in per cent of the hours (rule R5).
    pub min_attendance: i32,
    /// Least final score of 100 (rule R5); `None`: there is no assessment.
    pub pass_mark: Option<i32>,
    /// Counts in every phase of the programme (rule R1).
    pub counts_toward_target: bool,
}

impl Course {
    /// The last day on which a certificate issued on this day holds.
    pub fn valid_until(&self, issued_on: NaiveDate) -> Option<NaiveDate> {
        let months = u32::try_from(self.validity_months?).ok()?;
        issued_on.checked_add_months(chrono::Months::new(months))
    }

    /// The same course, with whatever another description says where this one is silent.
    #[must_use]
    pub fn filled_from(&self, other: &Self) -> Self {
        Self {
            summary: filled(&self.summary, &other.summary),
            outcomes: filled(&self.outcomes, &other.outcomes),
            conditions: filled(&self.conditions, &other.conditions),
            pass_mark: self.pass_mark.or(other.pass_mark),
            ..self.clone()
        }
    }
}

fn filled(text: &Localized, from: &Localized) -> Localized {
    let part = |own: &String, other: &String| if own.is_empty() { other.clone() } else { own.clone() };
    Localized { kk: part(&text.kk, &from.kk), ru: part(&text.ru, &from.ru), en: part(&text.en, &from.en) }
}
