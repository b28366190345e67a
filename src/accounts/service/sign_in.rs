//! Signing in and out.

use super::{Begun, Browser, begin};
use crate::{
    accounts::{model::SignIn, store},
    audit,
    auth::{self, Attempt, password},
    db::Ctx,
    ground::{AppError, FormErrors, Problem, token::Token},
};

/// Begins a session for the account with this address and password. An unknown address, a wrong password and a disabled
/// account get the same answer after the same time.
///
/// Each attempt is counted before the password is checked, so that many at once are no more than one after another; a
/// successful one is taken back.
pub async fn sign_in(ctx: &Ctx, typed: &SignIn, browser: &Browser) -> Result<Begun, AppError> {
    let (email, from) = (typed.email.reveal(), browser.from.as_str());
    let here = at(email, from);
    let counted =
        [(Attempt::SignInFromAddress, from), (Attempt::SignInOfAccount, &here), (Attempt::SignInAnywhere, email)];
    auth::throttle(ctx, &counted).await?;
    let known = store::find_by_email(&mut ctx.read().await?, &typed.email).await?;
    let hash = known.and_then(|known| known.password_hash);
    if !password::is_right(&typed.password, hash.clone()).await? {
        return Err(wrong());
    }
    let mut tx = ctx.begin().await?;
    // as it is now: it may have been disabled, or its password changed, while the hash was computed; and it is locked
    // until the session is made, so that a change that ends all sessions ends this one too
    let now = store::lock_by_email(&mut tx, &typed.email).await?;
    let account = now
        .filter(|now| now.password_hash == hash && now.account.disabled_at.is_none())
        .map(|now| now.account)
        .ok_or_else(wrong)?;
    let begun = begin(&mut tx, &account, browser, typed.is_remembered).await?;
    auth::give_back(&mut tx, Attempt::SignInFromAddress, from).await?;
    auth::forgive(&mut tx, Attempt::SignInOfAccount, &here).await?;
    auth::give_back(&mut tx, Attempt::SignInAnywhere, email).await?;
    audit::commit(tx).await?;
    Ok(begun)
}

/// Key of the throttle for an account tried from one network address.
pub(super) fn at(email: &str, from: &str) -> String {
    format!("{email} {from}")
}

fn wrong() -> AppError {
    FormErrors::of("password", Problem::SignInWrong).into()
}

/// Ends the session of this token; without one there is nothing to end.
pub async fn sign_out(ctx: &Ctx, token: Option<&Token>) -> Result<(), AppError> {
    let Some(token) = token else { return Ok(()) };
    let mut tx = ctx.begin().await?;
    auth::end(&mut tx, token).await?;
    Ok(audit::commit_upkeep(tx).await?)
}
