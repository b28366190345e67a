//! The tables `enrollments` and `enrollment_steps`, and the places of a run.

use super::{
    model::{History, State, Step},
    policy::CanRecord,
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::{EnrollmentId, RunId, SpecialistId},
};

/// Takes a place if there is one; the database decides (rule R3).
pub(super) async fn update_take_place(tx: &mut Tx, _permit: &CanRecord, run: RunId) -> Result<bool, Failure> {
    const SQL: &str =
        "update runs set seats_taken = seats_taken + 1 where id = $1 and seats_taken < capacity returning id";
    let taken: Option<RunId> = on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).fetch_optional(c).await)?;
    Ok(taken.is_some())
}

pub(super) async fn insert(
    tx: &mut Tx,
    _permit: &CanRecord,
    id: EnrollmentId,
    run: RunId,
    specialist: SpecialistId,
    history: &History,
) -> Result<(), Failure> {
    const ENROLLMENT: &str =
        "insert into enrollments (id, run_id, specialist_id, state, recorded_at) values ($1, $2, $3, $4, $5)";
    const STEP: &str = "insert into enrollment_steps
        (enrollment_id, position, from_state, to_state, taken_at, actor, reason) values ($1, $2, $3, $4, $5, $6, $7)";
    let (at, actor) = (tx.at(), tx.caller().name().to_owned());
    on_driver!(tx, |c| {
        sqlx::query(ENROLLMENT)
            .bind(id)
            .bind(run)
            .bind(specialist)
            .bind(history.state().as_str())
            .bind(at)
            .execute(&mut *c)
            .await?;
        let mut from: Option<State> = None;
        for (position, Step { to, taken_at, reason }) in (1_i32..).zip(history.steps()) {
            sqlx::query(STEP)
                .bind(id)
                .bind(position)
                .bind(from.map(State::as_str))
                .bind(to.as_str())
                .bind(taken_at)
                .bind(&actor)
                .bind(reason)
                .execute(&mut *c)
                .await?;
            from = Some(*to);
        }
        Ok::<_, sqlx::Error>(())
    })?;
    Ok(())
}

/// Whether the person has a live enrollment in the run.
pub(super) async fn find_live(
    tx: &mut Tx,
    run: RunId,
    specialist: SpecialistId,
) -> Result<Option<EnrollmentId>, Failure> {
    const SQL: &str = "select id from enrollments where run_id = $1 and specialist_id = $2
        and state not in ('declined', 'withdrawn', 'expired')";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).bind(specialist).fetch_optional(c).await)?)
}
