//! End of a run, as its own state: who completed it is decided in a later room, which calls this one.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::RunDetails;
use crate::{
    audit,
    courses::{model::RunState, policy::may_keep_courses, store},
    db::Tx,
    ground::{AppError, error::Clash, ids::RunId},
};

/// Instant at which a run was closed here; `None`: it is not closed, or is of an imported list.
pub async fn closed_at(tx: &mut Tx, run: RunId) -> Result<Option<DateTime<Utc>>, AppError> {
    Ok(store::find_closed_at(tx, run).await?)
}

/// Closes an open run.
///
/// `Conflict`: it is not open.
pub async fn close(tx: &mut Tx, run: &RunDetails) -> Result<(), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let at = tx.at();
    if !store::move_state(tx, &permit, run.id, (RunState::Open, RunState::Closed), Some(at)).await? {
        return Err(AppError::Conflict(Clash::RunIsClosed));
    }
    let (before, after) = (json!({ "state": "open" }), json!({ "state": "closed", "closed_at": at }));
    Ok(audit::record(tx, "run.closed", ("run", run.id), Some(&before), Some(&after))?)
}

/// Opens a closed run again, for a reason.
///
/// `Conflict`: it is not closed.
pub async fn open_again(tx: &mut Tx, run: &RunDetails, reason: &str) -> Result<(), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    if !store::move_state(tx, &permit, run.id, (RunState::Closed, RunState::Open), None).await? {
        return Err(AppError::Conflict(Clash::RunIsOpen));
    }
    let (before, after) = (json!({ "state": "closed" }), json!({ "state": "open", "reason": reason }));
    Ok(audit::record(tx, "run.reopened", ("run", run.id), Some(&before), Some(&after))?)
}
