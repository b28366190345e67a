//! A run with all that its own page, its calendar file and a letter about it say.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Course, Meeting, Run, Trainer};
use crate::ground::ids::{CourseId, RunId};

/// A run as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunDetails {
    pub id: RunId,
    pub course_id: CourseId,
    pub course: Course,
    pub run: Run,
    /// By when staff answer, where they choose.
    pub decides_on: Option<NaiveDate>,
    /// How long an offered place is kept (rule R3).
    pub offer_hours: i32,
    pub meetings: Vec<Meeting>,
    /// Those who agreed to stand on a public page.
    pub trainers: Vec<Trainer>,
    pub recorded_at: DateTime<Utc>,
}
