//! Enrollments of a run that is being closed or opened again.

use crate::{
    db::{Conn, Failure, Tx, on_driver},
    enrollments::model::LockedEnrollment,
    places::service::LockedRun,
};

/// People who are confirmed in a run.
pub(in crate::enrollments) async fn list_confirmed(
    tx: &mut Tx,
    run: &LockedRun,
) -> Result<Vec<LockedEnrollment>, Failure> {
    const SQL: &str = "select id, run_id, specialist_id, state, offer_ends_at from enrollments
        where run_id = $1 and state = 'confirmed' order by id";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).fetch_all(c).await)?)
}

/// Locks the enrollments of a run that have a result: who issues a certificate locks the same row.
pub(in crate::enrollments) async fn lock_ended(tx: &mut Tx, run: &LockedRun) -> Result<Vec<LockedEnrollment>, Failure> {
    let sql = match tx.conn() {
        Conn::Sqlite(_) => {
            "select id, run_id, specialist_id, state, offer_ends_at from enrollments
            where run_id = $1 and state in ('completed', 'not_completed', 'no_show') order by id"
        }
        Conn::Postgres(_) => {
            "select id, run_id, specialist_id, state, offer_ends_at from enrollments
            where run_id = $1 and state in ('completed', 'not_completed', 'no_show') order by id for no key update"
        }
    };
    Ok(on_driver!(tx, |c| sqlx::query_as(sql).bind(run.id()).fetch_all(c).await)?)
}
