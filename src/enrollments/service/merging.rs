//! Enrollments of one person as staff see them, and their way into another record of the same person.

use serde_json::json;

use super::SUBJECT;
use crate::{
    audit,
    courses::service::{self as courses, RunDetails},
    db::{Failure, Tx},
    enrollments::{
        policy::{Scope, may_move},
        store::{self, OwnEnrollment},
    },
    ground::{
        AppError,
        error::Clash,
        ids::{EnrollmentId, SpecialistId},
    },
    places::service as places,
};

/// Lists the enrollments of a person, the latest run first, for those who manage the registry.
pub async fn of_person(tx: &mut Tx, person: SpecialistId) -> Result<Vec<OwnEnrollment>, AppError> {
    let scope = Scope::of_anybody(tx.caller(), person)?;
    Ok(store::list_own(tx, &scope).await?)
}

/// Run in which two records both have an enrollment that is not over: a person has one (rule R3), so the two cannot
/// become one.
pub async fn shared_run(tx: &mut Tx, pair: [SpecialistId; 2]) -> Result<Option<RunDetails>, AppError> {
    let scopes = [Scope::of_anybody(tx.caller(), pair[0])?, Scope::of_anybody(tx.caller(), pair[1])?];
    match store::find_shared_run(tx, [&scopes[0], &scopes[1]]).await? {
        Some(run) => courses::run_by_id(tx, run).await,
        None => Ok(None),
    }
}

/// Gives the enrollments of a record to the one that it is merged into; both are locked, and the runs that are open to
/// the first are locked after them. States and seats stay as they are. Returns which enrollments they are.
///
/// `Conflict`: both are in one run.
pub async fn move_to(tx: &mut Tx, from: SpecialistId, to: SpecialistId) -> Result<Vec<EnrollmentId>, AppError> {
    let permit = may_move(tx.caller(), from, to)?;
    for run in store::list_open_runs(tx, from).await? {
        places::lock(tx, run).await?;
    }
    let moved = store::update_person(tx, &permit).await.map_err(|failure| match failure {
        Failure::Taken(_) => AppError::Conflict(Clash::RecordsStayApart),
        other => other.into(),
    })?;
    let (before, after) = (json!({ "specialist": from.to_string() }), json!({ "specialist": to.to_string() }));
    for id in &moved {
        audit::record(tx, "enrollment.moved", (SUBJECT, *id), Some(&before), Some(&after))?;
    }
    Ok(moved)
}
