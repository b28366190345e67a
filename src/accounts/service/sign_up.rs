//! Sign-up and the making of an account: a letter, its link, and the first session.

use super::{Begun, Browser, begin, expect, make};
use crate::{
    accounts::{
        letters,
        model::{Email, PendingSignUp, SIGN_UP_HOLDS, SignUp},
        policy, store,
    },
    audit,
    auth::{self, Attempt, password::NewPassword},
    db::{Ctx, Tx},
    ground::{AppError, FormErrors, Locale, Private, error::Clash, token::Token},
    outbox,
};

/// Sign-up as it was typed.
#[derive(Debug)]
pub struct TypedSignUp<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub locale: Locale,
    /// Address of ours that the reader was going to.
    pub next: Option<String>,
}

/// Largest number of links of one mailbox that are valid at a time: as many as it is sent in an hour.
const MOST_OF_MAILBOX: i64 = 5;

/// Sends a letter to the address: with the link that makes the account, or, where there is one already, with the ways
/// into it. The caller learns nothing of either: the work, the answer and the time are the same.
///
/// The answer is a token for the browser: with it, the link alone makes the account.
pub async fn sign_up(ctx: &Ctx, typed: TypedSignUp<'_>, from: &str) -> Result<Token, AppError> {
    auth::throttle(ctx, &[(Attempt::SignUpFromAddress, from)]).await?;
    let password = NewPassword::measure(typed.password, typed.email).await?;
    let new = SignUp::of(Email::parse(typed.email), password, typed.locale, typed.next)?;
    auth::throttle(ctx, &[(Attempt::SignUpToMailbox, new.email.reveal())]).await?;
    let password_hash = new.password.hash(&ctx.ids).await?.into();
    let mut tx = ctx.begin().await?;
    let (token, browser) = (Token::new(tx.ids()), Token::new(tx.ids()));
    let expires_at = tx.at() + SIGN_UP_HOLDS;
    let SignUp { email, locale, next, .. } = new;
    let pending = PendingSignUp { email, password_hash, locale, next, expires_at, browser_hash: browser.hash() };
    store::insert_sign_up(&mut tx, &token, &pending).await?;
    store::delete_older_sign_ups(&mut tx, &pending.email, MOST_OF_MAILBOX).await?;
    let letter = match store::find_by_email(&mut tx, &pending.email).await? {
        // the token is given to nobody: the row is there for the time that it takes
        Some(known) => letters::account_known(tx.origin(), &known.account),
        None => letters::sign_up(tx.origin(), &pending, &token),
    };
    outbox::queue(&mut tx, letter).await?;
    audit::commit_upkeep(tx).await?;
    Ok(browser)
}

/// Finds the sign-up of a link, while it is valid. Reading it changes nothing: scanners of mail open links.
pub async fn find_sign_up(tx: &mut Tx, token: &Token) -> Result<Option<PendingSignUp>, AppError> {
    let now = tx.at();
    Ok(store::find_sign_up(tx, token).await?.filter(|pending| now < pending.expires_at))
}

/// Makes the account of a link, and signs in with it. In another browser than that of the sign-up, the holder of the
/// link chooses the password: the one that waits may be a stranger's.
pub async fn confirm(
    ctx: &Ctx,
    token: &Token,
    (browser, signed_up): (&Browser, Option<&Token>),
    typed: &str,
) -> Result<Begun, AppError> {
    let over = || AppError::Conflict(Clash::LinkOver);
    let pending = find_sign_up(&mut ctx.read().await?, token).await?.ok_or_else(over)?;
    let own = if pending.is_of(signed_up) {
        None
    } else {
        let measured = NewPassword::measure(typed, pending.email.reveal()).await?;
        let new = measured.map_err(|problem| FormErrors::of("new_password", problem))?;
        Some(Private::from(new.hash(&ctx.ids).await?))
    };
    let mut tx = ctx.begin().await?;
    let link = store::delete_sign_up(&mut tx, token).await?.ok_or_else(over)?;
    let next = link.next.clone();
    let password_hash = own.unwrap_or_else(|| link.password_hash.clone());
    let permit = policy::may_open(PendingSignUp { password_hash, ..link }, tx.at())?;
    let id = make(&mut tx, &permit).await?;
    store::delete_sign_ups(&mut tx, permit.account().email.reveal()).await?;
    let account = expect(&mut tx, id).await?.account;
    let begun = begin(&mut tx, &account, browser, false).await?;
    audit::commit(tx).await?;
    Ok(Begun { next, ..begun })
}
