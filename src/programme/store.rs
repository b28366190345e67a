//! Phases, targets, counting courses; and everybody's certificates, to be counted.

use chrono::NaiveDate;
use futures_util::TryStreamExt;
use sqlx::{FromRow, QueryBuilder};

use super::{
    model::{Phase, PhaseWithTargets, Target, rule::Certificate},
    policy::{CanEditProgramme, CanSeeFigures},
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{PhaseId, ProgrammeId, SpecialistId},
        letters::code_key,
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

/// Lists the phases, the earliest first, each with its targets.
pub(super) async fn list_phases(tx: &mut Tx) -> Result<Vec<(PhaseId, PhaseWithTargets)>, Failure> {
    const SQL: &str = "select p.id, p.code, p.name_kk, p.name_ru, p.name_en, p.starts_on, p.ends_on,
        t.from_on, t.target, t.baseline
        from phases p join targets t on t.phase_id = p.id order by p.starts_on, p.code, t.from_on";
    let rows: Vec<PhaseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
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

pub(super) async fn list_counting_courses(tx: &mut Tx) -> Result<Vec<CountingCourse>, Failure> {
    const SQL: &str = "select m.phase_id, k.code, m.from_on, m.to_on
        from counting_courses m join courses k on k.id = m.course_id";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

#[derive(FromRow)]
struct CertificateRow {
    specialist_id: SpecialistId,
    registration_number: String,
    counts_on: NaiveDate,
    issued_on: NaiveDate,
    revoked_on: Option<NaiveDate>,
    replaced_on: Option<NaiveDate>,
    region: Option<String>,
    profession: Option<String>,
    sex: Option<String>,
    course: String,
}

impl From<CertificateRow> for Certificate {
    fn from(row: CertificateRow) -> Self {
        Self {
            registration_number: row.registration_number,
            counts_on: row.counts_on,
            issued_on: row.issued_on,
            revoked_on: row.revoked_on,
            replaced_on: row.replaced_on,
            region: row.region,
            profession: row.profession,
            sex: row.sex,
            course: row.course,
        }
    }
}

macro_rules! certificates {
    ($rest:literal) => {
        concat!(
            "select c.specialist_id, c.registration_number, c.counts_on, c.issued_on, c.revoked_on, c.replaced_on, ",
            "c.region, c.profession, c.sex, k.code as course from certificates c join courses k on k.id = c.course_id ",
            $rest,
            " order by c.specialist_id"
        )
    };
}

/// Reads everybody's certificates, or those of the people whose certificates have changed since a version of the
/// figures. Those of each person are given together, and are not stored.
pub(super) async fn read_certificates(
    tx: &mut Tx,
    changed_since: Option<i64>,
    mut of_one_person: impl FnMut(&[Certificate]),
) -> Result<(), Failure> {
    const ALL: &str = certificates!("where $1 is null");
    const CHANGED: &str =
        certificates!("where c.specialist_id in (select specialist_id from figures_changes where version > $1)");
    let sql = if changed_since.is_some() { CHANGED } else { ALL };
    let (mut holder, mut held) = (None, Vec::new());
    on_driver!(tx, |c| {
        let mut rows = sqlx::query_as::<_, CertificateRow>(sql).bind(changed_since).fetch(c);
        while let Some(row) = rows.try_next().await? {
            if holder != Some(row.specialist_id) {
                of_one_person(&held);
                held.clear();
                holder = Some(row.specialist_id);
            }
            held.push(Certificate::from(row));
        }
    });
    of_one_person(&held);
    Ok(())
}

/// Certificate as the list behind a number shows it: everything but the name.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Evidence {
    pub registration_number: String,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub sex: Option<String>,
    pub course: String,
    pub title_kk: String,
    pub title_ru: String,
    pub title_en: String,
    pub academic_hours: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub counts_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// Certificates with these registration numbers, in the same order.
pub(super) async fn list_evidence(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    registration_numbers: &[String],
) -> Result<Vec<Evidence>, Failure> {
    const SQL: &str = "select c.registration_number, c.region, c.profession, c.sex, k.code as course, k.title_kk,
        k.title_ru, k.title_en, c.academic_hours, c.starts_on, c.ends_on, c.issued_on, c.counts_on, c.valid_until
        from certificates c join courses k on k.id = c.course_id where c.number_key in (";
    let mut certificates: Vec<Evidence> = on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(SQL);
        let mut list = query.separated(", ");
        for number in registration_numbers {
            // the column that has an index
            list.push_bind(code_key(number));
        }
        query.push(")").build_query_as().fetch_all(c).await
    })?;
    let place = |certificate: &Evidence| {
        registration_numbers.iter().position(|number| *number == certificate.registration_number)
    };
    certificates.sort_by_cached_key(place);
    Ok(certificates)
}

/// Programme or phase as a repeated import is compared with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProgramme {
    pub id: ProgrammeId,
    pub name: Localized,
}

pub(super) async fn find_programme(tx: &mut Tx, code: &str) -> Result<Option<StoredProgramme>, Failure> {
    const SQL: &str = "select id, name_kk, name_ru, name_en from programmes where code = $1";
    let row: Option<(ProgrammeId, String, String, String)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(code).fetch_optional(c).await)?;
    Ok(row.map(|(id, kk, ru, en)| StoredProgramme { id, name: Localized { kk, ru, en } }))
}

pub(super) async fn insert_programme(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    id: ProgrammeId,
    code: &str,
    name: &Localized,
) -> Result<(), Failure> {
    const SQL: &str = "insert into programmes (id, code, name_kk, name_ru, name_en, recorded_at)
        values ($1, $2, $3, $4, $5, $6)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(code)
        .bind(&name.kk)
        .bind(&name.ru)
        .bind(&name.en)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn insert_phase(
    tx: &mut Tx,
    _permit: &CanEditProgramme,
    id: PhaseId,
    programme: ProgrammeId,
    phase: &Phase,
) -> Result<(), Failure> {
    const PHASE: &str = "insert into phases
        (id, programme_id, code, name_kk, name_ru, name_en, starts_on, ends_on, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    const TARGET: &str =
        "insert into targets (phase_id, from_on, target, baseline, recorded_at) values ($1, $2, $3, $4, $5)";
    let at = tx.at();
    on_driver!(tx, |c| {
        sqlx::query(PHASE)
            .bind(id)
            .bind(programme)
            .bind(&phase.code)
            .bind(&phase.name.kk)
            .bind(&phase.name.ru)
            .bind(&phase.name.en)
            .bind(phase.starts_on)
            .bind(phase.ends_on)
            .bind(at)
            .execute(&mut *c)
            .await?;
        sqlx::query(TARGET)
            .bind(id)
            .bind(phase.starts_on)
            .bind(phase.target.cast_signed())
            .bind(phase.baseline.cast_signed())
            .bind(at)
            .execute(c)
            .await
            .map(drop)
    })?;
    Ok(())
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
