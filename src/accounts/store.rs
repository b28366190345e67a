//! Tables `accounts` and `account_tokens`.

use chrono::{DateTime, Utc};
use sqlx::{FromRow, QueryBuilder};

use super::{
    model::{Account, Email, PendingSignUp, ResetLink},
    policy::{CanCreate, CanFollow, CanKeepAccount, CanKeepOwnAccount, CanSeeAccounts},
};
use crate::{
    db::{Conn, Failure, Tx, on_driver},
    ground::{
        Locale,
        caller::{Role, Roles},
        ids::{AccountId, SpecialistId},
        token::Token,
    },
};

/// Account with the hash of its password.
#[derive(Clone, Debug)]
pub(super) struct AccountRecord {
    pub account: Account,
    /// Hash of the password; `None`: nobody has set one yet.
    pub password_hash: Option<String>,
}

#[derive(FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "a column for each role")]
struct AccountRow {
    id: AccountId,
    email: String,
    password_hash: String,
    name: Option<String>,
    locale: String,
    specialist_id: Option<SpecialistId>,
    is_trainee: bool,
    is_trainer: bool,
    is_staff: bool,
    is_officer: bool,
    is_administrator: bool,
    disabled_at: Option<DateTime<Utc>>,
    recorded_at: DateTime<Utc>,
}

impl TryFrom<AccountRow> for AccountRecord {
    type Error = Failure;

    fn try_from(row: AccountRow) -> Result<Self, Failure> {
        let roles = Roles::default()
            .with_if(Role::Trainee, row.is_trainee)
            .with_if(Role::Trainer, row.is_trainer)
            .with_if(Role::Staff, row.is_staff)
            .with_if(Role::Officer, row.is_officer)
            .with_if(Role::Administrator, row.is_administrator);
        // the column has an empty text for none
        let password_hash = Some(row.password_hash).filter(|hash| !hash.is_empty());
        let account = Account {
            id: row.id,
            email: row.email.into(),
            name: row.name,
            locale: read_locale(&row.locale)?,
            specialist: row.specialist_id,
            roles,
            has_password: password_hash.is_some(),
            disabled_at: row.disabled_at,
            recorded_at: row.recorded_at,
        };
        Ok(Self { account, password_hash })
    }
}

fn read_locale(code: &str) -> Result<Locale, Failure> {
    Locale::from_code(code).ok_or_else(|| Failure::Unreadable(format!("language {code:?} of an account")))
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, email, password_hash, name, locale, specialist_id, is_trainee, is_trainer, is_staff, is_officer, ",
            "is_administrator, disabled_at, recorded_at from accounts ",
            $rest
        )
    };
}

pub(super) async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRecord>, Failure> {
    const SQL: &str = select!("where id = $1");
    let row: Option<AccountRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    row.map(AccountRecord::try_from).transpose()
}

/// Locks this account until the transaction ends: no other may change it or begin a session with it. On PostgreSQL the
/// lock is `no key update`, which lets others write a row that refers to the account.
pub(super) async fn lock(tx: &mut Tx, id: AccountId) -> Result<Option<AccountRecord>, Failure> {
    // SQLite's one writer holds the whole database already
    let sql = match tx.conn() {
        Conn::Sqlite(_) => select!("where id = $1"),
        Conn::Postgres(_) => select!("where id = $1 for no key update"),
    };
    let row: Option<AccountRow> = on_driver!(tx, |c| sqlx::query_as(sql).bind(id).fetch_optional(c).await)?;
    row.map(AccountRecord::try_from).transpose()
}

/// Locks an account that is known only by its address.
pub(super) async fn lock_by_email(tx: &mut Tx, email: &Email) -> Result<Option<AccountRecord>, Failure> {
    match find_by_email(tx, email).await? {
        Some(found) => lock(tx, found.account.id).await,
        None => Ok(None),
    }
}

pub(super) async fn find_by_email(tx: &mut Tx, email: &Email) -> Result<Option<AccountRecord>, Failure> {
    const SQL: &str = select!("where email = $1");
    let row: Option<AccountRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(email.reveal()).fetch_optional(c).await)?;
    row.map(AccountRecord::try_from).transpose()
}

pub(super) async fn find_by_specialist(tx: &mut Tx, id: SpecialistId) -> Result<Option<AccountRecord>, Failure> {
    const SQL: &str = select!("where specialist_id = $1");
    let row: Option<AccountRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?;
    row.map(AccountRecord::try_from).transpose()
}

/// Languages of the accounts of these people.
pub(super) async fn list_languages(
    tx: &mut Tx,
    people: &[SpecialistId],
) -> Result<Vec<(SpecialistId, Locale)>, Failure> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(SpecialistId, String)> = on_driver!(tx, |c| {
        let mut query = QueryBuilder::new("select specialist_id, locale from accounts where specialist_id in (");
        let mut list = query.separated(", ");
        for id in people {
            list.push_bind(*id);
        }
        query.push(")");
        query.build_query_as().fetch_all(c).await
    })?;
    let read = |(id, code): (SpecialistId, String)| {
        let unreadable = || Failure::Unreadable(format!("language of the account of {id}"));
        Ok((id, Locale::from_code(&code).ok_or_else(unreadable)?))
    };
    rows.into_iter().map(read).collect()
}

/// Lists the accounts that have a role beside a trainee's, by their addresses.
pub(super) async fn list_of_centre(tx: &mut Tx, _permit: &CanSeeAccounts) -> Result<Vec<Account>, Failure> {
    const SQL: &str = select!("where is_trainer or is_staff or is_officer or is_administrator order by email");
    let rows: Vec<AccountRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(|row| AccountRecord::try_from(row).map(|stored| stored.account)).collect()
}

/// Lists the accounts by their addresses.
pub(super) async fn list(tx: &mut Tx, _permit: &CanSeeAccounts) -> Result<Vec<Account>, Failure> {
    const SQL: &str = select!("order by email");
    let rows: Vec<AccountRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(|row| AccountRecord::try_from(row).map(|stored| stored.account)).collect()
}

pub(super) async fn insert(tx: &mut Tx, permit: &CanCreate, id: AccountId) -> Result<(), Failure> {
    const SQL: &str = "insert into accounts (id, email, password_hash, name, locale, specialist_id, is_trainee,
        is_trainer, is_staff, is_officer, is_administrator, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let (new, at) = (permit.account(), tx.at());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(new.email.reveal())
        .bind(new.password_hash.as_ref().map_or("", |hash| hash.reveal()))
        .bind(&new.name)
        .bind(new.locale.code())
        .bind(new.specialist)
        .bind(new.roles.has(Role::Trainee))
        .bind(new.roles.has(Role::Trainer))
        .bind(new.roles.has(Role::Staff))
        .bind(new.roles.has(Role::Officer))
        .bind(new.roles.has(Role::Administrator))
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_password(tx: &mut Tx, permit: &CanKeepOwnAccount, hash: &str) -> Result<(), Failure> {
    const SQL: &str = "update accounts set password_hash = $2 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.account()).bind(hash).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_locale(tx: &mut Tx, permit: &CanKeepOwnAccount, locale: Locale) -> Result<(), Failure> {
    const SQL: &str = "update accounts set locale = $2 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.account()).bind(locale.code()).execute(c).await.map(drop))?;
    Ok(())
}

/// Ties the account to a person's record; returns whether it was free for it.
pub(super) async fn update_specialist(
    tx: &mut Tx,
    permit: &CanKeepOwnAccount,
    specialist: SpecialistId,
    name: &str,
) -> Result<bool, Failure> {
    const SQL: &str = "update accounts set specialist_id = $2, name = $3
        where id = $1 and (specialist_id is null or specialist_id = $2)";
    let rows = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.account())
        .bind(specialist)
        .bind(name)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// Ties an account to a record, or to none; `name` is that of the record.
pub(super) async fn update_followed(
    tx: &mut Tx,
    permit: &CanFollow,
    specialist: Option<SpecialistId>,
    name: Option<&str>,
) -> Result<(), Failure> {
    const SQL: &str = "update accounts set specialist_id = $2, name = $3 where id = $1";
    let id = permit.account();
    on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(specialist).bind(name).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn update_roles(tx: &mut Tx, permit: &CanKeepAccount, roles: Roles) -> Result<(), Failure> {
    const SQL: &str = "update accounts set is_trainee = $2, is_trainer = $3, is_staff = $4, is_officer = $5,
        is_administrator = $6 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.account())
        .bind(roles.has(Role::Trainee))
        .bind(roles.has(Role::Trainer))
        .bind(roles.has(Role::Staff))
        .bind(roles.has(Role::Officer))
        .bind(roles.has(Role::Administrator))
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn update_disabled(
    tx: &mut Tx,
    permit: &CanKeepAccount,
    disabled_at: Option<DateTime<Utc>>,
) -> Result<(), Failure> {
    const SQL: &str = "update accounts set disabled_at = $2 where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.account()).bind(disabled_at).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, permit: &CanKeepOwnAccount) -> Result<(), Failure> {
    const SQL: &str = "delete from accounts where id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(permit.account()).execute(c).await.map(drop))?;
    Ok(())
}

#[derive(FromRow)]
struct SignUpRow {
    email: String,
    password_hash: String,
    locale: String,
    next: Option<String>,
    expires_at: DateTime<Utc>,
    browser_hash: Vec<u8>,
}

impl TryFrom<SignUpRow> for PendingSignUp {
    type Error = Failure;

    fn try_from(row: SignUpRow) -> Result<Self, Failure> {
        let email = Email::parse(&row.email).map_err(|_| Failure::Unreadable("address of a sign-up".to_owned()))?;
        Ok(Self {
            email,
            password_hash: row.password_hash.into(),
            locale: read_locale(&row.locale)?,
            next: row.next,
            expires_at: row.expires_at,
            browser_hash: row.browser_hash,
        })
    }
}

pub(super) async fn insert_sign_up(tx: &mut Tx, token: &Token, pending: &PendingSignUp) -> Result<(), Failure> {
    const SQL: &str = "insert into account_tokens
        (token_hash, purpose, email, password_hash, locale, next, created_at, expires_at, browser_hash)
        values ($1, 'sign_up', $2, $3, $4, $5, $6, $7, $8)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(token.hash())
        .bind(pending.email.reveal())
        .bind(pending.password_hash.reveal())
        .bind(pending.locale.code())
        .bind(&pending.next)
        .bind(at)
        .bind(pending.expires_at)
        .bind(&pending.browser_hash)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

/// Deletes the sign-ups of an address except so many of the newest.
pub(super) async fn delete_older_sign_ups(tx: &mut Tx, email: &Email, most: i64) -> Result<(), Failure> {
    const SQL: &str = "delete from account_tokens where purpose = 'sign_up' and email = $1 and token_hash not in
        (select token_hash from account_tokens where purpose = 'sign_up' and email = $1
        order by created_at desc, token_hash limit $2)";
    on_driver!(tx, |c| sqlx::query(SQL).bind(email.reveal()).bind(most).execute(c).await.map(drop))?;
    Ok(())
}

pub(super) async fn find_sign_up(tx: &mut Tx, token: &Token) -> Result<Option<PendingSignUp>, Failure> {
    const SQL: &str = "select email, password_hash, locale, next, expires_at, browser_hash from account_tokens
        where token_hash = $1 and purpose = 'sign_up'";
    let row: Option<SignUpRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(token.hash()).fetch_optional(c).await)?;
    row.map(PendingSignUp::try_from).transpose()
}

/// Deletes the sign-up behind a link and returns it: of two who open the link at once, one gets it.
pub(super) async fn delete_sign_up(tx: &mut Tx, token: &Token) -> Result<Option<PendingSignUp>, Failure> {
    const SQL: &str = "delete from account_tokens where token_hash = $1 and purpose = 'sign_up'
        returning email, password_hash, locale, next, expires_at, browser_hash";
    let row: Option<SignUpRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(token.hash()).fetch_optional(c).await)?;
    row.map(PendingSignUp::try_from).transpose()
}

/// Deletes all sign-ups of an address.
pub(super) async fn delete_sign_ups(tx: &mut Tx, email: &str) -> Result<(), Failure> {
    const SQL: &str = "delete from account_tokens where purpose = 'sign_up' and email = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(email).execute(c).await.map(drop))?;
    Ok(())
}

/// Inserts a reset; without an account it is a link that leads nowhere.
pub(super) async fn insert_reset(
    tx: &mut Tx,
    token: &Token,
    account: Option<AccountId>,
    locale: Locale,
    expires_at: DateTime<Utc>,
) -> Result<(), Failure> {
    const SQL: &str = "insert into account_tokens (token_hash, purpose, account_id, locale, created_at, expires_at)
        values ($1, 'reset', $2, $3, $4, $5)";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(token.hash())
        .bind(account)
        .bind(locale.code())
        .bind(at)
        .bind(expires_at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn find_reset(tx: &mut Tx, token: &Token) -> Result<Option<ResetLink>, Failure> {
    const SQL: &str = "select account_id, expires_at from account_tokens
        where token_hash = $1 and purpose = 'reset' and account_id is not null";
    let row: Option<(AccountId, DateTime<Utc>)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(token.hash()).fetch_optional(c).await)?;
    Ok(row.map(|(account, expires_at)| ResetLink { account, expires_at }))
}

/// Takes a link's reset and returns it: of two who use the link at once, one gets it.
pub(super) async fn delete_reset(tx: &mut Tx, token: &Token) -> Result<Option<ResetLink>, Failure> {
    const SQL: &str = "delete from account_tokens
        where token_hash = $1 and purpose = 'reset' and account_id is not null returning account_id, expires_at";
    let row: Option<(AccountId, DateTime<Utc>)> =
        on_driver!(tx, |c| sqlx::query_as(SQL).bind(token.hash()).fetch_optional(c).await)?;
    Ok(row.map(|(account, expires_at)| ResetLink { account, expires_at }))
}

/// Deletes all links that would set the password of an account.
pub(super) async fn delete_resets(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    const SQL: &str = "delete from account_tokens where purpose = 'reset' and account_id = $1";
    on_driver!(tx, |c| sqlx::query(SQL).bind(account).execute(c).await.map(drop))?;
    Ok(())
}
