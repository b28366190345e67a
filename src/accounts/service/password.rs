//! New password: by the link of a letter, or with the present password.

use serde_json::json;

use super::{Begun, Browser, SUBJECT, begin, expect, sign_in::at};
use crate::{
    accounts::{
        letters,
        model::{Account, Email, RESET_HOLDS},
        policy::{self, CanKeepOwnAccount},
        store::{self, AccountRecord},
    },
    audit,
    auth::{
        self, Attempt,
        password::{self, NewPassword},
    },
    db::{Ctx, Tx},
    ground::{
        AppError, FormErrors, Locale, Private, Problem,
        error::Clash,
        ids::{AccountId, SessionId},
        token::Token,
    },
    outbox,
};

/// Sends the link that sets a new password, if the address has an account; the answer is the same if not.
pub async fn ask_reset(ctx: &Ctx, email: &Email, from: &str) -> Result<(), AppError> {
    auth::throttle(ctx, &[(Attempt::LetterFromAddress, from), (Attempt::ResetToMailbox, email.reveal())]).await?;
    let mut tx = ctx.begin().await?;
    let known = store::find_by_email(&mut tx, email).await?.map(|known| known.account);
    let known = known.filter(|account| account.disabled_at.is_none());
    let token = Token::new(tx.ids());
    let expires_at = tx.at() + RESET_HOLDS;
    let locale = known.as_ref().map_or(Locale::default(), |account| account.locale);
    // without an account it leads nowhere, and takes the time that the other takes
    let account = known.as_ref().map(|account| account.id);
    store::insert_reset(&mut tx, &token, account, locale, expires_at).await?;
    if let Some(account) = &known {
        let letter = letters::reset(tx.origin(), account, &token);
        outbox::queue(&mut tx, letter).await?;
    }
    Ok(audit::commit_upkeep(tx).await?)
}

/// Finds the account whose password a link sets, while the link is valid.
pub async fn find_reset(tx: &mut Tx, token: &Token) -> Result<Option<Account>, AppError> {
    let now = tx.at();
    let Some(link) = store::find_reset(tx, token).await?.filter(|link| now < link.expires_at) else {
        return Ok(None);
    };
    let account = store::find(tx, link.account).await?.map(|stored| stored.account);
    Ok(account.filter(|account| account.disabled_at.is_none()))
}

/// Sets the password that a link is for, ends all sessions of the account, and begins a new one.
pub async fn reset(ctx: &Ctx, token: &Token, typed: &str, browser: &Browser) -> Result<Begun, AppError> {
    let over = || AppError::Conflict(Clash::LinkOver);
    let account = find_reset(&mut ctx.read().await?, token).await?.ok_or_else(over)?;
    let measured = NewPassword::measure(typed, account.email.reveal()).await?;
    let new = measured.map_err(|problem| FormErrors::of("new_password", problem))?;
    let hash = new.hash(&ctx.ids).await?;
    let mut tx = ctx.begin().await?;
    // the account before its links, as everywhere: two actions on one account must not wait for each other
    let locked = store::lock(&mut tx, account.id).await?.ok_or_else(over)?;
    let link = store::delete_reset(&mut tx, token).await?.ok_or_else(over)?;
    let account = Some(locked.account).filter(|account| account.disabled_at.is_none()).ok_or_else(over)?;
    let permit = policy::may_reset(link, tx.at())?;
    set(&mut tx, &permit, &account, &hash).await?;
    auth::end_all(&mut tx, account.id, None).await?;
    let begun = begin(&mut tx, &account, browser, false).await?;
    let email = account.email.reveal();
    auth::forgive(&mut tx, Attempt::SignInOfAccount, &at(email, &browser.from)).await?;
    auth::forgive(&mut tx, Attempt::SignInAnywhere, email).await?;
    audit::commit(tx).await?;
    Ok(Begun { is_first: !account.has_password, ..begun })
}

/// Changes the caller's password, and ends their sessions but this one.
pub async fn change_password(
    ctx: &Ctx,
    session: Option<SessionId>,
    present: &Private<String>,
    typed: &str,
) -> Result<(), AppError> {
    let id = ctx.caller.signed_in()?.account;
    let AccountRecord { account, password_hash } = expect(&mut ctx.read().await?, id).await?;
    let mut errors = FormErrors::default();
    if present.reveal().is_empty() {
        errors.add("password", Problem::Required);
    }
    let new = errors.take("new_password", NewPassword::measure(typed, account.email.reveal()).await?);
    if errors.is_empty() && !is_password(ctx, id, present).await? {
        errors.add("password", Problem::PasswordWrong);
    }
    let Some(new) = new.filter(|_| errors.is_empty()) else { return Err(errors.into()) };
    let hash = new.hash(&ctx.ids).await?;
    let mut tx = ctx.begin().await?;
    let permit = policy::may_keep_own(tx.caller(), id)?;
    let now = store::lock(&mut tx, id).await?.ok_or(AppError::SignInNeeded)?;
    if now.password_hash != password_hash {
        drop(tx);
        // the button pressed twice has set it already; a reset has ended this session, and its password holds
        let is_done = password::is_right(&typed.to_owned().into(), now.password_hash).await?;
        return if is_done { Ok(()) } else { Err(AppError::SignInNeeded) };
    }
    set(&mut tx, &permit, &account, &hash).await?;
    auth::end_all(&mut tx, id, session).await?;
    Ok(audit::commit(tx).await?)
}

/// Sets a password, uses up the links that would set another, and tells the owner if there was one before.
async fn set(tx: &mut Tx, permit: &CanKeepOwnAccount, account: &Account, hash: &str) -> Result<(), AppError> {
    store::update_password(tx, permit, hash).await?;
    store::delete_resets(tx, account.id).await?;
    if account.has_password {
        let letter = letters::password_changed(tx.origin(), account, tx.at());
        outbox::queue(tx, letter).await?;
    }
    audit::record_new(tx, "account.password_changed", (SUBJECT, account.id), &json!({}))?;
    Ok(())
}

/// Tells whether this is the password of the account. Wrong ones are counted: a finder of a signed-in browser must not
/// try out passwords.
pub async fn is_password(ctx: &Ctx, id: AccountId, typed: &Private<String>) -> Result<bool, AppError> {
    let stored = expect(&mut ctx.read().await?, id).await?;
    let account = id.to_string();
    auth::throttle(ctx, &[(Attempt::PasswordAskedAgain, &account)]).await?;
    let is_right = password::is_right(typed, stored.password_hash).await?;
    if is_right {
        let mut tx = ctx.begin().await?;
        auth::forgive(&mut tx, Attempt::PasswordAskedAgain, &account).await?;
        audit::commit_upkeep(tx).await?;
    }
    Ok(is_right)
}
