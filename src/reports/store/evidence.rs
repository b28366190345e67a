//! Results behind certificates, and how many people have given which consent: what the evidence pack has beside the facts
//! that are counted.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use crate::{
    db::{Failure, PORTION, Tx, on_driver},
    ground::letters::code_key,
    reports::policy::CanFixEditions,
};

/// Result behind a certificate.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ResultRow {
    pub registration_number: String,
    /// Code of the course.
    pub course: String,
    pub counts_on: NaiveDate,
    pub academic_hours: i32,
    /// Academic hours that the holder was there; `None`: attendance was not marked.
    pub attended_hours: Option<i64>,
    /// Score of the assessment, 0 to 100.
    pub score: Option<i32>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
}

/// Lists the results behind the certificates that count from one of these days and were recorded by a moment, some thousands
/// after a registration number, by number; none after the last.
pub(crate) async fn list_results(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    known_at: DateTime<Utc>,
    (from, to): (NaiveDate, NaiveDate),
    after: &str,
) -> Result<Vec<ResultRow>, Failure> {
    const SQL: &str = "select c.registration_number, k.code as course, c.counts_on, c.academic_hours, (
            select sum(case a.mark when 'present' then m.academic_hours when 'part' then a.hours else 0 end)
            from attendance a join meetings m on m.id = a.meeting_id where a.enrollment_id = c.enrollment_id
        ) as attended_hours, s.score, c.starts_on, c.ends_on, c.valid_until
        from certificates c join courses k on k.id = c.course_id left join scores s on s.enrollment_id = c.enrollment_id
        where c.recorded_at <= $1 and c.number_key > $2 and not (c.counts_on < $4 or c.counts_on > $5)
        order by c.number_key limit $3";
    let (after, most) = (code_key(after), i64::try_from(PORTION).unwrap_or(i64::MAX));
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(known_at)
        .bind(after)
        .bind(most)
        .bind(from)
        .bind(to)
        .fetch_all(c)
        .await)?)
}

/// Number of people who have given a consent to a version of its text.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ConsentCount {
    pub kind: String,
    pub version: String,
    pub given: i64,
    pub withdrawn: i64,
}

/// Counts the consents by kind and version of the text.
pub(crate) async fn count_consents(tx: &mut Tx, _permit: &CanFixEditions) -> Result<Vec<ConsentCount>, Failure> {
    const SQL: &str = "select kind, version, count(*) as given, count(withdrawn_at) as withdrawn from consents
        group by kind, version order by kind, version";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}
