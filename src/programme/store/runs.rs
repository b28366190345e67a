//! Runs with what became of their applications.

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

macro_rules! runs {
    ($which:literal) => {
        concat!(
            "select r.code, k.code as course, r.region, r.starts_on, r.ends_on, r.enroll_until, r.state,
            p.capacity, count(e.id) as applied,
            count(case when e.state in ('confirmed', 'completed', 'not_completed', 'no_show') then 1 end) as confirmed,
            count(case when e.state = 'completed' then 1 end) as completed,
            count(c.id) as certified, max(c.issued_on) as issued_on
            from runs r join courses k on k.id = r.course_id join places p on p.run_id = r.id
            left join enrollments e on e.run_id = r.id
            left join certificates c on c.enrollment_id = e.id and c.replaced_on is null and c.revoked_on is null
            where r.state in ('open', 'closed') and r.language is not null and r.ends_on between $1 and $2 ",
            $which,
            " group by r.id, r.code, k.code, r.region, r.starts_on, r.ends_on, r.enroll_until, r.state, p.capacity
            order by r.starts_on, r.code"
        )
    };
}

/// Lists the runs that were or are held here and end between two days, by their first day: all, or those of the people
/// whose certificates have changed since a version of the figures. Imported lists are none: of them nobody knows who
/// applied.
pub(crate) async fn list_runs(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    (from, to): (NaiveDate, NaiveDate),
    changed_since: Option<i64>,
) -> Result<Vec<RunCounts>, Failure> {
    const ALL: &str = runs!("");
    const CHANGED: &str = runs!(
        "and r.id in (select x.run_id from enrollments x join figures_changes f on f.specialist_id = x.specialist_id
            where f.version > $3)"
    );
    let rows: Vec<RunRow> = on_driver!(tx, |c| {
        let query = sqlx::query_as(if changed_since.is_some() { CHANGED } else { ALL }).bind(from).bind(to);
        let query = if let Some(version) = changed_since { query.bind(version) } else { query };
        query.fetch_all(c).await
    })?;
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
