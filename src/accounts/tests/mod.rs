//! Actions on accounts on a real database, through the actions of the forms.

mod administrators;
mod keeping;
mod passwords;
mod sign_in;
mod sign_up;

use chrono::TimeDelta;

use super::{Account, Email, forms, service, site};
use crate::{
    audit, auth,
    db::Ctx,
    ground::{
        AppError, FormErrors, Locale, Problem,
        address::with_query,
        caller::{Caller, Role},
        clock::Clock,
        error::{Clash, Rule},
        ids::SessionId,
        token::Token,
    },
    outbox,
    testing::{
        self, on_both_databases, redirect,
        registry::{PASSWORD, account},
    },
    ui::{FormRequest, Redirect, SessionCookie},
};

const AIGERIM: &str = "aigerim@example.org";
const OTHER: &str = "other@example.org";
/// Password that is strong, and nobody's yet.
const NEW_PASSWORD: &str = "velvet-harbour-cactus-9";

/// Context of the same world for a visitor who is not signed in.
fn visitor(ctx: &Ctx) -> Ctx {
    ctx.as_caller(Caller::Visitor)
}

/// Context of the same world, later.
fn later(ctx: &Ctx, by: TimeDelta) -> Ctx {
    Ctx { clock: Clock::Fixed(testing::now() + by), ..ctx.clone() }
}

/// Form as a browser sends it.
fn sent(fields: &[(&str, &str)]) -> FormRequest {
    let body = with_query("", fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
    testing::form(Locale::Ru, body.trim_start_matches('?'))
}

fn credentials<'a>(email: &'a str, password: &'a str) -> [(&'a str, &'a str); 2] {
    [("email", email), ("password", password)]
}

async fn sign_up(ctx: &Ctx, email: &str) -> Result<Redirect, AppError> {
    forms::sign_up(visitor(ctx), sent(&credentials(email, PASSWORD)), site::SignUp).await
}

/// Opens the link in another browser than that of the sign-up, and types the same password there.
async fn confirm(ctx: &Ctx, token: &Token) -> Result<Redirect, AppError> {
    confirm_with(ctx, token, PASSWORD).await
}

async fn confirm_with(ctx: &Ctx, token: &Token, password: &str) -> Result<Redirect, AppError> {
    let fields = [("token", &*token.reveal()), ("new_password", password)];
    forms::confirm(visitor(ctx), sent(&fields), site::ConfirmSignUp).await
}

async fn sign_in(ctx: &Ctx, email: &str, password: &str) -> Result<Redirect, AppError> {
    forms::sign_in(visitor(ctx), sent(&credentials(email, password)), site::SignIn).await
}

async fn ask_reset(ctx: &Ctx, email: &str) -> Result<Redirect, AppError> {
    forms::ask_reset(visitor(ctx), sent(&[("email", email)]), site::ResetPassword).await
}

async fn reset(ctx: &Ctx, token: &Token, password: &str) -> Result<Redirect, AppError> {
    let fields = [("token", token.reveal()), ("new_password", password.to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    forms::reset(visitor(ctx), sent(&fields), site::NewPassword).await
}

/// Token that a form's answer puts into the cookie.
fn token_of(done: &Redirect) -> Token {
    match &done.session {
        Some(SessionCookie::Set { token, .. }) => token.clone(),
        other => panic!("no session begins: {other:?}"),
    }
}

/// Signs in with this account and returns the context, the session and the token of its requests.
async fn signed_in(ctx: &Ctx, email: &str) -> (Ctx, SessionId, Token) {
    let token = token_of(&sign_in(ctx, email, PASSWORD).await.unwrap());
    let known = auth::find(ctx, &token).await.unwrap().unwrap();
    (ctx.as_caller(Caller::Account(known.signed_in)), known.session, token)
}

async fn holds(ctx: &Ctx, token: &Token) -> bool {
    auth::find(ctx, token).await.unwrap().is_some()
}

/// Letters that wait, the oldest first: kind, recipient, text.
async fn letters(ctx: &Ctx) -> Vec<(String, String, String)> {
    let mut letters = outbox::list(&mut ctx.read().await.unwrap(), 100, 0).await.unwrap();
    letters.sort_by_key(|letter| letter.id);
    let read = letters.into_iter().map(|letter| {
        let content = letter.content.unwrap();
        (letter.kind.as_str().to_owned(), content.to.reveal().clone(), content.text)
    });
    read.collect()
}

/// Link of the latest letter of a kind.
async fn link(ctx: &Ctx, kind: &str) -> Token {
    let letters = letters(ctx).await;
    let (_, _, text) = letters.iter().rev().find(|(of, ..)| of == kind).unwrap();
    let (_, rest) = text.split_once("?token=").unwrap();
    Token::parse(&rest[..64]).unwrap()
}

async fn found(ctx: &Ctx, email: &str) -> Option<Account> {
    service::find_by_email(&mut ctx.read().await.unwrap(), &Email::parse(email).unwrap()).await.unwrap()
}

fn refused(field: &'static str, problem: Problem) -> AppError {
    FormErrors::of(field, problem).into()
}

fn over() -> AppError {
    AppError::Conflict(Clash::LinkOver)
}
