//! Forms that arrived after their session had ended: each waits, encrypted, for its sender to sign in again.

use chrono::TimeDelta;

use super::{
    sessions, store,
    throttle::{self, Attempt},
};
use crate::{
    audit,
    db::{Ctx, Failure},
    ground::{AppError, token::Token},
};

/// Time that a form waits.
const WAITS: TimeDelta = TimeDelta::hours(1);
/// Longest form that is saved, in bytes: the longest of our forms in Cyrillic letters, escaped, and as much again.
const LONGEST: usize = 32 * 1024;

/// Largest number of forms of one account that wait at a time: the newest, for a person fills in one after the other.
const MOST_OF_ACCOUNT: i64 = 3;

/// Saves what was typed on a page, for the browser that holds the token and the account whose session it was.
///
/// `None` where no account is known, or the text is longer than what people type: then nothing is saved, so that a
/// stranger can neither fill the disk nor read what another person typed on the same computer. `TooMany`: more than
/// people fill in.
pub async fn save_form(ctx: &Ctx, session: &Token, path: &str, typed: &str) -> Result<Option<Token>, AppError> {
    if typed.len() > LONGEST {
        return Ok(None);
    }
    let Some(account) = sessions::owner(&mut ctx.read().await?, session).await? else { return Ok(None) };
    let mut tx = ctx.begin().await?;
    throttle::throttle_within(&mut tx, Attempt::SavedFormOfAccount, &account.to_string()).await?;
    let token = Token::new(tx.ids());
    let cipher = tx.key().encrypt(tx.ids(), typed)?;
    let until = tx.at() + WAITS;
    store::insert_saved_form(&mut tx, &token, path, &cipher, account, until).await?;
    store::delete_older_saved_forms(&mut tx, account, MOST_OF_ACCOUNT).await?;
    audit::commit_upkeep(tx).await?;
    Ok(Some(token))
}

/// Takes the saved form of this page, once. The form of another account or another page is not given out.
pub async fn take_saved_form(ctx: &Ctx, token: &Token, path: &str) -> Result<Option<String>, Failure> {
    let Ok(signed_in) = ctx.caller.signed_in() else { return Ok(None) };
    // looked for before it is taken away: most pages have none, and reading a page should not write
    if !store::has_saved_form(&mut ctx.read().await?, token, path, signed_in.account).await? {
        return Ok(None);
    }
    let mut tx = ctx.begin().await?;
    let Some(cipher) = store::take_saved_form(&mut tx, token, path, signed_in.account).await? else {
        return Ok(None);
    };
    let typed = tx.key().decrypt(&cipher)?.reveal().clone();
    audit::commit_upkeep(tx).await?;
    Ok(Some(typed))
}
