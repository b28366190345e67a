//! Opening the places of a run, locking them, and changing what somebody holds of them.

use super::{model::Change, policy::may_set_capacity, store};
pub use super::{policy::CanChangeHolding, store::LockedRun};
use crate::{
    db::Tx,
    ground::{AppError, error::Clash, ids::RunId},
};

/// Opens the places of a new run.
pub async fn open(tx: &mut Tx, run: RunId, capacity: i32) -> Result<(), AppError> {
    let permit = may_set_capacity(tx.caller(), run)?;
    Ok(store::insert(tx, &permit, capacity).await?)
}

/// Gives a run another number of seats. The room that asks notes it in the audit log.
pub async fn set_capacity(tx: &mut Tx, run: RunId, capacity: i32) -> Result<(), AppError> {
    let permit = may_set_capacity(tx.caller(), run)?;
    Ok(store::update_capacity(tx, &permit, capacity).await?)
}

/// Locks the places of a run: nobody else decides about them until the transaction ends. What the run is, is read
/// afterwards.
pub async fn lock(tx: &mut Tx, run: RunId) -> Result<LockedRun, AppError> {
    store::lock(tx, run).await?.ok_or(AppError::NotFound)
}

/// Changes what somebody holds, and gives the number of the waiting list to somebody who joins it.
///
/// `Conflict`: it takes a seat, and none is free.
pub async fn change_holding(tx: &mut Tx, permit: &impl CanChangeHolding) -> Result<Option<i32>, AppError> {
    let change = Change::between(permit.before(), permit.after());
    let last_number = store::change_counts(tx, permit, change).await?.ok_or(AppError::Conflict(Clash::RunIsFull))?;
    Ok(change.is_queueing.then_some(last_number))
}

/// Tells whether a run has a seat that nobody holds.
pub async fn has_free_seat(tx: &mut Tx, run: &LockedRun) -> Result<bool, AppError> {
    Ok(store::has_free_seat(tx, run).await?)
}
