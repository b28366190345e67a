//! Table `places`.

use super::{
    model::Change,
    policy::{CanChangeHolding, CanSetCapacity},
};
use crate::{
    db::{Conn, Failure, Tx, on_driver},
    ground::ids::RunId,
};

/// Run whose places are locked until the transaction ends.
#[derive(Debug)]
pub struct LockedRun {
    id: RunId,
}

impl LockedRun {
    pub const fn id(&self) -> RunId {
        self.id
    }
}

pub(super) async fn lock(tx: &mut Tx, run: RunId) -> Result<Option<LockedRun>, Failure> {
    // SQLite has one writer, which holds the whole database already
    let sql = match tx.conn() {
        Conn::Sqlite(_) => "select run_id from places where run_id = $1",
        Conn::Postgres(_) => "select run_id from places where run_id = $1 for no key update",
    };
    let id: Option<RunId> = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(run).fetch_optional(c).await)?;
    Ok(id.map(|id| LockedRun { id }))
}

pub(super) async fn insert(tx: &mut Tx, permit: &CanSetCapacity, capacity: i32) -> Result<(), Failure> {
    const SQL: &str = "insert into places (run_id, capacity) values ($1, $2)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.run()).bind(capacity).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_capacity(tx: &mut Tx, permit: &CanSetCapacity, capacity: i32) -> Result<(), Failure> {
    const SQL: &str = "update places set capacity = $2 where run_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.run()).bind(capacity).execute(c).await.map(drop))?;
    Ok(())
}

/// Changes the counts of a run, if there is a seat for the change; returns the last number of the waiting list.
pub(super) async fn change_counts(
    tx: &mut Tx,
    permit: &impl CanChangeHolding,
    change: Change,
) -> Result<Option<i32>, Failure> {
    const SQL: &str = "update places set seats_taken = seats_taken + $2, seats_offered = seats_offered + $3,
        waiting = waiting + $4, last_waiting_number = last_waiting_number + $5
        where run_id = $1 and seats_taken + $2 <= capacity returning last_waiting_number";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(permit.run())
        .bind(change.taken)
        .bind(change.offered)
        .bind(change.waiting)
        .bind(i32::from(change.is_queueing))
        .fetch_optional(c)
        .await)?)
}

pub(super) async fn has_free_seat(tx: &mut Tx, run: &LockedRun) -> Result<bool, Failure> {
    const SQL: &str = "select seats_taken < capacity from places where run_id = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run.id).fetch_one(c).await)?)
}
