//! Tables `enrollments` and `enrollment_steps`.
//!
//! A decision locks the person first and the places of the run after them (`specialists::lock`, `places::lock`), so
//! that what is read afterwards cannot change until the transaction ends. PostgreSQL takes the lock `for no key
//! update`: it holds back other decisions, and lets rows be written that only refer to the person.

mod applications;
mod merging;
mod own;
mod results;
mod rows;

use chrono::{DateTime, NaiveDate, Utc};

pub use applications::{Application, ApplicationCounts, PAGE};
pub(super) use applications::{
    count_applications, list_applications, list_chosen, list_in_states, list_locked, list_people, list_people_in,
};
pub(super) use merging::{find_shared_run, update_person};
pub use own::OwnEnrollment;
pub(super) use own::{find_own, list_own, list_own_steps};
pub(super) use results::{list_confirmed, lock_ended};
pub use rows::{CompletedEnrollment, Overlap};

use super::{
    model::{LockedEnrollment, State, Step, StepReason},
    policy::{CanAdd, CanChangeRun, CanErase, CanMove, Scope},
};
use crate::{
    db::{Conn, Failure, Tx, on_driver, sql, sql_words},
    ground::ids::{EnrollmentId, RunId, SpecialistId},
    places::service::{CanChangeHolding, LockedRun},
};

const OPEN: &str = sql_words!(State::words(State::OPEN));
const BLOCKING_REAPPLYING: &str = sql_words!(State::words(State::BLOCKING_REAPPLYING));

/// Person of an enrollment.
pub(super) async fn find_specialist(tx: &mut Tx, id: EnrollmentId) -> Result<Option<SpecialistId>, Failure> {
    const SQL: &str = "select specialist_id from enrollments where id = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(id).fetch_optional(c).await)?)
}

/// Locks an enrollment that is completed.
pub(super) async fn lock_completed(
    tx: &mut Tx,
    scope: &Scope,
    id: EnrollmentId,
) -> Result<Option<CompletedEnrollment>, Failure> {
    let sql = match tx.conn() {
        Conn::Sqlite(_) => {
            "select e.id, e.specialist_id, r.course_id, r.starts_on, r.ends_on
            from enrollments e join runs r on r.id = e.run_id
            where e.id = $1 and e.specialist_id = $2 and e.state = 'completed'"
        }
        Conn::Postgres(_) => {
            "select e.id, e.specialist_id, r.course_id, r.starts_on, r.ends_on
            from enrollments e join runs r on r.id = e.run_id
            where e.id = $1 and e.specialist_id = $2 and e.state = 'completed'
            for no key update of e"
        }
    };
    Ok(on_driver!(tx, |c| sqlx::query_as(sql).bind(id).bind(scope.specialist()).fetch_optional(c).await)?)
}

/// Enrollments of the run `$1` as their next step needs them.
macro_rules! select_locked {
    ($($rest:expr),+) => {
        sql!("select id, run_id, specialist_id, state, offer_ends_at from enrollments where run_id = $1 and ", $($rest),+)
    };
}

/// Queue number and end of the offer that are saved with a step.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Waits {
    pub waiting_number: Option<i32>,
    pub offer_ends_at: Option<DateTime<Utc>>,
}

const STEP: &str = "insert into enrollment_steps
    (enrollment_id, position, from_state, to_state, taken_at, actor, reason, note)
    values ($1, (select coalesce(max(position), 0) + 1 from enrollment_steps where enrollment_id = $1),
        $2, $3, $4, $5, $6, $7)";

pub(super) async fn insert(tx: &mut Tx, permit: &CanAdd<'_>, id: EnrollmentId, waits: Waits) -> Result<(), Failure> {
    const SQL: &str = "insert into enrollments
        (id, run_id, specialist_id, state, waiting_number, offer_ends_at, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7)";
    let (at, actor, history) = (tx.at(), tx.caller().name(), permit.history());
    on_driver!(tx, |c| {
        sqlx::query(SQL)
            .bind(id)
            .bind(permit.run())
            .bind(permit.specialist())
            .bind(history.state().as_str())
            .bind(waits.waiting_number)
            .bind(waits.offer_ends_at)
            .bind(at)
            .execute(&mut *c)
            .await?;
        let mut from: Option<State> = None;
        for Step { to, taken_at, reason } in history.steps() {
            let (word, note) = reason.columns();
            sqlx::query(STEP)
                .bind(id)
                .bind(from.map(State::as_str))
                .bind(to.as_str())
                .bind(taken_at)
                .bind(&actor)
                .bind(word)
                .bind(note)
                .execute(&mut *c)
                .await?;
            from = Some(*to);
        }
        Ok::<_, sqlx::Error>(())
    })?;
    Ok(())
}

/// Takes an enrollment one step further; returns whether it was in the state in which the step begins.
pub(super) async fn update_state(
    tx: &mut Tx,
    permit: &CanMove,
    reason: &StepReason,
    waits: Waits,
) -> Result<bool, Failure> {
    const SQL: &str = "update enrollments set state = $5, offer_ends_at = coalesce($6, offer_ends_at),
        waiting_number = coalesce($7, waiting_number)
        where id = $1 and run_id = $2 and specialist_id = $3 and state = $4 returning id";
    let (at, actor) = (tx.at(), tx.caller().name());
    let (LockedEnrollment { id, specialist, .. }, step) = (*permit.enrollment(), permit.step());
    let (word, note) = reason.columns();
    let moved = on_driver!(tx, |c| {
        let moved: Option<EnrollmentId> = sqlx::query_scalar(SQL)
            .bind(id)
            .bind(permit.run())
            .bind(specialist)
            .bind(step.from().as_str())
            .bind(step.to().as_str())
            .bind(waits.offer_ends_at)
            .bind(waits.waiting_number)
            .fetch_optional(&mut *c)
            .await?;
        if moved.is_some() {
            sqlx::query(STEP)
                .bind(id)
                .bind(step.from().as_str())
                .bind(step.to().as_str())
                .bind(at)
                .bind(&actor)
                .bind(word)
                .bind(note)
                .execute(&mut *c)
                .await?;
        }
        Ok::<_, sqlx::Error>(moved)
    })?;
    Ok(moved.is_some())
}

/// First who waits for a seat.
pub(super) async fn find_first_waiting(tx: &mut Tx, run: &LockedRun) -> Result<Option<LockedEnrollment>, Failure> {
    const SQL: &str = select_locked!("state = 'waitlisted' order by waiting_number limit 1");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).fetch_optional(c).await)?)
}

/// Offers of a run whose time is over, in the order of the list.
pub(super) async fn list_offers_over(tx: &mut Tx, run: &LockedRun) -> Result<Vec<LockedEnrollment>, Failure> {
    const SQL: &str = select_locked!("state = 'offered' and offer_ends_at <= $2 order by waiting_number, id");
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).bind(at).fetch_all(c).await)?)
}

/// People who wait for a seat, in the order of the list.
pub(super) async fn list_waiting(tx: &mut Tx, run: &LockedRun) -> Result<Vec<LockedEnrollment>, Failure> {
    const SQL: &str = select_locked!("state = 'waitlisted' order by waiting_number");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).fetch_all(c).await)?)
}

/// People who are in the run or on the way into it.
pub(super) async fn list_open(tx: &mut Tx, run: &LockedRun) -> Result<Vec<LockedEnrollment>, Failure> {
    const SQL: &str = select_locked!("state in (", OPEN, ") order by id");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).fetch_all(c).await)?)
}

/// Ends the open offers of a run at this instant that would last longer.
pub(super) async fn shorten_offers(tx: &mut Tx, permit: &CanChangeRun, until: DateTime<Utc>) -> Result<(), Failure> {
    const SQL: &str = "update enrollments set offer_ends_at = $2
        where run_id = $1 and state = 'offered' and offer_ends_at > $2";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.run()).bind(until).execute(c).await.map(drop))?;
    Ok(())
}

/// Runs that have such offers, or have begun while somebody waits for a seat.
pub(super) async fn list_runs_to_pass_on(tx: &mut Tx) -> Result<Vec<RunId>, Failure> {
    const SQL: &str = "select run_id from enrollments where state = 'offered' and offer_ends_at <= $1
        union select e.run_id from enrollments e join runs r on r.id = e.run_id
        where e.state = 'waitlisted' and r.starts_on <= $2";
    let (at, today) = (tx.at(), tx.today());
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(at).bind(today).fetch_all(c).await)?)
}

/// Enrollment of a person in a run: the one that blocks reapplying, or else the latest that is over.
pub(super) async fn find_latest(
    tx: &mut Tx,
    run: &LockedRun,
    specialist: SpecialistId,
) -> Result<Option<LockedEnrollment>, Failure> {
    const SQL: &str = select_locked!(
        "specialist_id = $2 order by case when state in (",
        BLOCKING_REAPPLYING,
        ") then 0 else 1 end, recorded_at desc, id desc limit 1"
    );
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run.id()).bind(specialist).fetch_optional(c).await)?)
}

/// State in which the person is in the run, or on the way into it.
pub(super) async fn find_standing(tx: &mut Tx, scope: &Scope, run: RunId) -> Result<Option<State>, Failure> {
    const SQL: &str = sql!(
        "select state from enrollments where run_id = $1 and specialist_id = $2 and state in (",
        BLOCKING_REAPPLYING,
        ")"
    );
    let found: Option<String> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(run).bind(scope.specialist()).fetch_optional(c).await)?;
    found.map(|word| word.parse().map_err(|_| Failure::Unreadable("state of an enrollment".to_owned()))).transpose()
}

/// Run of the person's own that has one of these days too (rule R3). A run that has begun without a seat for them takes
/// none of their days.
pub(super) async fn find_overlap(
    tx: &mut Tx,
    scope: &Scope,
    run: RunId,
    (starts_on, ends_on): (NaiveDate, NaiveDate),
) -> Result<Option<Overlap>, Failure> {
    const SQL: &str = sql!(
        "select r.code, c.title_kk, c.title_ru, c.title_en, r.starts_on, r.ends_on
        from enrollments e join runs r on r.id = e.run_id join courses c on c.id = r.course_id
        where e.specialist_id = $1 and e.run_id <> $2 and e.state in (",
        OPEN,
        ") and (e.state = 'confirmed' or r.starts_on > $5)
        and r.starts_on <= $4 and r.ends_on >= $3 order by r.starts_on, r.code limit 1"
    );
    let today = tx.today();
    let found: Option<rows::OverlapRow> = on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(scope.specialist())
        .bind(run)
        .bind(starts_on)
        .bind(ends_on)
        .bind(today)
        .fetch_optional(c)
        .await)?;
    Ok(found.map(Into::into))
}

/// First day of a run, and the hours for which an offered seat of it is reserved.
pub(super) async fn find_offer_terms(tx: &mut Tx, run: RunId) -> Result<Option<(NaiveDate, i32)>, Failure> {
    const SQL: &str = "select starts_on, offer_hours from runs where id = $1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_optional(c).await)?)
}

/// Runs that a person is in or on the way into, in the order in which they are locked.
pub(super) async fn list_open_runs(tx: &mut Tx, specialist: SpecialistId) -> Result<Vec<RunId>, Failure> {
    const SQL: &str =
        sql!("select run_id from enrollments where specialist_id = $1 and state in (", OPEN, ") order by run_id");
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(specialist).fetch_all(c).await)?)
}

/// Enrollments of a person who has their own data erased.
pub(super) async fn list_of_leaving(tx: &mut Tx, permit: &CanErase) -> Result<Vec<EnrollmentId>, Failure> {
    const SQL: &str = "select id from enrollments where specialist_id = $1 order by id";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(permit.specialist()).fetch_all(c).await)?)
}

/// Empties the notes on a person's steps, which may contain a name.
pub(super) async fn erase_notes(tx: &mut Tx, permit: &CanErase) -> Result<(), Failure> {
    const SQL: &str = "update enrollment_steps set note = ''
        where note is not null and enrollment_id in (select id from enrollments where specialist_id = $1)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.specialist()).execute(c).await.map(drop))?;
    Ok(())
}
