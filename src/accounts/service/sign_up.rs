//! From a sign-up to an account: a letter, its link, and the first session.

use super::{Begun, Browser, begin, expect, make};
use crate::{
    accounts::{
        letters,
        model::{PendingSignUp, SIGN_UP_HOLDS, SignUp},
        policy, store,
    },
    audit,
    auth::{self, Deed},
    db::Ctx,
    ground::{AppError, error::Clash, token::Token},
    outbox,
};

/// Sends a letter to the address: with the link that makes the account, or, where there is one already, with the
/// ways into it. Who asks learns nothing of either: the work, the answer and the time are the same.
pub async fn sign_up(ctx: &Ctx, new: SignUp, from: &str) -> Result<(), AppError> {
    auth::throttle(ctx, Deed::SignUpFromAddress, from).await?;
    auth::throttle(ctx, Deed::LetterToMailbox, new.email.reveal()).await?;
    let password_hash = new.password.hash(&ctx.ids).await?.into();
    let mut tx = ctx.begin().await?;
    let token = Token::new(tx.ids());
    let expires_at = tx.at() + SIGN_UP_HOLDS;
    let pending = PendingSignUp { email: new.email, password_hash, locale: new.locale, next: new.next, expires_at };
    store::insert_sign_up(&mut tx, &token, &pending).await?;
    let letter = match store::find_by_email(&mut tx, &pending.email).await? {
        // nobody is told the token: the row is there for the time that it takes
        Some(known) => letters::account_known(tx.origin(), &known.account),
        None => letters::sign_up(tx.origin(), &pending, &token),
    };
    outbox::queue(&mut tx, letter).await?;
    Ok(audit::commit_upkeep(tx).await?)
}

/// The sign-up that a link stands for, while it holds. Looking changes nothing: scanners of mail open links.
pub async fn find_sign_up(ctx: &Ctx, token: &Token) -> Result<Option<PendingSignUp>, AppError> {
    let mut tx = ctx.read().await?;
    let now = tx.at();
    Ok(store::find_sign_up(&mut tx, token).await?.filter(|pending| now < pending.expires_at))
}

/// Makes the account that a link stands for, and signs in with it.
pub async fn confirm(ctx: &Ctx, token: &Token, browser: &Browser) -> Result<Begun, AppError> {
    let mut tx = ctx.begin().await?;
    let link = store::delete_sign_up(&mut tx, token).await?.ok_or(AppError::Conflict(Clash::LinkOver))?;
    let next = link.next.clone();
    let permit = policy::may_open(link, tx.at())?;
    let id = make(&mut tx, &permit).await?;
    store::delete_sign_ups(&mut tx, permit.account().email.reveal()).await?;
    let account = expect(&mut tx, id).await?.account;
    let begun = begin(&mut tx, &account, browser, false).await?;
    audit::commit(tx).await?;
    Ok(Begun { next, ..begun })
}
