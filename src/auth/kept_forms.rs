//! A form that arrived after its session had ended waits, encrypted, for its sender to sign in again.

use chrono::TimeDelta;

use super::{sessions, store};
use crate::{
    audit,
    db::{Ctx, Failure, Tx},
    ground::{ids::AccountId, token::Token},
};

/// How long it waits.
const WAITS: TimeDelta = TimeDelta::hours(1);

/// Keeps what was typed on a page. It is given back to the browser that holds the token, and, where the ended
/// session is known, to its account alone.
pub async fn keep(ctx: &Ctx, session: Option<&Token>, path: &str, typed: &str) -> Result<Token, Failure> {
    let mut tx = ctx.begin().await?;
    let account = match session {
        Some(session) => sessions::owner(&mut tx, session).await?,
        None => None,
    };
    let token = Token::new(tx.ids());
    let cipher = tx.key().encrypt(tx.ids(), typed)?;
    let until = tx.at() + WAITS;
    store::insert_kept_form(&mut tx, &token, path, &cipher, account, until).await?;
    audit::commit_upkeep(tx).await?;
    Ok(token)
}

/// What was kept for this page, once. The form of another account or another page is not given out.
pub async fn take_kept(ctx: &Ctx, token: &Token, path: &str) -> Result<Option<String>, Failure> {
    let Ok(signed_in) = ctx.caller.signed_in() else { return Ok(None) };
    let mut tx = ctx.begin().await?;
    let Some(cipher) = store::delete_kept_form(&mut tx, token, path, signed_in.account).await? else {
        return Ok(None);
    };
    let typed = tx.key().decrypt(&cipher)?.reveal().clone();
    audit::commit_upkeep(tx).await?;
    Ok(Some(typed))
}

/// Throws away what waits for an account: the account is erased.
pub async fn drop_kept(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    store::delete_kept_forms(tx, account).await
}
