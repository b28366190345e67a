//! Sessions: begun at sign-in, found at every request, ended by hand or by time.

use chrono::{DateTime, TimeDelta, Utc};

use super::store;
use crate::{
    audit,
    db::{Ctx, Failure, Tx},
    ground::{
        Locale,
        caller::{Role, Roles, SignedIn},
        ids::{AccountId, SessionId},
        token::Token,
    },
};

/// Longest life of a session.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(24);
/// Longest life of a session that the reader chose to be remembered on their device.
pub const REMEMBERED: TimeDelta = TimeDelta::days(30);
/// Time after which an unused session ends.
const IDLE: TimeDelta = TimeDelta::hours(2);
const IDLE_REMEMBERED: TimeDelta = TimeDelta::days(14);
/// Shortest time between two notes of a session's last use: reading a page should not write.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);
/// Largest number of sessions of one account at a time: more than a person has devices.
const MOST_OF_ACCOUNT: i64 = 20;
/// Largest number of characters that are stored of a browser's own name.
const LONGEST_DEVICE: usize = 200;

/// Valid session, and its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub session: SessionId,
    pub signed_in: SignedIn,
    /// Name of the person in the masthead.
    pub name: String,
}

impl TryFrom<store::SessionRow> for Known {
    type Error = Failure;

    fn try_from(row: store::SessionRow) -> Result<Self, Failure> {
        let locale = Locale::from_code(&row.locale)
            .ok_or_else(|| Failure::Unreadable(format!("language of account {}", row.account_id)))?;
        let roles = Roles::default()
            .with_if(Role::Trainee, row.is_trainee)
            .with_if(Role::Trainer, row.is_trainer)
            .with_if(Role::Staff, row.is_staff)
            .with_if(Role::Officer, row.is_officer)
            .with_if(Role::Administrator, row.is_administrator);
        Ok(Self {
            session: row.session_id,
            signed_in: SignedIn { account: row.account_id, specialist: row.specialist_id, roles, locale },
            name: row.name.unwrap_or(row.email),
        })
    }
}

/// Session as its owner sees it in their list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    pub device: String,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

const fn idle(is_remembered: bool) -> TimeDelta {
    if is_remembered { IDLE_REMEMBERED } else { IDLE }
}

/// Begins a session and returns the token for its cookie.
pub async fn begin(tx: &mut Tx, account: AccountId, device: &str, is_remembered: bool) -> Result<Token, Failure> {
    let token = Token::new(tx.ids());
    let device: String = device.chars().take(LONGEST_DEVICE).collect();
    let expires_at = tx.at() + if is_remembered { REMEMBERED } else { ABSOLUTE };
    let id = tx.ids().next();
    store::insert_session(tx, id, &token, account, &device, is_remembered, expires_at).await?;
    store::delete_older_sessions(tx, account, MOST_OF_ACCOUNT).await?;
    Ok(token)
}

/// Finds the session of a token, if it is valid now. Its use is noted now and then.
pub async fn find(ctx: &Ctx, token: &Token) -> Result<Option<Known>, Failure> {
    let mut tx = ctx.autocommit().await?;
    let Some(row) = store::find_session(&mut tx, token).await? else { return Ok(None) };
    let now = tx.at();
    drop(tx);
    if now >= row.expires_at || now - row.last_seen_at >= idle(row.is_remembered) || row.disabled_at.is_some() {
        return Ok(None);
    }
    if now - row.last_seen_at >= NOTED_EVERY
        && let Err(failure) = note_use(ctx, row.session_id).await
    {
        // a long import may be writing: the reader gets the page all the same, and the next one notes it
        tracing::warn!(%failure, "the last use of a session was not noted");
    }
    row.try_into().map(Some)
}

async fn note_use(ctx: &Ctx, session: SessionId) -> Result<(), Failure> {
    let mut tx = ctx.begin().await?;
    store::update_last_seen(&mut tx, session).await?;
    audit::commit_upkeep(tx).await
}

/// Account whose session a token was for, whether it is still valid or not.
pub(super) async fn owner(tx: &mut Tx, token: &Token) -> Result<Option<AccountId>, Failure> {
    Ok(store::find_session(tx, token).await?.map(|row| row.account_id))
}

/// Valid sessions of an account, the latest used first.
pub async fn list(tx: &mut Tx, account: AccountId) -> Result<Vec<OpenSession>, Failure> {
    let now = tx.at();
    let rows = store::list_sessions(tx, account).await?;
    Ok(rows
        .into_iter()
        .filter(|row| now < row.expires_at && now - row.last_seen_at < idle(row.is_remembered))
        .map(|row| OpenSession {
            id: row.id,
            device: row.device,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        })
        .collect())
}

/// Ends the session of this token. Its row remains for a while, as that of every ended session: it says whose form it
/// is that arrives too late.
pub async fn end(tx: &mut Tx, token: &Token) -> Result<(), Failure> {
    store::update_ended(tx, token).await
}

/// Ends one session of an account; returns whether it was there.
pub async fn end_one(tx: &mut Tx, account: AccountId, session: SessionId) -> Result<bool, Failure> {
    store::update_one_ended(tx, account, session).await
}

/// Ends all sessions of an account, except one that may go on.
pub async fn end_all(tx: &mut Tx, account: AccountId, but: Option<SessionId>) -> Result<u64, Failure> {
    store::update_all_ended(tx, account, but).await
}

/// Deletes all sessions of an account that is erased, and the forms that wait for it.
pub async fn erase(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    store::delete_saved_forms(tx, account).await?;
    store::delete_sessions(tx, account).await
}

/// Deletes old rows: sessions, links, throttles, saved forms.
pub async fn clear_away(ctx: &Ctx) -> Result<(), Failure> {
    let mut tx = ctx.begin().await?;
    store::delete_expired(&mut tx).await?;
    audit::commit_upkeep(tx).await
}
