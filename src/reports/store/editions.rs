//! Editions with their files and changes. They are added, and never changed.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};

use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::AccountId,
    programme::model::changes::{Change, Reason},
    reports::{
        model::{Edition, EditionFile},
        policy::CanFixEditions,
    },
};

#[derive(FromRow)]
struct EditionRow {
    number: i64,
    title: String,
    note: String,
    phase: String,
    as_of: NaiveDate,
    known_at: DateTime<Utc>,
    view: String,
    trained: i32,
    target: i32,
    fingerprint: String,
    audit_head: String,
    follows: Option<i64>,
    fixed_at: DateTime<Utc>,
    superseded_by: Option<i64>,
}

impl From<EditionRow> for Edition {
    fn from(row: EditionRow) -> Self {
        let number = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            number: number(row.number),
            title: row.title,
            note: row.note,
            phase: row.phase,
            as_of: row.as_of,
            known_at: row.known_at,
            view: row.view,
            trained: row.trained.unsigned_abs(),
            target: row.target.unsigned_abs(),
            fingerprint: row.fingerprint,
            audit_head: row.audit_head,
            follows: row.follows.map(number),
            fixed_at: row.fixed_at,
            superseded_by: row.superseded_by.map(number),
        }
    }
}

macro_rules! editions {
    ($rest:literal) => {
        concat!(
            "select e.number, e.title, e.note, p.code as phase, e.as_of, e.known_at, e.view, e.trained, e.target, ",
            "e.fingerprint, e.audit_head, e.follows, e.fixed_at, ",
            "(select max(l.number) from editions l where l.scope = e.scope and l.as_of = e.as_of ",
            "and l.number > e.number) as superseded_by ",
            "from editions e join phases p on p.id = e.phase_id ",
            $rest
        )
    };
}

/// Lists a page of the editions, the latest first.
pub(crate) async fn list_editions(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    skip: i64,
    most: i64,
) -> Result<Vec<Edition>, Failure> {
    const SQL: &str = editions!("order by e.number desc limit $1 offset $2");
    let rows: Vec<EditionRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(most).bind(skip).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Edition::from).collect())
}

/// Number of the latest edition, which is how many there are.
pub(crate) async fn last_number(tx: &mut Tx) -> Result<u32, Failure> {
    const SQL: &str = "select coalesce(max(number), 0) from editions";
    let last: i64 = on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?;
    Ok(u32::try_from(last).unwrap_or(u32::MAX))
}

pub(crate) async fn find_edition(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    number: u32,
) -> Result<Option<Edition>, Failure> {
    const SQL: &str = editions!("where e.number = $1");
    let row: Option<EditionRow> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(i64::from(number)).fetch_optional(c).await)?;
    Ok(row.map(Edition::from))
}

/// Finds the latest edition of a scope, with the registration numbers that it counted.
pub(crate) async fn find_last_of(
    tx: &mut Tx,
    permit: &CanFixEditions,
    scope: &str,
) -> Result<Option<(Edition, String)>, Failure> {
    const SQL: &str = "select number, counted from editions where scope = $1 order by number desc limit 1";
    let row: Option<(i64, String)> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(scope).fetch_optional(c).await)?;
    let Some((number, counted)) = row else { return Ok(None) };
    let edition = find_edition(tx, permit, u32::try_from(number).unwrap_or(u32::MAX)).await?;
    Ok(edition.map(|edition| (edition, counted)))
}

/// Adds an edition. `Ok(false)`: somebody fixed one with this number at the same time.
pub(crate) async fn insert_edition(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    edition: &Edition,
    (scope, counted): (&str, &str),
    fixed_by: Option<AccountId>,
) -> Result<bool, Failure> {
    const SQL: &str =
        "insert into editions (number, title, note, phase_id, as_of, known_at, scope, view, trained, target,
        counted, fingerprint, audit_head, follows, fixed_at, fixed_by)
        select $1, $2, $3, p.id, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15 from phases p where p.code = $16
        on conflict (number) do nothing";
    let added = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(i64::from(edition.number))
        .bind(&edition.title)
        .bind(&edition.note)
        .bind(edition.as_of)
        .bind(edition.known_at)
        .bind(scope)
        .bind(&edition.view)
        .bind(edition.trained.cast_signed())
        .bind(edition.target.cast_signed())
        .bind(counted)
        .bind(&edition.fingerprint)
        .bind(&edition.audit_head)
        .bind(edition.follows.map(i64::from))
        .bind(edition.fixed_at)
        .bind(fixed_by)
        .bind(&edition.phase)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(added == 1)
}

/// Adds a file of an edition, with its SHA-256.
pub(crate) async fn insert_file(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    edition: u32,
    name: &str,
    (sha256, bytes): (&str, &[u8]),
) -> Result<(), Failure> {
    const SQL: &str = "insert into edition_files (edition, name, sha256, bytes) values ($1, $2, $3, $4)";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(i64::from(edition))
        .bind(name)
        .bind(sha256)
        .bind(bytes)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Largest number of changes that one statement adds.
const AT_ONCE: usize = 500;

/// Adds the certificates that came and went since the edition before.
pub(crate) async fn insert_changes(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    edition: u32,
    changes: &[Change],
) -> Result<(), Failure> {
    const SQL: &str = "insert into edition_changes (edition, registration_number, came, reason) ";
    for changes in changes.chunks(AT_ONCE) {
        on_driver!(tx, |c| {
            let mut query = QueryBuilder::new(SQL);
            query.push_values(changes, |mut row, change| {
                row.push_bind(i64::from(edition)).push_bind(&change.registration_number);
                row.push_bind(change.came).push_bind(change.reason.as_str());
            });
            query.build().persistent(false).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

#[derive(FromRow)]
struct ChangeRow {
    registration_number: String,
    came: bool,
    #[sqlx(try_from = "String")]
    reason: Reason,
}

/// Lists the certificates that came and went since the edition before.
pub(crate) async fn list_changes(tx: &mut Tx, _permit: &CanFixEditions, edition: u32) -> Result<Vec<Change>, Failure> {
    const SQL: &str = "select registration_number, came, reason from edition_changes where edition = $1";
    let rows: Vec<ChangeRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(i64::from(edition)).fetch_all(c).await)?;
    let mut changes: Vec<Change> = rows
        .into_iter()
        .map(|row| Change { reason: row.reason, came: row.came, registration_number: row.registration_number })
        .collect();
    changes.sort();
    Ok(changes)
}

/// Lists the files of an edition by name.
pub(crate) async fn list_files(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    edition: u32,
) -> Result<Vec<EditionFile>, Failure> {
    const SQL: &str = "select name, length(bytes) from edition_files where edition = $1 order by name";
    let rows: Vec<(String, i32)> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(i64::from(edition)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(name, size)| EditionFile { name, size: size.unsigned_abs() }).collect())
}

/// Finds the bytes of a file of an edition.
pub(crate) async fn find_file(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    edition: u32,
    name: &str,
) -> Result<Option<Vec<u8>>, Failure> {
    const SQL: &str = "select bytes from edition_files where edition = $1 and name = $2";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(i64::from(edition)).bind(name).fetch_optional(c).await)?)
}

/// Finds the edition and the name of the file with this SHA-256; of several, those of the latest.
pub(crate) async fn find_by_sha256(
    tx: &mut Tx,
    _permit: &CanFixEditions,
    sha256: &str,
) -> Result<Option<(u32, String)>, Failure> {
    const SQL: &str = "select edition, name from edition_files where sha256 = $1 order by edition desc, name limit 1";
    let row: Option<(i64, String)> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(sha256).fetch_optional(c).await)?;
    Ok(row.map(|(edition, name)| (u32::try_from(edition).unwrap_or(u32::MAX), name)))
}
