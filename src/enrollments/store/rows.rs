//! What may stand in the way of a new enrollment.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::ground::Localized;

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
