//! What a deed reads: the enrollment whose next step it is, and what may stand in the way of a new one.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    enrollments::model::State,
    ground::{
        Localized,
        ids::{EnrollmentId, SpecialistId},
    },
};

/// An enrollment as far as its next step needs it.
#[derive(Clone, Copy, Debug, FromRow)]
pub(in crate::enrollments) struct Found {
    pub id: EnrollmentId,
    #[sqlx(rename = "specialist_id")]
    pub specialist: SpecialistId,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Until when a place is kept, or was; `None`: none was ever offered.
    pub offer_ends_at: Option<DateTime<Utc>>,
}

/// A run of somebody's own that has a day in common with another.
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
