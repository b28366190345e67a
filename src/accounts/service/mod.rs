//! Actions on accounts: of administrators, of their owners, and of those who follow a person's record.

mod administrators;
mod following;
mod password;
mod sessions;
mod sign_in;
mod sign_up;

pub use administrators::{
    ManagedAccount, change_roles, create, disable, enable, end_sessions, invite, invite_again, list, list_of_centre,
    manage, set_roles,
};
pub use following::{Followed, follow, lock_of, merge};
pub use password::{ask_reset, change_password, find_reset, is_password, reset};
pub use sessions::{end_all, end_one, own_sessions};
pub use sign_in::{sign_in, sign_out};
pub use sign_up::{TypedSignUp, confirm, find_sign_up, sign_up};

use serde_json::json;

use super::{
    model::{Account, Email},
    policy::{self, CanCreate},
    store::{self, AccountRecord},
};
use crate::{
    audit, auth,
    db::{Failure, Tx},
    ground::{
        AppError, Locale,
        caller::Roles,
        error::Clash,
        ids::{AccountId, SpecialistId},
        token::Token,
    },
    outbox,
};

/// Name of an account's kind in the audit log.
const SUBJECT: &str = "account";

/// Browser that a form came from.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Network address, as the throttles count it.
    pub from: String,
    /// Name that the browser gives itself.
    pub device: String,
    /// Session that it has had until now.
    pub token: Option<Token>,
}

/// Session that has begun, and the page that it leads to.
#[derive(Clone, Debug)]
pub struct Begun {
    pub token: Token,
    pub is_remembered: bool,
    pub roles: Roles,
    /// True if an invited person has just set their password.
    pub is_first: bool,
    /// Page that the reader was going to when the sign-up began.
    pub next: Option<String>,
}

async fn make(tx: &mut Tx, permit: &CanCreate) -> Result<AccountId, AppError> {
    let new = permit.account();
    if store::find_by_email(tx, &new.email).await?.is_some() {
        return Err(AppError::Conflict(Clash::AccountExists));
    }
    let id = tx.ids().next();
    store::insert(tx, permit, id).await.map_err(|failure| match failure {
        // another request was quicker
        Failure::Taken(_) => AppError::Conflict(Clash::AccountExists),
        other => other.into(),
    })?;
    let after = json!({ "email": new.email.reveal(), "roles": new.roles.words(), "locale": new.locale.code() });
    audit::record_new(tx, "account.created", (SUBJECT, id), &after)?;
    Ok(id)
}

/// Begins a session in place of the one that the browser has had: a cookie that a stranger put there is worth nothing.
async fn begin(tx: &mut Tx, account: &Account, browser: &Browser, is_remembered: bool) -> Result<Begun, AppError> {
    if let Some(former) = &browser.token {
        auth::end(tx, former).await?;
    }
    let token = auth::begin(tx, account.id, &browser.device, is_remembered).await?;
    audit::record_new(tx, "account.signed_in", (SUBJECT, account.id), &json!({ "remembered": is_remembered }))?;
    Ok(Begun { token, is_remembered, roles: account.roles, is_first: false, next: None })
}

pub async fn find(tx: &mut Tx, id: AccountId) -> Result<Option<Account>, AppError> {
    Ok(store::find(tx, id).await?.map(|stored| stored.account))
}

pub async fn find_by_email(tx: &mut Tx, email: &Email) -> Result<Option<Account>, AppError> {
    Ok(store::find_by_email(tx, email).await?.map(|stored| stored.account))
}

/// Finds the account that a person signs in with, if they have one.
pub async fn find_by_specialist(tx: &mut Tx, id: SpecialistId) -> Result<Option<Account>, AppError> {
    Ok(store::find_by_specialist(tx, id).await?.map(|stored| stored.account))
}

/// Languages of the letters of these people, as far as they have accounts.
pub async fn languages_of(tx: &mut Tx, people: &[SpecialistId]) -> Result<Vec<(SpecialistId, Locale)>, AppError> {
    Ok(store::list_languages(tx, people).await?)
}

/// Locks the caller's account until the transaction ends, and returns it as it is now. An action that begins so cannot
/// be done twice at once: by a button pressed twice, or in two tabs.
pub async fn lock_own(tx: &mut Tx) -> Result<Account, AppError> {
    let id = tx.caller().signed_in()?.account;
    let stored = store::lock(tx, id).await?.ok_or(AppError::SignInNeeded)?;
    Ok(stored.account)
}

async fn expect(tx: &mut Tx, id: AccountId) -> Result<AccountRecord, AppError> {
    store::find(tx, id).await?.ok_or(AppError::NotFound)
}

/// Ties an account to its person's record, or takes over the record's newer name. Where two forms at once made a record
/// each, the later one gets `Unavailable`, and finds the account tied when it tries again.
pub async fn tie(tx: &mut Tx, id: AccountId, specialist: SpecialistId, name: &str) -> Result<(), AppError> {
    let permit = policy::may_keep_own(tx.caller(), id)?;
    let before = expect(tx, id).await?.account;
    if !store::update_specialist(tx, &permit, specialist, name).await? {
        return Err(AppError::Unavailable);
    }
    let before = json!({ "specialist": before.specialist.map(|id| id.to_string()), "name": before.name });
    let after = json!({ "specialist": specialist.to_string(), "name": name });
    audit::record(tx, "account.tied", (SUBJECT, id), Some(&before), Some(&after))?;
    Ok(())
}

/// Sets the language of an account's letters; returns whether that changed anything.
pub async fn set_locale(tx: &mut Tx, id: AccountId, locale: Locale) -> Result<bool, AppError> {
    let permit = policy::may_keep_own(tx.caller(), id)?;
    let before = expect(tx, id).await?.account.locale;
    if before == locale {
        return Ok(false);
    }
    store::update_locale(tx, &permit, locale).await?;
    let (before, after) = (json!({ "locale": before.code() }), json!({ "locale": locale.code() }));
    audit::record(tx, "account.language_changed", (SUBJECT, id), Some(&before), Some(&after))?;
    Ok(true)
}

/// Erases an account with all that has its address: sessions, links, waiting forms, letters, and the descriptions in
/// the audit log's lines about it. The person's record is erased elsewhere.
pub async fn erase(tx: &mut Tx, id: AccountId) -> Result<(), AppError> {
    let permit = policy::may_keep_own(tx.caller(), id)?;
    let account = expect(tx, id).await?.account;
    auth::erase(tx, id).await?;
    store::delete_resets(tx, id).await?;
    store::delete_sign_ups(tx, account.email.reveal()).await?;
    outbox::erase(tx, &account.email).await?;
    store::delete(tx, &permit).await?;
    Ok(audit::erase(tx, "account.erased", (SUBJECT, id)).await?)
}
