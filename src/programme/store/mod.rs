//! Phases, targets, counting courses; and everybody's certificates, to be counted.

mod certificates;
pub(super) mod funders;
pub(super) mod needs;
mod phases;
pub(super) mod runs;

pub use certificates::Evidence;
pub(super) use certificates::{
    Read, list_certificates, list_certificates_of, list_evidence, list_holders, read_certificates,
};
pub(super) use phases::{find_programme, first_programme, insert_programme, update_phase_name};

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{
    model::{Phase, PhaseWithTargets, Target},
    policy::CanEditProgramme,
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{CourseId, PhaseId, ProgrammeId},
    },
};

#[derive(FromRow)]
struct PhaseRow {
    id: PhaseId,
    code: String,
    name_kk: String,
    name_ru: String,
    name_en: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    from_on: NaiveDate,
    target: i32,
    baseline: i32,
}

/// Lists the phases, the earliest first, each with its targets, as they were known at a moment; now unless it is given. Of
/// the targets of one day, the one that was recorded last is meant.
pub(super) async fn list_phases(
    tx: &mut Tx,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<(PhaseId, PhaseWithTargets)>, Failure> {
    const SQL: &str = "select p.id, p.code, p.name_kk, p.name_ru, p.name_en, p.starts_on, p.ends_on,
        t.from_on, t.target, t.baseline
        from phases p join targets t on t.phase_id = p.id
        where ($1 is null or p.recorded_at <= $1) and t.recorded_at = (
            select max(l.recorded_at) from targets l
            where l.phase_id = t.phase_id and l.from_on = t.from_on and ($1 is null or l.recorded_at <= $1))
        order by p.starts_on, p.code, t.from_on";
    let rows: Vec<PhaseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(known_at).fetch_all(c).await)?;
    let mut phases: Vec<(PhaseId, PhaseWithTargets)> = Vec::new();
    for row in rows {
        let target =
            Target { from_on: row.from_on, target: row.target.unsigned_abs(), baseline: row.baseline.unsigned_abs() };
        match phases.last_mut() {
            Some((id, phase)) if *id == row.id => phase.targets.push(target),
            _ => {
                let phase = PhaseWithTargets {
                    code: row.code,
                    name: Localized { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
                    starts_on: row.starts_on,
                    ends_on: row.ends_on,
                    targets: vec![target],
                };
                phases.push((row.id, phase));
            }
        }
    }
    Ok(phases)
}

/// Course that counts in a phase, with its first and last day there.
#[derive(FromRow)]
pub(super) struct CountingCourse {
    pub phase_id: PhaseId,
    pub code: String,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
}

/// Lists the courses that count, as they were known at a moment; now unless it is given.
pub(super) async fn list_counting_courses(
    tx: &mut Tx,
    known_at: Option<DateTime<Utc>>,
) -> Result<Vec<CountingCourse>, Failure> {
    const SQL: &str = "select m.phase_id, k.code, m.from_on, m.to_on
        from counting_courses m join courses k on k.id = m.course_id
        where case when $1 is null then m.withdrawn_at is null
            else m.recorded_at <= $1 and (m.withdrawn_at is null or m.withdrawn_at > $1) end";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(known_at).fetch_all(c).await)?)
}

/// Adds a phase with its first target, which holds from its first day.
pub(super) async fn insert_phase(
    tx: &mut Tx,
    permit: &CanEditProgramme,
    id: PhaseId,
    programme: ProgrammeId,
    phase: &Phase,
) -> Result<(), Failure> {
    const SQL: &str = "insert into phases
        (id, programme_id, code, name_kk, name_ru, name_en, starts_on, ends_on, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(programme)
        .bind(&phase.code)
        .bind(&phase.name.kk)
        .bind(&phase.name.ru)
        .bind(&phase.name.en)
        .bind(phase.starts_on)
        .bind(phase.ends_on)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    let target = Target { from_on: phase.starts_on, target: phase.target, baseline: phase.baseline };
    insert_target(tx, permit, id, &target).await
}

/// Target as it was recorded, with those whose place it took.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct RecordedTarget {
    pub from_on: NaiveDate,
    pub target: i32,
    pub baseline: i32,
    pub recorded_at: DateTime<Utc>,
}

/// Targets that a phase has had, by day, the one that was recorded last first.
pub(super) async fn list_targets(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    phase: PhaseId,
) -> Result<Vec<RecordedTarget>, Failure> {
    const SQL: &str = "select from_on, target, baseline, recorded_at from targets where phase_id = $1
        order by from_on, recorded_at desc";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(phase).fetch_all(c).await)?)
}

/// Adds a target, which takes the place of those of the same phase and day.
pub(super) async fn insert_target(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    phase: PhaseId,
    target: &Target,
) -> Result<(), Failure> {
    const SQL: &str =
        "insert into targets (phase_id, from_on, target, baseline, recorded_at) values ($1, $2, $3, $4, $5)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(phase)
        .bind(target.from_on)
        .bind(target.target.cast_signed())
        .bind(target.baseline.cast_signed())
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Withdraws the days on which a course counts in a phase, and records others. False: there is no such course.
pub(super) async fn update_counting(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    phase: PhaseId,
    course: &str,
    days: Option<(NaiveDate, NaiveDate)>,
) -> Result<bool, Failure> {
    const COURSE: &str = "select id from courses where code = $1";
    const WITHDRAW: &str = "update counting_courses set withdrawn_at = $3
        where phase_id = $1 and course_id = $2 and withdrawn_at is null";
    const INSERT: &str = "insert into counting_courses (phase_id, course_id, from_on, to_on, recorded_at)
        values ($1, $2, $3, $4, $5)";
    let found: Option<CourseId> = on_driver!(tx, |c| sqlx::query_scalar(COURSE).bind(course).fetch_optional(c).await)?;
    let Some(course) = found else { return Ok(false) };
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(WITHDRAW).bind(phase).bind(course).bind(at).execute(c).await.map(drop))?;
    if let Some((from, to)) = days {
        on_driver!(tx, |c| sqlx::query(INSERT)
            .bind(phase)
            .bind(course)
            .bind(from)
            .bind(to)
            .bind(at)
            .execute(c)
            .await
            .map(drop))?;
    }
    Ok(true)
}

/// Makes every course that counts toward the target count in every phase where it has no row yet; returns how many rows
/// are new.
pub(super) async fn insert_counting_courses(tx: &mut Tx, _permit: &CanEditProgramme) -> Result<u64, Failure> {
    const SQL: &str = "insert into counting_courses (phase_id, course_id, from_on, to_on, recorded_at)
        select p.id, c.id, p.starts_on, p.ends_on, $1 from phases p cross join courses c
        where c.counts_toward_target and not exists (
            select 1 from counting_courses k where k.phase_id = p.id and k.course_id = c.id)";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(at).execute(c).await.map(|done| done.rows_affected()))?)
}
