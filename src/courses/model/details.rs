//! Run with all that its own page, its calendar file and a letter about it show.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Course, Meeting, Run, Trainer};
use crate::ground::ids::{CourseId, RunId};

/// Run as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunDetails {
    pub id: RunId,
    pub course_id: CourseId,
    pub course: Course,
    pub run: Run,
    /// Day by which staff answer, if they choose.
    pub decides_on: Option<NaiveDate>,
    /// Hours for which an offered seat is reserved (rule R3).
    pub offer_hours: i32,
    pub meetings: Vec<Meeting>,
    /// Trainers who agreed to be named on a public page.
    pub trainers: Vec<Trainer>,
    pub recorded_at: DateTime<Utc>,
    /// Number of changes so far. Calendars and the pages of two editors know by it which version they have.
    pub revision: i32,
    /// Instant of the last change, if there was one.
    pub changed_at: Option<DateTime<Utc>>,
}
