//! Actions behind the forms about accounts, one for each POST.

use super::{
    model::{Email, SignIn, role_named},
    outcome::Outcome,
    policy::may_see_accounts,
    service::{self, Begun, Browser, TypedSignUp},
    site::{self, start},
};
use crate::{
    audit, auth,
    db::Ctx,
    ground::{
        AppError, FormErrors, Locale, Problem, address::Address, caller::Roles, error::Clash, ids::SessionId,
        token::Token,
    },
    my,
    ui::{FormRequest, Redirect, SessionCookie, form::is_own},
};

/// Fields of the forms of administrators, and what their buttons do.
pub const EMAIL: &str = "email";
pub const ROLE: &str = "role";
/// Roles that the page showed.
pub const SEEN: &str = "seen";
pub const ACTION: &str = "action";
pub const INVITE: &str = "invite";
pub const FIND: &str = "find";
pub const SAVE: &str = "save";
pub const DISABLE: &str = "disable";
pub const ENABLE: &str = "enable";
pub const END_SESSIONS: &str = "end_sessions";

/// `/{l}/sign-up`: requests the letter that makes an account.
pub async fn sign_up(ctx: Ctx, form: FormRequest, _: site::SignUp) -> Result<Redirect, AppError> {
    let locale = form.locale;
    let (email, password) = (form.fields.field("email"), form.fields.raw("password"));
    let typed = TypedSignUp { email, password, locale, next: next(&form) };
    let browser = service::sign_up(&ctx, typed, &form.from_words()).await?;
    Ok(Redirect::to(&site::SignUp, locale).reporting(Outcome::LetterSent).signed_up(browser))
}

/// `/{l}/sign-up/confirm`: makes the account by the link of a letter.
pub async fn confirm(ctx: Ctx, form: FormRequest, _: site::ConfirmSignUp) -> Result<Redirect, AppError> {
    let browser = browser(&form);
    let begun =
        service::confirm(&ctx, &token(&form)?, (&browser, form.signed_up.as_ref()), form.fields.raw("new_password"))
            .await?;
    let redirect = match &begun.next {
        Some(next) if is_own(next) => Redirect::to_own(next.clone()),
        _ => Redirect::to(&my::site::My, form.locale).reporting(Outcome::AccountMade),
    };
    Ok(redirect.session(cookie(begun)))
}

/// `/{l}/sign-in`
pub async fn sign_in(ctx: Ctx, form: FormRequest, _: site::SignIn) -> Result<Redirect, AppError> {
    let fields = &form.fields;
    let typed = SignIn::parse(fields.field("email"), fields.raw("password"), fields.has("remember"))?;
    let begun = service::sign_in(&ctx, &typed, &browser(&form)).await?;
    let to = next(&form).unwrap_or_else(|| start(form.locale, begun.roles));
    Ok(Redirect::to_own(to).session(cookie(begun)))
}

/// `/{l}/sign-out`
pub async fn sign_out(ctx: Ctx, form: FormRequest, _: site::SignOut) -> Result<Redirect, AppError> {
    service::sign_out(&ctx, form.token.as_ref()).await?;
    Ok(signed_out(form.locale, Outcome::SignedOut))
}

/// `/{l}/reset-password`: requests the letter that sets a new password.
pub async fn ask_reset(ctx: Ctx, form: FormRequest, _: site::ResetPassword) -> Result<Redirect, AppError> {
    let email = Email::parse(form.fields.field("email")).map_err(|problem| FormErrors::of("email", problem))?;
    service::ask_reset(&ctx, &email, &form.from_words()).await?;
    Ok(Redirect::to(&site::ResetPassword, form.locale).reporting(Outcome::LetterSent))
}

/// `/{l}/reset-password/new`: sets the password that the link of a letter is for.
pub async fn reset(ctx: Ctx, form: FormRequest, _: site::NewPassword) -> Result<Redirect, AppError> {
    let typed = form.fields.raw("new_password");
    let begun = service::reset(&ctx, &token(&form)?, typed, &browser(&form)).await?;
    let redirect = if begun.is_first {
        Redirect::to_own(start(form.locale, begun.roles))
    } else {
        Redirect::to(&site::Security, form.locale).reporting(Outcome::PasswordChanged)
    };
    Ok(redirect.session(cookie(begun)))
}

/// `/{l}/my/security`: changes the password.
pub async fn change_password(ctx: Ctx, form: FormRequest, _: site::Security) -> Result<Redirect, AppError> {
    let present = form.fields.raw("password").to_owned().into();
    service::change_password(&ctx, form.session, &present, form.fields.raw("new_password")).await?;
    Ok(Redirect::to(&site::Security, form.locale).reporting(Outcome::PasswordChanged))
}

/// `/{l}/my/security/end`: ends one session, this one or another.
pub async fn end_session(ctx: Ctx, form: FormRequest, _: site::EndSession) -> Result<Redirect, AppError> {
    let locale = form.locale;
    if ctx.caller.signed_in().is_err() {
        return Ok(sign_in_first(locale));
    }
    let id = form.fields.field("session").parse::<uuid::Uuid>().map_err(|_| AppError::NotFound)?;
    let session = SessionId(id);
    let mut tx = ctx.begin().await?;
    service::end_one(&mut tx, session).await?;
    audit::commit_upkeep(tx).await?;
    if form.session == Some(session) {
        return Ok(signed_out(locale, Outcome::SignedOut));
    }
    Ok(Redirect::to(&site::Security, locale).reporting(Outcome::SessionEnded))
}

/// `/{l}/my/security/end-all`: ends all sessions, this one too.
pub async fn end_all_sessions(ctx: Ctx, form: FormRequest, _: site::EndAllSessions) -> Result<Redirect, AppError> {
    let locale = form.locale;
    if ctx.caller.signed_in().is_err() {
        return Ok(sign_in_first(locale));
    }
    let mut tx = ctx.begin().await?;
    service::end_all(&mut tx).await?;
    audit::commit_upkeep(tx).await?;
    Ok(signed_out(locale, Outcome::SignedOutEverywhere))
}

/// `/{l}/admin/accounts`: invites somebody, or leads to the account of an address.
pub async fn invite(ctx: Ctx, form: FormRequest, _: site::Accounts) -> Result<Redirect, AppError> {
    let (locale, fields) = (form.locale, &form.fields);
    let mut tx = ctx.begin().await?;
    may_see_accounts(tx.caller())?;
    let mut errors = FormErrors::default();
    let email = errors.take(EMAIL, Email::parse(fields.field(EMAIL)));
    if fields.field(ACTION) == FIND {
        let email = email.ok_or(errors)?;
        let found = service::find_by_email(&mut tx, &email).await?;
        let id = found.ok_or_else(|| FormErrors::of(EMAIL, Problem::HasNoAccount))?.id;
        return Ok(Redirect::to(&site::ManageAccount { account: id }, locale));
    }
    let roles = errors.take(ROLE, roles(&form));
    let (Some(email), Some(roles)) = (email, roles) else { return Err(errors.into()) };
    service::invite(&mut tx, email, roles, locale).await?;
    audit::commit(tx).await?;
    Ok(Redirect::to(&site::Accounts, locale).reporting(Outcome::Invited))
}

/// `/{l}/admin/accounts/{account}`: sets the roles of an account, or changes whether anybody can sign in with it.
pub async fn manage(ctx: Ctx, form: FormRequest, address: site::ManageAccount) -> Result<Redirect, AppError> {
    let (id, fields) = (address.account, &form.fields);
    let mut tx = ctx.begin().await?;
    may_see_accounts(tx.caller())?;
    let (is_new, outcome) = match fields.field(ACTION) {
        SAVE => {
            let roles = roles(&form).map_err(|problem| FormErrors::of(ROLE, problem))?;
            (service::change_roles(&mut tx, id, fields.field(SEEN), roles).await?, Outcome::RolesSaved)
        }
        INVITE => (service::invite_again(&mut tx, id).await?, Outcome::Invited),
        DISABLE => (service::disable(&mut tx, id).await?, Outcome::Disabled),
        ENABLE => (service::enable(&mut tx, id).await?, Outcome::Enabled),
        END_SESSIONS => (service::end_sessions(&mut tx, id).await?, Outcome::SessionsEnded),
        _ => return Err(FormErrors::of(ACTION, Problem::Required).into()),
    };
    audit::commit_changes(tx).await?;
    let redirect = Redirect::to(&address, form.locale);
    Ok(if is_new { redirect.reporting(outcome) } else { redirect })
}

/// Roles that were ticked; at least one.
fn roles(form: &FormRequest) -> Result<Roles, Problem> {
    let roles =
        form.fields.all(ROLE).map(|word| role_named(word).ok_or(Problem::Unknown)).collect::<Result<Roles, _>>()?;
    if roles.is_empty() { Err(Problem::Required) } else { Ok(roles) }
}

/// Redirects to the sign-in page, which says that the reader is signed out.
fn signed_out(locale: Locale, outcome: Outcome) -> Redirect {
    Redirect::to(&site::SignIn, locale).reporting(outcome).session(SessionCookie::Remove)
}

/// Redirects to the sign-in page and from there to the page of the button: the address of the button itself is no page.
fn sign_in_first(locale: Locale) -> Redirect {
    Redirect::to_own(site::SignIn.with(locale, [("next", site::Security.path(locale))]))
}

/// Page that the reader was going to, if it is a page of ours.
fn next(form: &FormRequest) -> Option<String> {
    Some(form.fields.field("next")).filter(|next| is_own(next)).map(ToOwned::to_owned)
}

/// Token in the link of a letter; any other text is a link that is over.
fn token(form: &FormRequest) -> Result<Token, AppError> {
    Token::parse(form.fields.field("token")).ok_or(AppError::Conflict(Clash::LinkOver))
}

fn browser(form: &FormRequest) -> Browser {
    Browser { from: form.from_words(), device: form.device.clone(), token: form.token.clone() }
}

fn cookie(begun: Begun) -> SessionCookie {
    let seconds = begun.is_remembered.then(|| auth::REMEMBERED.num_seconds());
    SessionCookie::Set { token: begun.token, seconds }
}
