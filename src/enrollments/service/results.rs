//! Results of a run: how its people get them when it is closed, and how they are taken back or corrected.
//!
//! The calling room has locked the run's places, so that nobody comes in or leaves meanwhile; it decides by rule R5,
//! and this file takes the steps.

use std::collections::HashMap;

use super::step;
use crate::{
    db::Tx,
    enrollments::{
        model::{LockedEnrollment, State, StepReason},
        policy, store,
    },
    ground::{
        AppError,
        error::Clash,
        ids::{EnrollmentId, SpecialistId},
    },
    places::service::LockedRun,
};

/// State that somebody's enrollment ends in, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    pub enrollment: EnrollmentId,
    pub state: State,
    pub reason: StepReason,
}

/// Gives everybody who is confirmed in the run their result. Each of them has to have one.
///
/// `Conflict`: somebody has no result, or an enrollment is not confirmed any more.
pub async fn end(tx: &mut Tx, run: &LockedRun, endings: Vec<Ending>) -> Result<(), AppError> {
    let permit = policy::may_close(tx.caller(), run.id())?;
    let mut endings: HashMap<EnrollmentId, Ending> =
        endings.into_iter().map(|ending| (ending.enrollment, ending)).collect();
    for enrollment in store::list_confirmed(tx, run).await? {
        let ending = endings.remove(&enrollment.id).ok_or(AppError::Conflict(Clash::StepNotAllowed))?;
        step(tx, &permit.take(&enrollment, ending.state)?, ending.reason).await?;
    }
    if endings.is_empty() { Ok(()) } else { Err(AppError::Conflict(Clash::StepNotAllowed)) }
}

/// Results of a run that are locked: no certificate is issued from them until the transaction ends.
#[derive(Debug)]
pub struct LockedResults(Vec<LockedEnrollment>);

/// Locks the results of a run, before it is asked whether a certificate was issued from one.
pub async fn lock_results(tx: &mut Tx, run: &LockedRun) -> Result<LockedResults, AppError> {
    policy::may_reopen(tx.caller(), run.id())?;
    Ok(LockedResults(store::lock_ended(tx, run).await?))
}

/// Takes the results of a run back, with the note of staff why. Everybody is confirmed again and has their seat as
/// before.
pub async fn take_back(tx: &mut Tx, run: &LockedRun, results: LockedResults, note: &str) -> Result<(), AppError> {
    let permit = policy::may_reopen(tx.caller(), run.id())?;
    for enrollment in results.0 {
        step(tx, &permit.take(&enrollment)?, StepReason::Staff(note.to_owned())).await?;
    }
    Ok(())
}

/// Lets a person of a closed run have completed it after all, with the note of staff why; returns who it is.
///
/// `NotFound`: the enrollment has no result in this run. `Conflict`: they have completed it already.
pub async fn correct(tx: &mut Tx, run: &LockedRun, id: EnrollmentId, note: &str) -> Result<SpecialistId, AppError> {
    let permit = policy::may_correct(tx.caller(), run.id())?;
    let results = store::lock_ended(tx, run).await?;
    let enrollment = results.into_iter().find(|enrollment| enrollment.id == id).ok_or(AppError::NotFound)?;
    step(tx, &permit.take(&enrollment)?, StepReason::Staff(note.to_owned())).await?;
    Ok(enrollment.specialist)
}
