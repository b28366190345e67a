//! Phases, targets, counting courses; and the count over everybody's certificates.

use chrono::NaiveDate;
use sqlx::FromRow;

use super::{
    model::{Fact, Filter, Phase},
    policy::{CanKeepProgramme, CanSeeFigures},
};
use crate::{
    db::{Failure, Tx, on_driver},
    ground::{
        Localized,
        ids::{PhaseId, ProgrammeId},
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
    target: i32,
    baseline: i32,
}

impl From<PhaseRow> for (PhaseId, Phase) {
    fn from(row: PhaseRow) -> Self {
        let phase = Phase {
            code: row.code,
            name: Localized { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            target: row.target.unsigned_abs(),
            baseline: row.baseline.unsigned_abs(),
        };
        (row.id, phase)
    }
}

/// All phases, the earliest first, each with the target that holds on the day.
pub(super) async fn list_phases(tx: &mut Tx, on: NaiveDate) -> Result<Vec<(PhaseId, Phase)>, Failure> {
    const SQL: &str = "select p.id, p.code, p.name_kk, p.name_ru, p.name_en, p.starts_on, p.ends_on,
        t.target, t.baseline
        from phases p join targets t on t.phase_id = p.id
        where t.from_on = coalesce(
            (select max(held.from_on) from targets held where held.phase_id = p.id and held.from_on <= $1),
            (select min(first.from_on) from targets first where first.phase_id = p.id))
        order by p.starts_on, p.code";
    let rows: Vec<PhaseRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(on).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Phases in which some certificate counts on the day.
pub(super) async fn list_counting_phases(tx: &mut Tx, on: NaiveDate) -> Result<Vec<PhaseId>, Failure> {
    const SQL: &str = "select p.id from phases p where exists (
        select 1 from certificates c
        join counting_courses k on k.phase_id = p.id and k.course_id = c.course_id
            and c.counts_on between k.from_on and k.to_on
        where c.counts_on between p.starts_on and p.ends_on and c.issued_on <= $1
            and (c.revoked_on is null or c.revoked_on > $1) and (c.replaced_on is null or c.replaced_on > $1))";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(on).fetch_all(c).await)?)
}

#[derive(FromRow)]
struct FactRow {
    counts_on: NaiveDate,
    region: Option<String>,
    profession: Option<String>,
    sex: Option<String>,
    course: String,
    nth: i64,
}

impl From<FactRow> for Fact {
    fn from(row: FactRow) -> Self {
        Self {
            counts_on: row.counts_on,
            region: row.region,
            profession: row.profession,
            sex: row.sex,
            course: row.course,
            first: row.nth == 1,
        }
    }
}

/// Rule R1 in SQL: the certificates that count in a phase ($1) and are live on a day ($2), each person's
/// numbered from the first. Both the figure and the list behind it are read through this one text.
macro_rules! live {
    ($rest:literal) => {
        concat!(
            "with live as (select c.id, c.registration_number, c.region, c.profession, c.sex, c.academic_hours, ",
            "c.starts_on, c.ends_on, c.issued_on, c.counts_on, c.valid_until, k.code as course, ",
            "k.title_kk, k.title_ru, k.title_en, ",
            "row_number() over (partition by c.specialist_id order by c.counts_on, c.registration_number) as nth ",
            "from certificates c join courses k on k.id = c.course_id join phases p on p.id = $1 ",
            "where c.counts_on between p.starts_on and p.ends_on and c.issued_on <= $2 ",
            "and (c.revoked_on is null or c.revoked_on > $2) and (c.replaced_on is null or c.replaced_on > $2) ",
            "and exists (select 1 from counting_courses m where m.phase_id = p.id and m.course_id = c.course_id ",
            "and c.counts_on between m.from_on and m.to_on)) ",
            $rest
        )
    };
}

pub(super) async fn list_facts(tx: &mut Tx, phase: PhaseId, on: NaiveDate) -> Result<Vec<Fact>, Failure> {
    const SQL: &str = live!("select counts_on, region, profession, sex, course, nth from live order by counts_on");
    let rows: Vec<FactRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(phase).bind(on).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A certificate as the list behind a number shows it: everything but the name.
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

/// One page of the certificates that a filter takes.
pub(super) async fn list_evidence(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    phase: PhaseId,
    on: NaiveDate,
    filter: &Filter,
    (offset, limit): (i64, i64),
) -> Result<Vec<Evidence>, Failure> {
    // a choice goes in as two values: whether it is made, and the word, where null is "not stated"
    const SQL: &str = live!(
        "select registration_number, region, profession, sex, course, title_kk, title_ru, title_en, academic_hours,
        starts_on, ends_on, issued_on, counts_on, valid_until from live
        where (nth = 1 or $3)
        and (not $4 or coalesce(region, '') = $5)
        and (not $6 or coalesce(profession, '') = $7)
        and (not $8 or coalesce(sex, '') = $9)
        and (not $10 or course = $11)
        and (not $12 or counts_on between $13 and $14)
        order by counts_on, registration_number limit $15 offset $16"
    );
    let word = |choice: &super::model::Choice| choice.clone().flatten().unwrap_or_default();
    let month = filter.month.unwrap_or_default();
    let month_end = month.checked_add_months(chrono::Months::new(1)).and_then(|day| day.pred_opt()).unwrap_or(month);
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(phase)
        .bind(on)
        .bind(filter.all_certificates)
        .bind(filter.region.is_some())
        .bind(word(&filter.region))
        .bind(filter.profession.is_some())
        .bind(word(&filter.profession))
        .bind(filter.sex.is_some())
        .bind(word(&filter.sex))
        .bind(filter.course.is_some())
        .bind(filter.course.clone().unwrap_or_default())
        .bind(filter.month.is_some())
        .bind(month)
        .bind(month_end)
        .bind(limit)
        .bind(offset)
        .fetch_all(c)
        .await)?)
}

/// A programme or a phase as a repeated import is compared with it.
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
    _permit: &CanKeepProgramme,
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
    _permit: &CanKeepProgramme,
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

/// Lets every course that counts toward the target count in every phase where it has no row yet; returns
/// how many rows that made.
pub(super) async fn insert_counting_courses(tx: &mut Tx, _permit: &CanKeepProgramme) -> Result<u64, Failure> {
    const SQL: &str = "insert into counting_courses (phase_id, course_id, from_on, to_on, recorded_at)
        select p.id, c.id, p.starts_on, p.ends_on, $1 from phases p cross join courses c
        where c.counts_toward_target and not exists (
            select 1 from counting_courses k where k.phase_id = p.id and k.course_id = c.id)";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(at).execute(c).await.map(|done| done.rows_affected()))?)
}
