//! Specialists that the regions need. Rows are added, and never changed.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, Tx, on_driver},
    programme::{model::needs::Need, policy::CanEditProgramme},
};

#[derive(FromRow)]
struct NeedRow {
    region: String,
    counted_on: NaiveDate,
    need: i32,
    source: String,
}

/// Lists the latest need of each region that was counted by a day, as it was known at a moment; now unless it is given.
pub(crate) async fn list_needs(
    tx: &mut Tx,
    day: NaiveDate,
    known_at: Option<DateTime<Utc>>,
) -> Result<BTreeMap<String, Need>, Failure> {
    const SQL: &str = "select region, counted_on, need, source from region_needs
        where counted_on <= $1 and ($2 is null or recorded_at <= $2) order by counted_on, recorded_at";
    let rows: Vec<NeedRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(day).bind(known_at).fetch_all(c).await)?;
    // of one region, a later row takes the place of those before
    let need = |row: NeedRow| {
        (row.region, Need { count: row.need.unsigned_abs(), counted_on: row.counted_on, source: row.source })
    };
    Ok(rows.into_iter().map(need).collect())
}

/// Adds the need of a region.
pub(crate) async fn insert_need(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    region: &str,
    need: &Need,
) -> Result<(), Failure> {
    const SQL: &str = "insert into region_needs (region, counted_on, need, source, recorded_at)
        values ($1, $2, $3, $4, $5)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(region)
        .bind(need.counted_on)
        .bind(need.count.cast_signed())
        .bind(&need.source)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
