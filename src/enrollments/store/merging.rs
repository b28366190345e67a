//! Enrollments of two records of one person.

use super::BLOCKING_REAPPLYING;
use crate::{
    db::{Failure, Tx, on_driver, sql},
    enrollments::policy::{CanMoveEnrollments, Scope},
    ground::ids::{EnrollmentId, RunId},
};

/// Earliest run in which two people both have an enrollment that is not over: as one person they could have one.
pub(in crate::enrollments) async fn find_shared_run(
    tx: &mut Tx,
    [one, other]: [&Scope; 2],
) -> Result<Option<RunId>, Failure> {
    const SQL: &str = sql!(
        "select a.run_id from enrollments a join enrollments b on b.run_id = a.run_id
        join runs r on r.id = a.run_id where a.specialist_id = $1 and b.specialist_id = $2 and a.state in (",
        BLOCKING_REAPPLYING,
        ") and b.state in (",
        BLOCKING_REAPPLYING,
        ") order by r.starts_on, r.code limit 1"
    );
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(one.specialist())
        .bind(other.specialist())
        .fetch_optional(c)
        .await)?)
}

/// Gives the enrollments of a record to another one; returns which they are.
pub(in crate::enrollments) async fn update_person(
    tx: &mut Tx,
    permit: &CanMoveEnrollments,
) -> Result<Vec<EnrollmentId>, Failure> {
    const SQL: &str = "update enrollments set specialist_id = $2 where specialist_id = $1 returning id";
    let (from, to) = (permit.from(), permit.to());
    let mut moved: Vec<EnrollmentId> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(from).bind(to).fetch_all(c).await)?;
    moved.sort_unstable();
    Ok(moved)
}
