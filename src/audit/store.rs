//! Tables of the log. Nothing here changes or deletes a line; its description is deleted with the person.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

use super::entry::{Document, Entry, Hash, LineRow};
use crate::db::{Conn, Failure, Tx, on_driver};

/// Number and hash of the last line, locked until the transaction ends.
pub(super) async fn lock_head(tx: &mut Tx) -> Result<(i64, Hash), Failure> {
    // SQLite's one writer holds the whole database already
    let sql = match tx.conn() {
        Conn::Sqlite(_) => "select seq, hash from audit_head where id = 1",
        Conn::Postgres(_) => "select seq, hash from audit_head where id = 1 for update",
    };
    Ok(on_driver!(tx, |c| sqlx::query_as(sql).fetch_one(c).await)?)
}

pub(super) async fn head(tx: &mut Tx) -> Result<(i64, Hash), Failure> {
    const SQL: &str = "select seq, hash from audit_head where id = 1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_one(c).await)?)
}

/// Counts the lines after a line that were recorded by a moment, and that line if it was recorded later.
pub(super) async fn count_out_of_place(tx: &mut Tx, seq: i64, moment: DateTime<Utc>) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from audit_entries
        where (seq > $1 and recorded_at <= $2) or (seq = $1 and recorded_at > $2)";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(seq).bind(moment).fetch_one(c).await)?)
}

pub(super) async fn move_head(tx: &mut Tx, seq: i64, hash: &Hash) -> Result<(), Failure> {
    const SQL: &str = "update audit_head set seq = $1, hash = $2 where id = 1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(seq).bind(hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Lines that one statement writes. A list brings tens of thousands, and while they are written nobody else ends a
/// change.
const AT_ONCE: usize = 200;

pub(super) async fn insert(tx: &mut Tx, lines: &[(Entry, Document)]) -> Result<(), Failure> {
    const ENTRIES: &str = "insert into audit_entries
        (seq, recorded_at, actor, action, subject_kind, subject_id, digest, previous, hash) values ";
    const DOCUMENTS: &str = "insert into audit_documents (seq, salt, before, after) values ";
    for lines in lines.chunks(AT_ONCE) {
        // a statement for a number of lines that hardly comes again is not cached
        let is_kept = lines.len() == AT_ONCE || lines.len() < 10;
        let entries = format!("{ENTRIES}{}", places(lines.len(), 9));
        let documents = format!("{DOCUMENTS}{}", places(lines.len(), 4));
        on_driver!(tx, |c| {
            let mut query = sqlx::query(AssertSqlSafe(entries)).persistent(is_kept);
            for (entry, _) in lines {
                query = query
                    .bind(entry.seq)
                    .bind(entry.recorded_at)
                    .bind(&entry.actor)
                    .bind(&entry.action)
                    .bind(&entry.subject_kind)
                    .bind(&entry.subject_id)
                    .bind(&entry.digest)
                    .bind(&entry.previous)
                    .bind(&entry.hash);
            }
            query.execute(&mut *c).await?;
            let mut query = sqlx::query(AssertSqlSafe(documents)).persistent(is_kept);
            for (_, document) in lines {
                query = query.bind(document.seq).bind(&document.salt).bind(&document.before).bind(&document.after);
            }
            query.execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)`: so many rows of so many values.
fn places(rows: usize, values: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=values).map(|value| format!("${}", row * values + value)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

pub(super) async fn list_entries(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Entry>, Failure> {
    const SQL: &str = "select seq, recorded_at, actor, action, subject_kind, subject_id, digest, previous, hash
        from audit_entries where seq > $1 order by seq limit $2";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(after).bind(limit).fetch_all(c).await)?)
}

/// Descriptions of the next `span` line numbers; erased ones are missing.
pub(super) async fn list_documents(tx: &mut Tx, after: i64, span: i64) -> Result<Vec<Document>, Failure> {
    const SQL: &str = "select seq, salt, before, after from audit_documents
        where seq > $1 and seq <= $2 order by seq";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(after).bind(after + span).fetch_all(c).await)?)
}

/// Lines about a subject, oldest first, each with its description unless that has been erased.
pub(super) async fn list_about(tx: &mut Tx, subject_kind: &str, subject_id: &str) -> Result<Vec<LineRow>, Failure> {
    const SQL: &str = "select e.recorded_at, e.actor, e.action, d.before, d.after
        from audit_entries e left join audit_documents d on d.seq = e.seq
        where e.subject_kind = $1 and e.subject_id = $2 order by e.seq";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(subject_kind).bind(subject_id).fetch_all(c).await)?)
}

/// Last erasure of each subject that has one.
pub(super) async fn list_erasures(tx: &mut Tx) -> Result<HashMap<(String, String), i64>, Failure> {
    const SQL: &str = "select subject_kind, subject_id, max(seq) from audit_entries
        where action like '%erased' group by subject_kind, subject_id";
    let rows: Vec<(String, String, i64)> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(kind, id, seq)| ((kind, id), seq)).collect())
}

pub(super) async fn find_hash(tx: &mut Tx, seq: i64) -> Result<Option<Hash>, Failure> {
    const SQL: &str = "select hash from audit_entries where seq = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(seq).fetch_optional(c).await)?)
}

pub(super) async fn delete_documents(tx: &mut Tx, subject_kind: &str, subject_id: &str) -> Result<u64, Failure> {
    const SQL: &str = "delete from audit_documents where seq in
        (select seq from audit_entries where subject_kind = $1 and subject_id = $2)";
    let deleted = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(subject_kind)
        .bind(subject_id)
        .execute(c)
        .await
        .map(|d| d.rows_affected()))?;
    Ok(deleted)
}
