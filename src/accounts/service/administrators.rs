//! Actions of administrators: who has an account, with which roles, and whether anybody can sign in with it.

use serde_json::json;

use super::{SUBJECT, expect, make};
use crate::{
    accounts::{
        letters,
        model::{Account, Email, INVITATION_HOLDS, NewAccount},
        policy,
        store::{self, AccountRecord},
    },
    audit,
    auth::{self, OpenSession},
    db::Tx,
    ground::{AppError, FormErrors, Locale, Problem, caller::Roles, error::Clash, ids::AccountId, token::Token},
    outbox,
};

/// Account as administrators see it.
#[derive(Clone, Debug)]
pub struct ManagedAccount {
    pub account: Account,
    /// Sessions that are open, the latest used first.
    pub sessions: Vec<OpenSession>,
    /// True for the caller's own.
    pub is_own: bool,
}

/// Makes an account whose address needs no confirmation.
pub async fn create(tx: &mut Tx, new: NewAccount) -> Result<AccountId, AppError> {
    let permit = policy::may_create(tx.caller(), new)?;
    make(tx, &permit).await
}

/// Makes an account without a password, and sends the letter by whose link its reader sets one. The letter is in the
/// language of the invitation.
pub async fn invite(tx: &mut Tx, email: Email, roles: Roles, locale: Locale) -> Result<AccountId, AppError> {
    let new = NewAccount { email, password_hash: None, name: None, locale, roles, specialist: None };
    let permit = policy::may_create(tx.caller(), new)?;
    let id = make(tx, &permit).await.map_err(|error| match error {
        AppError::Conflict(Clash::AccountExists) => FormErrors::of("email", Problem::HasAccount).into(),
        other => other,
    })?;
    let account = expect(tx, id).await?.account;
    send_invitation(tx, &account).await?;
    Ok(id)
}

/// Sends the invitation again, with a link in place of the former one; returns whether it was sent. An account that has
/// a password needs none: its owner asks for a new one.
pub async fn invite_again(tx: &mut Tx, id: AccountId) -> Result<bool, AppError> {
    policy::may_keep(tx.caller(), id)?;
    let account = locked(tx, id).await?.account;
    if account.has_password || account.disabled_at.is_some() {
        return Ok(false);
    }
    store::delete_resets(tx, id).await?;
    send_invitation(tx, &account).await?;
    audit::record_new(tx, "account.invited_again", (SUBJECT, id), &json!({}))?;
    Ok(true)
}

async fn send_invitation(tx: &mut Tx, account: &Account) -> Result<(), AppError> {
    let token = Token::new(tx.ids());
    let expires_at = tx.at() + INVITATION_HOLDS;
    store::insert_reset(tx, &token, Some(account.id), account.locale, expires_at).await?;
    let letter = letters::invitation(tx.origin(), account, &token);
    Ok(outbox::queue(tx, letter).await?)
}

/// Lists the accounts by their addresses.
pub async fn list(tx: &mut Tx) -> Result<Vec<Account>, AppError> {
    let permit = policy::may_see_accounts(tx.caller())?;
    Ok(store::list(tx, &permit).await?)
}

/// Lists the accounts that have a role beside a trainee's, by their addresses. Those of trainees are personal data of
/// specialists, which administrators see none of by default (R7): they are found by their whole address.
pub async fn list_of_centre(tx: &mut Tx) -> Result<Vec<Account>, AppError> {
    let permit = policy::may_see_accounts(tx.caller())?;
    Ok(store::list_of_centre(tx, &permit).await?)
}

/// Finds an account, and where it is signed in.
pub async fn manage(tx: &mut Tx, id: AccountId) -> Result<ManagedAccount, AppError> {
    policy::may_see_accounts(tx.caller())?;
    let account = expect(tx, id).await?.account;
    let sessions = auth::list(tx, id).await?;
    let is_own = tx.caller().signed_in().is_ok_and(|signed_in| signed_in.account == id);
    Ok(ManagedAccount { account, sessions, is_own })
}

/// Locks an account until the transaction ends: what is decided by its state is not decided twice at once.
async fn locked(tx: &mut Tx, id: AccountId) -> Result<AccountRecord, AppError> {
    store::lock(tx, id).await?.ok_or(AppError::NotFound)
}

/// Gives an account these roles as `set_roles` does, if it still has those that the caller saw.
pub async fn change_roles(tx: &mut Tx, id: AccountId, seen: &str, roles: Roles) -> Result<bool, AppError> {
    policy::may_keep(tx.caller(), id)?;
    let now = locked(tx, id).await?.account.roles;
    if now != roles && now.words().join(",") != seen {
        return Err(AppError::Conflict(Clash::AccountChanged));
    }
    set_roles(tx, id, roles).await
}

/// Gives an account these roles and no others; returns whether that changed anything.
pub async fn set_roles(tx: &mut Tx, id: AccountId, roles: Roles) -> Result<bool, AppError> {
    let permit = policy::may_set_roles(tx.caller(), id, roles)?;
    let before = locked(tx, id).await?.account.roles;
    if before == roles {
        return Ok(false);
    }
    store::update_roles(tx, &permit, roles).await?;
    let (before, after) = (json!({ "roles": before.words() }), json!({ "roles": roles.words() }));
    audit::record(tx, "account.roles_changed", (SUBJECT, id), Some(&before), Some(&after))?;
    Ok(true)
}

/// Disables an account, so that nobody can sign in with it, and ends its sessions and links; returns whether that
/// changed anything.
pub async fn disable(tx: &mut Tx, id: AccountId) -> Result<bool, AppError> {
    let permit = policy::may_disable(tx.caller(), id)?;
    if locked(tx, id).await?.account.disabled_at.is_some() {
        return Ok(false);
    }
    let at = tx.at();
    store::update_disabled(tx, &permit, Some(at)).await?;
    store::delete_resets(tx, id).await?;
    auth::end_all(tx, id, None).await?;
    audit::record_new(tx, "account.disabled", (SUBJECT, id), &json!({ "disabled_at": at }))?;
    Ok(true)
}

/// Enables an account again; returns whether that changed anything.
pub async fn enable(tx: &mut Tx, id: AccountId) -> Result<bool, AppError> {
    let permit = policy::may_keep(tx.caller(), id)?;
    let Some(disabled_at) = locked(tx, id).await?.account.disabled_at else { return Ok(false) };
    store::update_disabled(tx, &permit, None).await?;
    let before = json!({ "disabled_at": disabled_at });
    audit::record(tx, "account.enabled", (SUBJECT, id), Some(&before), None::<&()>)?;
    Ok(true)
}

/// Ends all sessions of an account; returns whether there was one.
pub async fn end_sessions(tx: &mut Tx, id: AccountId) -> Result<bool, AppError> {
    policy::may_keep(tx.caller(), id)?;
    locked(tx, id).await?;
    let ended = auth::end_all(tx, id, None).await?;
    if ended > 0 {
        audit::record_new(tx, "account.sessions_ended", (SUBJECT, id), &json!({ "sessions": ended }))?;
    }
    Ok(ended > 0)
}
