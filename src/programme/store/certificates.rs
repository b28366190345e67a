//! Everybody's certificates, to be counted, and those behind a number.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, FromRow, QueryBuilder};

use super::funders;
use crate::{
    db::{Failure, PORTION, Tx, on_driver},
    ground::{
        ids::{RunId, SpecialistId},
        letters::code_key,
    },
    programme::{model::rule::Certificate, policy::CanSeeFigures},
};

#[derive(FromRow)]
struct CertificateRow {
    specialist_id: SpecialistId,
    registration_number: String,
    counts_on: NaiveDate,
    issued_on: NaiveDate,
    valid_until: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    replaced_on: Option<NaiveDate>,
    region: Option<String>,
    profession: Option<String>,
    sex: Option<String>,
    organization_type: Option<String>,
    language: Option<String>,
    course: String,
    run_id: RunId,
}

impl CertificateRow {
    fn certificate(self, funders: &HashMap<RunId, String>) -> Certificate {
        let row = self;
        Certificate {
            funders: funders.get(&row.run_id).cloned(),
            registration_number: row.registration_number,
            counts_on: row.counts_on,
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            revoked_on: row.revoked_on,
            replaced_on: row.replaced_on,
            region: row.region,
            profession: row.profession,
            sex: row.sex,
            organization_type: row.organization_type,
            language: row.language,
            course: row.course,
        }
    }
}

macro_rules! certificates {
    ($holder:expr, $revoked:expr, $replaced:expr, $rest:expr) => {
        concat!(
            "select ",
            $holder,
            " as specialist_id, c.registration_number, c.counts_on, c.issued_on, c.valid_until, ",
            $revoked,
            " as revoked_on, ",
            $replaced,
            " as replaced_on, c.region, c.profession, c.sex, c.organization_type, r.language, r.id as run_id, k.code as course ",
            "from certificates c join courses k on k.id = c.course_id join enrollments e on e.id = c.enrollment_id ",
            "join runs r on r.id = e.run_id ",
            $rest
        )
    };
    ($rest:literal) => {
        certificates!("c.specialist_id", "c.revoked_on", "c.replaced_on", $rest)
    };
}

/// Certificates as they were known at the moment `$1`: without what was recorded later, and with the people whom a later
/// merge has made one still two.
macro_rules! certificates_as_known {
    ($rest:literal) => {
        certificates!(
            "coalesce((select m.gone_id from merged_certificates x join merges m on m.id = x.merge_id
                where x.certificate_id = c.id and m.merged_at > $1 order by m.merged_at limit 1), c.specialist_id)",
            "case when c.revoked_recorded_at <= $1 then c.revoked_on end",
            "case when c.replaced_recorded_at <= $1 then c.replaced_on end",
            concat!("where c.recorded_at <= $1 ", $rest)
        )
    };
}

/// Certificates that are read to be counted.
#[derive(Clone, Copy, Debug)]
pub(in crate::programme) enum Read {
    All,
    /// Certificates of the people whose certificates have changed since a version of the figures.
    ChangedSince(i64),
    /// Certificates of all people as they were known at a moment.
    KnownAt(DateTime<Utc>),
}

/// Reads certificates. Those of each person are given together, and are not stored.
pub(in crate::programme) async fn read_certificates(
    tx: &mut Tx,
    read: Read,
    mut of_one_person: impl FnMut(SpecialistId, &[Certificate]),
) -> Result<(), Failure> {
    const ALL: &str = certificates!("order by 1");
    const CHANGED: &str = certificates!(
        "where c.specialist_id in (select specialist_id from figures_changes where version > $1) order by 1"
    );
    const KNOWN: &str = certificates_as_known!("order by 1");
    let funders = funders::words_of_runs(tx).await?;
    let (mut holder, mut held) = (None, Vec::new());
    on_driver!(tx, |c| {
        let query = match read {
            Read::All => sqlx::query_as::<_, CertificateRow>(ALL),
            Read::ChangedSince(version) => sqlx::query_as(CHANGED).bind(version),
            Read::KnownAt(moment) => sqlx::query_as(KNOWN).bind(moment),
        };
        let mut rows = query.fetch(c);
        while let Some(row) = rows.try_next().await? {
            if holder != Some(row.specialist_id) {
                if let Some(holder) = holder.replace(row.specialist_id) {
                    of_one_person(holder, &held);
                }
                held.clear();
            }
            held.push(row.certificate(&funders));
        }
    });
    if let Some(holder) = holder {
        of_one_person(holder, &held);
    }
    Ok(())
}

/// Lists certificates of all people that count from one of these days, as they were known at a moment: `PORTION` of them
/// after a registration number, by number.
pub(in crate::programme) async fn list_certificates(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    known_at: DateTime<Utc>,
    (from, to): (NaiveDate, NaiveDate),
    after: &str,
) -> Result<Vec<(SpecialistId, Certificate)>, Failure> {
    // written so that SQLite reads by number, and does not sort all of these days for each portion
    const SQL: &str = certificates_as_known!(
        "and c.number_key > $2 and not (c.counts_on < $4 or c.counts_on > $5) order by c.number_key limit $3"
    );
    let funders = funders::words_of_runs(tx).await?;
    let (after, most) = (code_key(after), i64::try_from(PORTION).unwrap_or(i64::MAX));
    let rows: Vec<CertificateRow> = on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(known_at)
        .bind(after)
        .bind(most)
        .bind(from)
        .bind(to)
        .fetch_all(c)
        .await)?;
    Ok(rows.into_iter().map(|row| (row.specialist_id, row.certificate(&funders))).collect())
}

/// Lists the certificates of some people as they were known at a moment. A person is meant as they are now: of one whom a
/// later merge has made of two, the certificates of both are listed.
pub(in crate::programme) async fn list_certificates_of(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    known_at: DateTime<Utc>,
    people: &[SpecialistId],
) -> Result<Vec<(SpecialistId, Certificate)>, Failure> {
    const SQL: &str = certificates_as_known!("and c.specialist_id in (");
    let funders = funders::words_of_runs(tx).await?;
    let mut certificates = Vec::new();
    for people in people.chunks(PORTION) {
        let sql = format!("{SQL}{})", places(2, people.len()));
        let rows: Vec<CertificateRow> = on_driver!(tx, |c| {
            let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(known_at).persistent(false);
            for person in people {
                query = query.bind(person);
            }
            query.fetch_all(c).await
        })?;
        certificates.extend(rows.into_iter().map(|row| (row.specialist_id, row.certificate(&funders))));
    }
    Ok(certificates)
}

/// Places of a list of values, from a number on.
fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// Lists the people who hold certificates with these registration numbers today, each once.
pub(in crate::programme) async fn list_holders(
    tx: &mut Tx,
    _permit: &CanSeeFigures,
    registration_numbers: &[&str],
) -> Result<Vec<SpecialistId>, Failure> {
    let mut people = BTreeSet::new();
    for numbers in registration_numbers.chunks(PORTION) {
        let sql = format!("select specialist_id from certificates where number_key in ({})", places(1, numbers.len()));
        let found: Vec<SpecialistId> = on_driver!(tx, |c| {
            let mut query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(false);
            for number in numbers {
                query = query.bind(code_key(number));
            }
            query.fetch_all(c).await
        })?;
        people.extend(found);
    }
    Ok(people.into_iter().collect())
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
pub(in crate::programme) async fn list_evidence(
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
