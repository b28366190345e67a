//! Runs with what became of their applications, and certificates that expire.

use chrono::NaiveDate;
use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Failure, Tx, on_driver},
    ground::letters::code_key,
    programme::{model::runs::RunCounts, policy::CanSeeFigures},
};

#[derive(FromRow)]
struct RunRow {
    code: String,
    course: String,
    region: Option<String>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    enroll_until: Option<NaiveDate>,
    state: String,
    capacity: i32,
    applied: i64,
    confirmed: i64,
    completed: i64,
    certified: i64,
    issued_on: Option<NaiveDate>,
}

impl From<RunRow> for RunCounts {
    fn from(row: RunRow) -> Self {
        let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            code: row.code,
            course: row.course,
            region: row.region,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            enroll_until: row.enroll_until,
            is_closed: row.state == "closed",
            capacity: row.capacity.unsigned_abs(),
            applied: count(row.applied),
            confirmed: count(row.confirmed),
            completed: count(row.completed),
            certified: count(row.certified),
            new: 0,
            issued_on: row.issued_on,
        }
    }
}

/// Lists the runs that were or are held here and end between two days, by their first day. Imported lists are none: of
/// them nobody knows who applied.
pub(crate) async fn list_runs(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<RunCounts>, Failure> {
    const SQL: &str = "select r.code, k.code as course, r.region, r.starts_on, r.ends_on, r.enroll_until, r.state,
        p.capacity, count(e.id) as applied,
        count(case when e.state in ('confirmed', 'completed', 'not_completed', 'no_show') then 1 end) as confirmed,
        count(case when e.state = 'completed' then 1 end) as completed,
        count(c.id) as certified, max(c.issued_on) as issued_on
        from runs r join courses k on k.id = r.course_id join places p on p.run_id = r.id
        left join enrollments e on e.run_id = r.id
        left join certificates c on c.enrollment_id = e.id and c.replaced_on is null and c.revoked_on is null
        where r.state in ('open', 'closed') and r.language is not null and r.ends_on between $1 and $2
        group by r.id, r.code, k.code, r.region, r.starts_on, r.ends_on, r.enroll_until, r.state, p.capacity
        order by r.starts_on, r.code";
    let rows: Vec<RunRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(to).fetch_all(c).await)?;
    Ok(rows.into_iter().map(RunCounts::from).collect())
}

/// Certificate of a run, as far as it tells who is counted by it.
#[derive(FromRow)]
pub(crate) struct CertificateOfRun {
    pub code: String,
    pub registration_number: String,
    pub counts_on: NaiveDate,
    /// True if it is neither revoked nor replaced.
    pub is_in_force: bool,
}

/// Lists the certificates of some runs.
pub(crate) async fn list_certificates_of(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    runs: &[&str],
) -> Result<Vec<CertificateOfRun>, Failure> {
    const SQL: &str = "select r.code, c.registration_number, c.counts_on,
        c.revoked_on is null and c.replaced_on is null as is_in_force
        from certificates c join enrollments e on e.id = c.enrollment_id join runs r on r.id = e.run_id where r.code_key in (";
    if runs.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_driver!(tx, |c| {
        let mut query = QueryBuilder::new(SQL);
        let mut list = query.separated(", ");
        for run in runs {
            list.push_bind(code_key(run));
        }
        query.push(")").build_query_as().fetch_all(c).await
    })?)
}

/// Number of certificates of a course, held in a region, that expire on a day.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Expiring {
    pub valid_until: NaiveDate,
    pub course: String,
    pub region: Option<String>,
    pub count: i64,
}

/// Counts the certificates that expire between two days, by day, course and region. One whose holder has another of the
/// same course that is valid longer takes no place.
pub(crate) async fn count_expiring(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Expiring>, Failure> {
    const SQL: &str = "select c.valid_until, k.code as course, c.region, count(*) as count
        from certificates c join courses k on k.id = c.course_id
        where c.valid_until between $1 and $2 and c.revoked_on is null and c.replaced_on is null
        and not exists (select 1 from certificates l where l.specialist_id = c.specialist_id
            and l.course_id = c.course_id and l.revoked_on is null and l.replaced_on is null
            and (l.valid_until is null or l.valid_until > c.valid_until))
        group by c.valid_until, k.code, c.region order by c.valid_until, k.code, c.region";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(from).bind(to).fetch_all(c).await)?)
}

/// Lists a page of the registration numbers that are counted as expiring between two days, by day.
pub(crate) async fn list_expiring(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    (from, to): (NaiveDate, NaiveDate),
    (course, region): (Option<&str>, Option<&str>),
    (skip, most): (i64, i64),
) -> Result<Vec<String>, Failure> {
    const SQL: &str = "select c.registration_number from certificates c join courses k on k.id = c.course_id
        where c.valid_until between $1 and $2 and c.revoked_on is null and c.replaced_on is null
        and ($3 is null or k.code = $3) and ($4 is null or coalesce(c.region, 'not_stated') = $4)
        and not exists (select 1 from certificates l where l.specialist_id = c.specialist_id
            and l.course_id = c.course_id and l.revoked_on is null and l.replaced_on is null
            and (l.valid_until is null or l.valid_until > c.valid_until))
        order by c.valid_until, c.registration_number limit $5 offset $6";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(from)
        .bind(to)
        .bind(course)
        .bind(region)
        .bind(most)
        .bind(skip)
        .fetch_all(c)
        .await)?)
}

/// Counts the people trained in a phase by a day who hold a certificate that is valid on that day.
pub(crate) async fn count_valid(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    phase: &str,
    day: NaiveDate,
) -> Result<u32, Failure> {
    const SQL: &str = "select count(*) from (
        select distinct c.specialist_id from certificates c
        join phases p on p.code = $1
        join counting_courses m on m.phase_id = p.id and m.course_id = c.course_id and m.withdrawn_at is null
            and c.counts_on between m.from_on and m.to_on
        where c.counts_on between p.starts_on and p.ends_on and c.issued_on <= $2
        and (c.revoked_on is null or c.revoked_on > $2) and (c.replaced_on is null or c.replaced_on > $2)
        and exists (select 1 from certificates v where v.specialist_id = c.specialist_id and v.issued_on <= $2
            and (v.revoked_on is null or v.revoked_on > $2) and (v.replaced_on is null or v.replaced_on > $2)
            and (v.valid_until is null or v.valid_until >= $2))) as valid";
    let count: i64 = on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(phase).bind(day).fetch_one(c).await)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}
