//! Table `letters`.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::letter::{Counts, Fault, LetterKind, State};
use crate::{
    db::{Conn, Failure, Tx, on_driver},
    ground::{Locale, ids::LetterId},
};

/// Letter as it is stored.
#[derive(FromRow)]
pub(super) struct LetterRow {
    pub id: LetterId,
    #[sqlx(try_from = "String")]
    pub kind: LetterKind,
    locale: String,
    pub cipher: Option<Vec<u8>>,
    pub queued_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    pub attempts: i32,
    sent_at: Option<DateTime<Utc>>,
    failed_at: Option<DateTime<Utc>>,
    expired_at: Option<DateTime<Utc>>,
    last_error: Option<String>,
}

impl LetterRow {
    pub(super) fn locale(&self) -> Result<Locale, Failure> {
        Locale::from_code(&self.locale).ok_or_else(|| Failure::Unreadable(format!("language {}", self.locale)))
    }

    pub(super) const fn state(&self) -> State {
        match (self.sent_at, self.expired_at, self.failed_at) {
            (Some(_), _, _) => State::Sent,
            (None, Some(_), _) => State::Expired,
            (None, None, Some(_)) => State::Failed,
            (None, None, None) => State::Waiting,
        }
    }

    pub(super) fn last_error(&self) -> Option<Fault> {
        self.last_error.as_deref().and_then(|word| word.parse().ok())
    }
}

pub(super) struct New<'a> {
    pub id: LetterId,
    pub kind: LetterKind,
    pub locale: Locale,
    pub recipient_hash: &'a [u8],
    pub cipher: &'a [u8],
    pub dedupe_key: Option<&'a str>,
    pub useless_after: Option<DateTime<Utc>>,
}

/// Queues a letter, due at once, unless another has its key.
pub(super) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<(), Failure> {
    const SQL: &str = "insert into letters
        (id, kind, locale, recipient_hash, cipher, dedupe_key, useless_after, queued_at, due_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $8) on conflict (dedupe_key) do nothing";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(new.id)
        .bind(new.kind.as_str())
        .bind(new.locale.code())
        .bind(new.recipient_hash)
        .bind(new.cipher)
        .bind(new.dedupe_key)
        .bind(new.useless_after)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "with due as (select id from letters ",
            "where sent_at is null and failed_at is null and expired_at is null and due_at <= $1 ",
            "order by due_at, id limit $2",
            $lock,
            ") update letters set due_at = $3, attempts = attempts + 1 from due where letters.id = due.id ",
            "returning letters.id, kind, locale, cipher, queued_at, due_at, attempts, ",
            "sent_at, failed_at, expired_at, last_error"
        )
    };
}

/// Claims letters that are due for one sender: no other server gets them before `until`.
pub(super) async fn claim(tx: &mut Tx, limit: i64, until: DateTime<Utc>) -> Result<Vec<LetterRow>, Failure> {
    // SQLite's one writer holds the whole database already
    let sql = match tx.conn() {
        Conn::Sqlite(_) => claim!(""),
        Conn::Postgres(_) => claim!(" for update skip locked"),
    };
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query_as(sql).bind(at).bind(limit).bind(until).fetch_all(c).await)?)
}

/// Marks letters as expired that were not sent before they ran out, and deletes their content. Returns how many.
pub(super) async fn update_expired(tx: &mut Tx) -> Result<u64, Failure> {
    const SQL: &str = "update letters set expired_at = $1, due_at = useless_after, failed_at = null, cipher = null
        where sent_at is null and expired_at is null and useless_after <= $1";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(at).execute(c).await.map(|done| done.rows_affected()))?)
}

/// Marks a letter as sent, and deletes its content. It may have run out on its way.
pub(super) async fn update_sent(tx: &mut Tx, id: LetterId) -> Result<(), Failure> {
    const SQL: &str = "update letters
        set sent_at = $2, due_at = $2, failed_at = null, expired_at = null, last_error = null, cipher = null
        where id = $1 and sent_at is null";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Puts a letter off after the attempt of this number. One that has been claimed anew since is left as it is.
pub(super) async fn update_due(
    tx: &mut Tx,
    (id, attempts): (LetterId, i32),
    due_at: DateTime<Utc>,
    fault: Fault,
) -> Result<(), Failure> {
    const SQL: &str = "update letters set due_at = $3, last_error = $4
        where id = $1 and attempts = $2 and sent_at is null and failed_at is null and expired_at is null";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(attempts)
        .bind(due_at)
        .bind(fault.as_str())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Gives a letter up after the attempt of this number. One that has been claimed anew since is left as it is.
pub(super) async fn update_failed(tx: &mut Tx, (id, attempts): (LetterId, i32), fault: Fault) -> Result<(), Failure> {
    const SQL: &str = "update letters set due_at = $3, failed_at = $3, last_error = $4
        where id = $1 and attempts = $2 and sent_at is null and failed_at is null and expired_at is null";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(attempts)
        .bind(at)
        .bind(fault.as_str())
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Puts a letter that was given up back in the queue, as if it had never been tried; returns whether it was there.
pub(super) async fn update_waiting(tx: &mut Tx, id: LetterId) -> Result<bool, Failure> {
    const SQL: &str =
        "update letters set failed_at = null, due_at = $2, attempts = 0 where id = $1 and failed_at is not null";
    let at = tx.at();
    let rows =
        on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Puts all letters that were given up back in the queue, as if they had never been tried; returns which.
pub(super) async fn update_all_waiting(tx: &mut Tx) -> Result<Vec<LetterId>, Failure> {
    const SQL: &str =
        "update letters set failed_at = null, due_at = $1, attempts = 0 where failed_at is not null returning id";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(at).fetch_all(c).await)?)
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "select id, kind, locale, cipher, queued_at, due_at, attempts, sent_at, failed_at, expired_at, last_error ",
            "from letters ",
            $which
        )
    };
}

/// Letters, the newest first, behind so many newer ones.
pub(super) async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<LetterRow>, Failure> {
    const SQL: &str = select!("order by queued_at desc, id desc limit $1 offset $2");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(limit).bind(offset).fetch_all(c).await)?)
}

/// Letters that were given up, the newest first, behind so many newer ones.
pub(super) async fn list_failed(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<LetterRow>, Failure> {
    const SQL: &str = select!("where failed_at is not null order by queued_at desc, id desc limit $1 offset $2");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(limit).bind(offset).fetch_all(c).await)?)
}

/// Letters to an address, the newest first.
pub(super) async fn list_to(tx: &mut Tx, recipient_hash: &[u8]) -> Result<Vec<LetterRow>, Failure> {
    const SQL: &str = select!("where recipient_hash = $1 order by queued_at desc, id desc");
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(recipient_hash).fetch_all(c).await)?)
}

pub(super) async fn count(tx: &mut Tx) -> Result<Counts, Failure> {
    const SQL: &str = "select
        count(*) filter (where sent_at is null and failed_at is null and expired_at is null) as waiting,
        count(*) filter (where sent_at is not null) as sent,
        count(*) filter (where failed_at is not null) as failed,
        count(*) filter (where expired_at is not null) as expired from letters";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_one(c).await)?)
}

/// Deletes all letters to an address, sent or not.
pub(super) async fn delete_to(tx: &mut Tx, recipient_hash: &[u8]) -> Result<u64, Failure> {
    const SQL: &str = "delete from letters where recipient_hash = $1";
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(recipient_hash).execute(c).await.map(|done| done.rows_affected()))?)
}
