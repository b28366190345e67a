//! What a course and a run are.

use chrono::NaiveDate;

use crate::{
    ground::{Locale, Localized, text_enum},
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
    /// Counts in every phase of the programme (rule R1).
    pub counts_toward_target: bool,
}

impl Course {
    /// The last day on which a certificate issued on this day holds.
    pub fn valid_until(&self, issued_on: NaiveDate) -> Option<NaiveDate> {
        let months = u32::try_from(self.validity_months?).ok()?;
        issued_on.checked_add_months(chrono::Months::new(months))
    }
}

/// A dated delivery of a course to one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    pub code: String,
    pub place: Option<String>,
    pub language: Option<Locale>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub admission: Admission,
    pub state: RunState,
    pub capacity: i32,
}
