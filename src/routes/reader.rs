//! Reader of a request: the session's cookie, read once for each request, and the forms that wait for their sender.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    accounts::model::SIGN_UP_HOLDS,
    auth::{self, Known},
    db::Failure,
    ground::{AppError, caller::Caller, ids::SessionId, token::Token},
    state::AppState,
    ui::{FormFields, FormState, Reader, SessionCookie, error_page::ErrorPage, location::cookie},
};

/// Name of the session's cookie. The prefix binds it to this very host and to an encrypted connection (RFC 6265bis).
pub(super) const SESSION_COOKIE: &str = "__Host-session";
/// Name of the cookie for a form that waits until its sender has signed in again.
const FORM_COOKIE: &str = "__Host-form";
/// Name of the cookie for the browser that signed up, so that the password need not be typed again.
const SIGNED_UP_COOKIE: &str = "__Host-signed-up";
/// Name of the cookie with the outcome of a form, until the page after it has reported it.
const FLASH_COOKIE: &str = "__Host-flash";
/// Seconds after which the outcome of a form is no longer reported.
const FLASH_SECONDS: i64 = 60;
/// Seconds that the cookie of a saved form lasts; the form itself lasts as long.
const FORM_SECONDS: i64 = 3600;

/// Cookies of a request that say who the reader is.
#[derive(Clone, Debug, Default)]
pub(super) struct Cookies {
    pub known: Option<Known>,
    pub token: Option<Token>,
    /// Token of the browser that signed up and waits for its letter.
    pub signed_up: Option<Token>,
    /// Token of a form that waits for its sender.
    form: Option<Token>,
    /// Outcome of the form before this page, and the page that is to report it.
    flash: Option<String>,
}

impl Cookies {
    /// Finds the account whose session the cookie names.
    pub(super) async fn find(state: &AppState, headers: &HeaderMap) -> Result<Self, Failure> {
        let [token, form, signed_up] =
            [SESSION_COOKIE, FORM_COOKIE, SIGNED_UP_COOKIE].map(|name| cookie(headers, name).and_then(Token::parse));
        let known = match &token {
            Some(token) => auth::find(&state.ctx, token).await?,
            None => None,
        };
        let flash = cookie(headers, FLASH_COOKIE).map(ToOwned::to_owned);
        Ok(Self { known, token, signed_up, form, flash })
    }

    /// Cookies as `identify` has read them.
    pub(super) fn of(request: &Request) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    /// Tells whether nothing at all is known of the reader.
    pub(super) fn is_empty(&self) -> bool {
        let Self { known, token, signed_up, form, flash } = self;
        known.is_none() && token.is_none() && signed_up.is_none() && form.is_none() && flash.is_none()
    }

    /// Session of a reader who has signed in, and whom the next page has nothing to report to.
    pub(super) fn with_nothing_to_report(&self) -> Option<SessionId> {
        let known = self.known.as_ref().filter(|_| self.form.is_none() && self.flash.is_none())?;
        Some(known.session)
    }

    pub(super) fn caller(&self) -> Caller {
        self.known.as_ref().map_or(Caller::Visitor, |known| Caller::Account(known.signed_in.clone()))
    }

    pub(super) fn reader(&self) -> Reader {
        let known = self.known.as_ref();
        Reader {
            caller: self.caller(),
            name: known.map(|known| known.name.clone()),
            session: known.map(|known| known.session),
            signed_up: self.signed_up.clone(),
        }
    }

    /// Form that was typed on this page before the session ended, if it waits and this is its sender.
    pub(super) async fn restored_form(&self, state: &AppState, path: &str) -> Option<FormState> {
        let token = self.form.as_ref()?;
        let ctx = state.ctx.as_caller(self.caller());
        let typed = auth::take_saved_form(&ctx, token, path).await.ok()??;
        Some(FormState::restored(FormFields::parse(&typed)))
    }
}

impl Cookies {
    /// Words of the outcomes that the page at this path is to report.
    pub(super) fn outcomes(&self, path: &str) -> Vec<String> {
        let flash = self.flash.as_deref().and_then(|flash| flash.split_once('|'));
        match flash {
            Some((words, of_page)) if of_page == path => words.split('+').map(ToOwned::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// Finds the session of a request, so that everything behind knows the caller.
pub(super) async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let cookies = match Cookies::find(&state, request.headers()).await {
        Ok(cookies) => cookies,
        Err(failure) => return ErrorPage::of(&AppError::from(failure)).status().into_response(),
    };
    // the API asks as the reader, too
    request.extensions_mut().insert(state.ctx.as_caller(cookies.caller()));
    request.extensions_mut().insert(cookies);
    next.run(request).await
}

/// Writes the change to the session's cookie.
pub(super) fn set_session(headers: &mut HeaderMap, cookie: &SessionCookie) {
    match cookie {
        SessionCookie::Set { token, seconds } => set(headers, SESSION_COOKIE, &token.reveal(), *seconds),
        SessionCookie::Remove => set(headers, SESSION_COOKIE, "", Some(0)),
    }
}

/// Sets the cookie by which the browser of a sign-up is known again when the link of its letter is opened in it.
pub(super) fn set_signed_up(headers: &mut HeaderMap, token: &Token) {
    set(headers, SIGNED_UP_COOKIE, &token.reveal(), Some(SIGN_UP_HOLDS.num_seconds()));
}

/// Sets the cookie with the token of a waiting form.
pub(super) fn set_form(headers: &mut HeaderMap, token: &Token) {
    set(headers, FORM_COOKIE, &token.reveal(), Some(FORM_SECONDS));
}

/// Removes the cookie of a form that is on its page again: it comes back once.
pub(super) fn remove_form(headers: &mut HeaderMap) {
    set(headers, FORM_COOKIE, "", Some(0));
}

/// Sets the cookie that makes the page at the address report these outcomes, once.
pub(super) fn set_flash(headers: &mut HeaderMap, words: &[String], address: &str) {
    let path = address.split('?').next().unwrap_or_default();
    set(headers, FLASH_COOKIE, &format!("{}|{path}", words.join("+")), Some(FLASH_SECONDS));
}

/// Removes the cookie of outcomes that are reported.
pub(super) fn remove_flash(headers: &mut HeaderMap) {
    set(headers, FLASH_COOKIE, "", Some(0));
}

fn set(headers: &mut HeaderMap, name: &str, value: &str, seconds: Option<i64>) {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    if let Ok(cookie) = HeaderValue::from_str(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax{age}")) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
