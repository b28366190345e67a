//! Tables `sessions`, `throttles` and `saved_forms`; of `accounts` the columns that a request needs.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::FromRow;

use crate::{
    db::{Conn, Failure, Tx, on_driver},
    ground::{
        ids::{AccountId, SessionId, SpecialistId},
        token::Token,
    },
};

/// Session with its account.
#[derive(FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "a row as the table has it")]
pub(super) struct SessionRow {
    pub session_id: SessionId,
    pub account_id: AccountId,
    pub is_remembered: bool,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub email: String,
    pub name: Option<String>,
    pub locale: String,
    pub specialist_id: Option<SpecialistId>,
    pub is_trainee: bool,
    pub is_trainer: bool,
    pub is_staff: bool,
    pub is_officer: bool,
    pub is_administrator: bool,
    pub disabled_at: Option<DateTime<Utc>>,
}

pub(super) async fn find_session(tx: &mut Tx, token: &Token) -> Result<Option<SessionRow>, Failure> {
    const SQL: &str = "select s.id as session_id, s.account_id, s.is_remembered, s.last_seen_at, s.expires_at,
        a.email, a.name, a.locale, a.specialist_id, a.is_trainee, a.is_trainer, a.is_staff, a.is_officer,
        a.is_administrator, a.disabled_at from sessions s join accounts a on a.id = s.account_id where s.token_hash = $1";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(token.hash()).fetch_optional(c).await)?)
}

pub(super) async fn insert_session(
    tx: &mut Tx,
    id: SessionId,
    token: &Token,
    account: AccountId,
    device: &str,
    is_remembered: bool,
    expires_at: DateTime<Utc>,
) -> Result<(), Failure> {
    const SQL: &str =
        "insert into sessions (id, token_hash, account_id, device, is_remembered, created_at, last_seen_at,
        expires_at) values ($1, $2, $3, $4, $5, $6, $6, $7)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(token.hash())
        .bind(account)
        .bind(device)
        .bind(is_remembered)
        .bind(at)
        .bind(expires_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Deletes the sessions of an account except so many of the newest.
pub(super) async fn delete_older_sessions(tx: &mut Tx, account: AccountId, most: i64) -> Result<(), Failure> {
    const SQL: &str = "delete from sessions where account_id = $1 and id not in
        (select id from sessions where account_id = $1 order by created_at desc, id desc limit $2)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(account).bind(most).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_last_seen(tx: &mut Tx, id: SessionId) -> Result<(), Failure> {
    const SQL: &str = "update sessions set last_seen_at = $2 where id = $1";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

#[derive(FromRow)]
pub(super) struct ListedRow {
    pub id: SessionId,
    pub device: String,
    pub is_remembered: bool,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

pub(super) async fn list_sessions(tx: &mut Tx, account: AccountId) -> Result<Vec<ListedRow>, Failure> {
    const SQL: &str = "select id, device, is_remembered, created_at, last_seen_at, expires_at from sessions
        where account_id = $1 order by last_seen_at desc, id desc";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(account).fetch_all(c).await)?)
}

pub(super) async fn update_ended(tx: &mut Tx, token: &Token) -> Result<(), Failure> {
    const SQL: &str = "update sessions set expires_at = $2 where token_hash = $1 and expires_at > $2";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL).bind(token.hash()).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_one_ended(tx: &mut Tx, account: AccountId, id: SessionId) -> Result<bool, Failure> {
    const SQL: &str = "update sessions set expires_at = $3 where account_id = $1 and id = $2 and expires_at > $3";
    let at = tx.at();
    let ended = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(account)
        .bind(id)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(ended > 0)
}

pub(super) async fn update_all_ended(tx: &mut Tx, account: AccountId, but: Option<SessionId>) -> Result<u64, Failure> {
    const SQL: &str = "update sessions set expires_at = $3
        where account_id = $1 and ($2 is null or id <> $2) and expires_at > $3";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query(SQL)
        .bind(account)
        .bind(but)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?)
}

pub(super) async fn delete_sessions(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    const SQL: &str = "delete from sessions where account_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(account).execute(c).await.map(drop))?;
    Ok(())
}

/// Counts one attempt more, or the first of a new period; returns how many there are now, and since when.
pub(super) async fn count_attempt(tx: &mut Tx, key: &str, within: TimeDelta) -> Result<(i32, DateTime<Utc>), Failure> {
    const SQL: &str = "insert into throttles (key_hash, attempts, since) values ($1, 1, $2)
        on conflict (key_hash) do update set
        attempts = case when throttles.since <= $3 then 1 else throttles.attempts + 1 end,
        since = case when throttles.since <= $3 then $2 else throttles.since end
        returning attempts, since";
    let (hash, at) = (tx.key().index(key), tx.at());
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(&hash).bind(at).bind(at - within).fetch_one(c).await)?)
}

pub(super) async fn delete_attempts(tx: &mut Tx, key: &str) -> Result<(), Failure> {
    const SQL: &str = "delete from throttles where key_hash = $1";
    let hash = tx.key().index(key);
    on_driver!(tx, |c| sqlx::query(SQL).bind(&hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Counts one attempt less.
pub(super) async fn uncount_attempt(tx: &mut Tx, key: &str) -> Result<(), Failure> {
    const SQL: &str = "update throttles set attempts = attempts - 1 where key_hash = $1 and attempts > 0";
    let hash = tx.key().index(key);
    on_driver!(tx, |c| sqlx::query(SQL).bind(&hash).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn insert_saved_form(
    tx: &mut Tx,
    token: &Token,
    path: &str,
    cipher: &[u8],
    account: AccountId,
    expires_at: DateTime<Utc>,
) -> Result<(), Failure> {
    const SQL: &str =
        "insert into saved_forms (token_hash, path, cipher, account_id, expires_at) values ($1, $2, $3, $4, $5)";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(token.hash())
        .bind(path)
        .bind(cipher)
        .bind(account)
        .bind(expires_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Deletes the forms of an account except so many of the newest.
pub(super) async fn delete_older_saved_forms(tx: &mut Tx, account: AccountId, most: i64) -> Result<(), Failure> {
    const SQL: &str = "delete from saved_forms where account_id = $1 and token_hash not in
        (select token_hash from saved_forms where account_id = $1 order by expires_at desc, token_hash limit $2)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(account).bind(most).execute(c).await.map(drop))?;
    Ok(())
}

/// Tells whether a form waits for this page and this account.
pub(super) async fn has_saved_form(
    tx: &mut Tx,
    token: &Token,
    path: &str,
    account: AccountId,
) -> Result<bool, Failure> {
    const SQL: &str = "select account_id from saved_forms
        where token_hash = $1 and path = $2 and expires_at > $3 and account_id = $4";
    let at = tx.at();
    let found: Option<AccountId> = on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(token.hash())
        .bind(path)
        .bind(at)
        .bind(account)
        .fetch_optional(c)
        .await)?;
    Ok(found.is_some())
}

/// Deletes a saved form and returns it, if it is this page's and this account's.
pub(super) async fn take_saved_form(
    tx: &mut Tx,
    token: &Token,
    path: &str,
    account: AccountId,
) -> Result<Option<Vec<u8>>, Failure> {
    const SQL: &str = "delete from saved_forms where token_hash = $1 and path = $2 and expires_at > $3
        and account_id = $4 returning cipher";
    let at = tx.at();
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL)
        .bind(token.hash())
        .bind(path)
        .bind(at)
        .bind(account)
        .fetch_optional(c)
        .await)?)
}

pub(super) async fn delete_saved_forms(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    const SQL: &str = "delete from saved_forms where account_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(account).execute(c).await.map(drop))?;
    Ok(())
}

/// Deletes sessions a day after their end, to know whose form it is that arrives late, and throttles once no limit
/// needs them.
pub(super) async fn delete_expired(tx: &mut Tx) -> Result<(), Failure> {
    // a transaction that counts an attempt locks several of them, so those that are being counted are left for the next
    // time
    let throttles = match tx.conn() {
        Conn::Sqlite(_) => "delete from throttles where since <= $1",
        Conn::Postgres(_) => {
            "delete from throttles where key_hash in
                (select key_hash from throttles where since <= $1 for update skip locked)"
        }
    };
    let statements = [
        ("delete from sessions where expires_at <= $1", TimeDelta::days(1)),
        ("delete from saved_forms where expires_at <= $1", TimeDelta::zero()),
        ("delete from account_tokens where expires_at <= $1", TimeDelta::zero()),
        (throttles, TimeDelta::hours(2)),
    ];
    for (sql, after) in statements {
        let before = tx.at() - after;
        on_driver!(tx, |c| sqlx::query(sql).bind(before).execute(c).await.map(drop))?;
    }
    Ok(())
}
