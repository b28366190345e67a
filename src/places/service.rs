//! Changes of places: making them for a new run, locking them, and changing what a person holds.

use super::{model::Change, policy::may_set_capacity, store};
pub use super::{policy::CanChangeHolding, store::LockedRun};
use crate::{
    db::Tx,
    ground::{AppError, error::Clash, ids::RunId},
};

/// Makes the places of a new run.
pub async fn open(tx: &mut Tx, run: RunId, capacity: i32) -> Result<(), AppError> {
    let permit = may_set_capacity(tx.caller(), run)?;
    Ok(store::insert(tx, &permit, capacity).await?)
}

/// Sets the number of seats of a run. The calling room notes it in the audit log.
pub async fn set_capacity(tx: &mut Tx, run: RunId, capacity: i32) -> Result<(), AppError> {
    let permit = may_set_capacity(tx.caller(), run)?;
    Ok(store::update_capacity(tx, &permit, capacity).await?)
}

/// Locks the places of a run: nobody else decides about them until the transaction ends. Facts of the run are read
/// afterwards.
pub async fn lock(tx: &mut Tx, run: RunId) -> Result<LockedRun, AppError> {
    store::lock(tx, run).await?.ok_or(AppError::NotFound)
}

/// Changes what a person holds, and gives the next number of the waiting list to a person who joins it.
///
/// `Conflict`: the change takes a seat, and none is free.
pub async fn change_holding(tx: &mut Tx, permit: &impl CanChangeHolding) -> Result<Option<i32>, AppError> {
    let change = Change::between(permit.before(), permit.after());
    let last_number = store::change_counts(tx, permit, change).await?.ok_or(AppError::Conflict(Clash::RunIsFull))?;
    Ok(change.is_queueing.then_some(last_number))
}

/// Tells whether a run has a seat that nobody holds.
pub async fn has_free_seat(tx: &mut Tx, run: &LockedRun) -> Result<bool, AppError> {
    Ok(store::has_free_seat(tx, run).await?)
}
