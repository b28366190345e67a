//! Table `scores`.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use super::policy::{CanScore, CanSeeOwn};
use crate::{
    courses::service::RunTeam,
    db::{Failure, Tx, on_driver},
    ground::ids::EnrollmentId,
};

/// Scores of the people of a run.
pub(super) async fn find_scores(tx: &mut Tx, team: &RunTeam) -> Result<HashMap<EnrollmentId, i32>, Failure> {
    const SQL: &str = "select s.enrollment_id, s.score from scores s join enrollments e on e.id = s.enrollment_id
        where e.run_id = $1";
    let rows: Vec<(EnrollmentId, i32)> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(team.run()).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// Score of a person, and the instant at which it was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnScore {
    pub enrollment_id: EnrollmentId,
    pub score: i32,
    pub entered_at: DateTime<Utc>,
}

/// Scores of one person in all runs.
pub(super) async fn list_own(tx: &mut Tx, permit: &CanSeeOwn) -> Result<Vec<OwnScore>, Failure> {
    const SQL: &str = "select s.enrollment_id, s.score, s.entered_at from scores s
        join enrollments e on e.id = s.enrollment_id where e.specialist_id = $1 order by s.enrollment_id";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(permit.specialist()).fetch_all(c).await)?)
}

/// Saves a score in place of an earlier one. The person is of the run of the permit, or nothing is written.
pub(super) async fn upsert(
    tx: &mut Tx,
    permit: &CanScore,
    enrollment: EnrollmentId,
    score: i32,
) -> Result<(), Failure> {
    const SQL: &str = "insert into scores (enrollment_id, score, entered_at, entered_by)
        select e.id, $3, $4, $5 from enrollments e where e.run_id = $1 and e.id = $2
        on conflict (enrollment_id) do update set score = excluded.score, entered_at = excluded.entered_at,
        entered_by = excluded.entered_by";
    let (at, by) = (tx.at(), tx.caller().name());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.run())
        .bind(enrollment)
        .bind(score)
        .bind(at)
        .bind(&by)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Takes a score away that was entered by mistake.
pub(super) async fn delete(tx: &mut Tx, permit: &CanScore, enrollment: EnrollmentId) -> Result<(), Failure> {
    const SQL: &str = "delete from scores where enrollment_id = $2
        and enrollment_id in (select id from enrollments where run_id = $1)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.run()).bind(enrollment).execute(c).await.map(drop))?;
    Ok(())
}
