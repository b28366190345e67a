//! Rows that are read for one purpose: a run that overlaps with another, and a completed enrollment.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::ground::{
    Localized,
    ids::{CourseId, EnrollmentId, SpecialistId},
};

/// Completed enrollment, with the facts of its run. It was read under a lock, and no step follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct CompletedEnrollment {
    id: EnrollmentId,
    specialist_id: SpecialistId,
    course_id: CourseId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl CompletedEnrollment {
    pub const fn id(&self) -> EnrollmentId {
        self.id
    }

    pub const fn specialist(&self) -> SpecialistId {
        self.specialist_id
    }

    pub const fn course(&self) -> CourseId {
        self.course_id
    }

    /// First and the last day of the run.
    pub const fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.starts_on, self.ends_on)
    }
}

/// Run of a person's own that has a day in common with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub code: String,
    pub title: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
}

#[derive(FromRow)]
pub(super) struct OverlapRow {
    code: String,
    title_kk: String,
    title_ru: String,
    title_en: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

impl From<OverlapRow> for Overlap {
    fn from(row: OverlapRow) -> Self {
        Self {
            code: row.code,
            title: Localized { kk: row.title_kk, ru: row.title_ru, en: row.title_en },
            starts_on: row.starts_on,
            ends_on: row.ends_on,
        }
    }
}
