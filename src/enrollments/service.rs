//! Recording how a person's enrollment in a run went.

use serde_json::json;

use super::{model::History, policy::may_record, store};
use crate::{
    audit,
    db::{Failure, Tx},
    ground::{
        AppError,
        error::Clash,
        ids::{EnrollmentId, RunId, SpecialistId},
    },
};

/// Records an enrollment with its whole history; one that holds a place takes it, if the run has one.
pub async fn record(
    tx: &mut Tx,
    run: RunId,
    specialist: SpecialistId,
    history: &History,
) -> Result<EnrollmentId, AppError> {
    let permit = may_record(tx.caller())?;
    if history.state().takes_place() && !store::update_take_place(tx, &permit, run).await? {
        return Err(AppError::Conflict(Clash::RunIsFull));
    }
    let id = tx.ids().next();
    store::insert(tx, &permit, id, run, specialist, history).await.map_err(|failure| match failure {
        Failure::Taken(_) => AppError::Conflict(Clash::EnrolledAlready),
        other => other.into(),
    })?;
    let last = history.steps().last();
    let after = json!({
        "run": run.to_string(), "specialist": specialist.to_string(), "state": history.state().as_str(),
        "reason": last.map(|step| step.reason.as_str()),
    });
    audit::record_new(tx, "enrollment.recorded", ("enrollment", id), &after)?;
    Ok(id)
}

/// Whether the person is in the run, or on the way into it (rule R3).
pub async fn is_enrolled(tx: &mut Tx, run: RunId, specialist: SpecialistId) -> Result<bool, AppError> {
    Ok(store::find_live(tx, run, specialist).await?.is_some())
}
