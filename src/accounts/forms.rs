//! The deeds behind the forms about accounts, one for each POST.

use super::{
    model::{Email, SignIn, start_path},
    service::{self, Begun, Browser, TypedSignUp},
};
use crate::{
    auth,
    db::Ctx,
    ground::{AppError, FormErrors, Locale, error::Clash, ids::SessionId, token::Token},
    ui::{Done, Sent, SessionCookie, asked::address_of, form::is_own},
};

/// `/{l}/sign-up`: asks for the letter that makes an account.
pub async fn sign_up(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let (form, locale) = (&sent.posted, sent.asked.locale);
    let (email, password) = (form.field("email"), form.raw("password"));
    let typed = TypedSignUp { email, password, locale, next: next(&sent) };
    let browser = service::sign_up(&ctx, typed, &sent.from_words()).await?;
    Ok(said(locale, "sign-up", "sent").signed_up(browser))
}

/// `/{l}/sign-up/confirm`: makes the account that the link of a letter stands for.
pub async fn confirm(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let browser = browser(&sent);
    let begun =
        service::confirm(&ctx, &token(&sent)?, (&browser, sent.signed_up.as_ref()), sent.posted.raw("new_password"))
            .await?;
    let to = match &begun.next {
        Some(next) if is_own(next) => next.clone(),
        _ => format!("/{}/my?done=account_made", sent.asked.locale.code()),
    };
    Ok(Done::to(to).session(cookie(begun)))
}

/// `/{l}/sign-in`
pub async fn sign_in(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let form = &sent.posted;
    let typed = SignIn::parse(form.field("email"), form.raw("password"), form.has("remember"))?;
    let begun = service::sign_in(&ctx, &typed, &browser(&sent)).await?;
    let start = || format!("/{}/{}", sent.asked.locale.code(), start_path(begun.roles));
    let to = next(&sent).unwrap_or_else(start);
    Ok(Done::to(to).session(cookie(begun)))
}

/// `/{l}/sign-out`
pub async fn sign_out(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    service::sign_out(&ctx, sent.token.as_ref()).await?;
    Ok(said(sent.asked.locale, "sign-in", "signed_out").session(SessionCookie::Remove))
}

/// `/{l}/reset-password`: asks for the letter that sets a new password.
pub async fn ask_reset(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let email = Email::parse(sent.posted.field("email")).map_err(|problem| FormErrors::of("email", problem))?;
    service::ask_reset(&ctx, &email, &sent.from_words()).await?;
    Ok(said(sent.asked.locale, "reset-password", "sent"))
}

/// `/{l}/reset-password/new`: sets the password that the link of a letter is for.
pub async fn reset(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let typed = sent.posted.raw("new_password");
    let begun = service::reset(&ctx, &token(&sent)?, typed, &browser(&sent)).await?;
    Ok(said(sent.asked.locale, "my/security", "password_changed").session(cookie(begun)))
}

/// `/{l}/my/security`: changes the password.
pub async fn change_password(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let present = sent.posted.raw("password").to_owned().into();
    service::change_password(&ctx, sent.session, &present, sent.posted.raw("new_password")).await?;
    Ok(said(sent.asked.locale, "my/security", "password_changed"))
}

/// `/{l}/my/security/end`: ends one session, this one or another.
pub async fn end_session(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let locale = sent.asked.locale;
    if ctx.caller.signed_in().is_err() {
        return Ok(sign_in_first(locale));
    }
    let id = sent.posted.field("session").parse::<uuid::Uuid>().map_err(|_| AppError::NotFound)?;
    let session = SessionId(id);
    service::end_one(&ctx, session).await?;
    if sent.session == Some(session) {
        return Ok(said(locale, "sign-in", "signed_out").session(SessionCookie::Remove));
    }
    Ok(said(locale, "my/security", "session_ended"))
}

/// `/{l}/my/security/end-all`: ends all sessions, this one too.
pub async fn end_all_sessions(ctx: Ctx, sent: Sent) -> Result<Done, AppError> {
    let locale = sent.asked.locale;
    if ctx.caller.signed_in().is_err() {
        return Ok(sign_in_first(locale));
    }
    service::end_all(&ctx).await?;
    Ok(said(locale, "sign-in", "signed_out_everywhere").session(SessionCookie::Remove))
}

/// On to a page that says in a sentence what was done.
fn said(locale: Locale, page: &str, done: &str) -> Done {
    Done::to(format!("/{}/{page}?done={done}", locale.code()))
}

/// To the sign-in page and from there to the page of the button: the address of the button itself is no page.
fn sign_in_first(locale: Locale) -> Done {
    let back = format!("/{}/my/security", locale.code());
    Done::to(address_of(&format!("/{}/sign-in", locale.code()), [("next", back)]))
}

/// Where the reader was going, if that is a page of ours.
fn next(sent: &Sent) -> Option<String> {
    Some(sent.posted.field("next")).filter(|next| is_own(next)).map(ToOwned::to_owned)
}

/// What the link of a letter holds; anything else is a link that is over.
fn token(sent: &Sent) -> Result<Token, AppError> {
    Token::parse(sent.posted.field("token")).ok_or(AppError::Conflict(Clash::LinkOver))
}

fn browser(sent: &Sent) -> Browser {
    Browser { from: sent.from_words(), device: sent.device.clone(), token: sent.token.clone() }
}

fn cookie(begun: Begun) -> SessionCookie {
    let seconds = begun.is_remembered.then(|| auth::REMEMBERED.num_seconds());
    SessionCookie::Set { token: begun.token, seconds }
}
