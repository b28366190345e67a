//! Completed enrollments, from which certificates are issued.

use crate::{
    db::Tx,
    enrollments::{
        model::IllegalStep,
        policy::Scope,
        store::{self, CompletedEnrollment},
    },
    ground::{AppError, ids::EnrollmentId},
    specialists::service as specialists,
};

/// Reads a completed enrollment with its run and holder, which cannot change until the transaction ends.
///
/// `NotFound`: there is no such enrollment, or its person was erased. `Conflict`: it is not completed.
pub async fn completed(tx: &mut Tx, id: EnrollmentId) -> Result<CompletedEnrollment, AppError> {
    let specialist = store::find_specialist(tx, id).await?.ok_or(AppError::NotFound)?;
    let scope = Scope::of_anybody(tx.caller(), specialist)?;
    if !specialists::lock(tx, specialist).await? {
        return Err(AppError::NotFound);
    }
    Ok(store::lock_completed(tx, &scope, id).await?.ok_or(IllegalStep)?)
}
