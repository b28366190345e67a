//! Need of specialists by region: entered with its source and day, and read beside the figure.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;

use super::View;
use crate::{
    audit,
    db::Tx,
    ground::{AppError, FormErrors, Problem},
    programme::{
        model::needs::Need,
        policy::{may_edit_programme, may_see_figures},
        store::needs::{insert_need, list_needs},
    },
};

pub const SOURCE: &str = "source";
pub const COUNTED_ON: &str = "counted_on";
/// Characters that a source may have.
const LONGEST_SOURCE: usize = 300;

/// Needs as they were counted by the day of a view and known at its moment, by region.
pub async fn needs(tx: &mut Tx, view: &View) -> Result<BTreeMap<String, Need>, AppError> {
    may_see_figures(tx.caller())?;
    Ok(list_needs(tx, view.as_of, view.known_at).await?)
}

/// Needs as they are known now, for whoever enters them.
pub async fn latest_needs(tx: &mut Tx) -> Result<BTreeMap<String, Need>, AppError> {
    may_edit_programme(tx.caller())?;
    let today = tx.today();
    Ok(list_needs(tx, today, None).await?)
}

/// Records the needs of regions, counted on one day from one source.
pub async fn set_needs(
    tx: &mut Tx,
    counts: &BTreeMap<String, u32>,
    counted_on: NaiveDate,
    source: &str,
) -> Result<(), AppError> {
    let permit = may_edit_programme(tx.caller())?;
    let mut errors = FormErrors::default();
    if counted_on > tx.today() {
        errors.add(COUNTED_ON, Problem::DayInFuture);
    }
    if source.is_empty() {
        errors.add(SOURCE, Problem::Required);
    } else if source.chars().count() > LONGEST_SOURCE {
        errors.add(SOURCE, Problem::TooLong);
    }
    errors.or(())?;
    for (region, count) in counts {
        let need = Need { count: *count, counted_on, source: source.to_owned() };
        insert_need(tx, &permit, region, &need).await?;
    }
    let after = json!({ "counted_on": counted_on, "source": source, "needs": counts });
    audit::record_new(tx, "needs.set", ("region_needs", counted_on), &after)?;
    Ok(())
}
