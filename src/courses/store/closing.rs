//! State of a run that ends or is opened again.

use chrono::{DateTime, Utc};

use crate::{
    courses::{model::RunState, policy::CanKeepCourses},
    db::{Failure, Tx, on_driver},
    ground::ids::RunId,
};

pub(in crate::courses) async fn find_closed_at(tx: &mut Tx, run: RunId) -> Result<Option<DateTime<Utc>>, Failure> {
    const SQL: &str = "select closed_at from runs where id = $1";
    let found: Option<Option<DateTime<Utc>>> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).fetch_optional(c).await)?;
    Ok(found.flatten())
}

/// Moves a run from one state to another; returns whether it was in the first.
pub(in crate::courses) async fn move_state(
    tx: &mut Tx,
    _permit: &CanKeepCourses,
    run: RunId,
    (from, to): (RunState, RunState),
    closed_at: Option<DateTime<Utc>>,
) -> Result<bool, Failure> {
    const SQL: &str = "update runs set state = $3, closed_at = $4 where id = $1 and state = $2 returning id";
    let moved: Option<RunId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(run)
        .bind(from.as_str())
        .bind(to.as_str())
        .bind(closed_at)
        .fetch_optional(c)
        .await)?;
    Ok(moved.is_some())
}
