//! The doors that write: one POST for each deed, on the address of the page that shows its form.

use std::{future::Future, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use http_body_util::LengthLimitError;

use super::{
    MOST_BYTES, layers,
    reader::{self, Reader},
};
use crate::{
    accounts::forms as accounts,
    admin::forms as admin,
    app::render,
    auth,
    db::Ctx,
    enrollments::forms as enrollments,
    ground::AppError,
    my::forms as my,
    specialists::forms as specialists,
    state::AppState,
    ui::{Asked, Done, FormState, Posted, Sent, asked::forwarded_for, error_page::ErrorPage},
};

/// All deeds, by the address of their form.
pub(super) fn doors() -> Router<AppState> {
    Router::new()
        .route("/{locale}/sign-up", door(accounts::sign_up))
        .route("/{locale}/sign-up/confirm", door(accounts::confirm))
        .route("/{locale}/sign-in", door(accounts::sign_in))
        .route("/{locale}/sign-out", door(accounts::sign_out))
        .route("/{locale}/reset-password", door(accounts::ask_reset))
        .route("/{locale}/reset-password/new", door(accounts::reset))
        .route("/{locale}/my/security", door(accounts::change_password))
        .route("/{locale}/my/security/end", door(accounts::end_session))
        .route("/{locale}/my/security/end-all", door(accounts::end_all_sessions))
        .route("/{locale}/my/profile", door(specialists::keep_profile))
        .route("/{locale}/my/profile/withdraw-consent", door(specialists::withdraw_consent))
        .route("/{locale}/runs/{run}/enroll", door(enrollments::enroll))
        .route("/{locale}/runs/{run}/accept", door(enrollments::accept))
        .route("/{locale}/runs/{run}/withdraw", door(enrollments::withdraw))
        .route("/{locale}/my/data/erase", door(my::erase))
        .route("/{locale}/admin/settings", door(admin::save))
        .route("/{locale}/admin/settings/retry", door(admin::retry))
}

/// A door: the form is read and carried out, and the reader goes on; or the page comes back with what is wrong.
fn door<F, Doing>(deed: F) -> MethodRouter<AppState>
where
    F: Fn(Ctx, Sent) -> Doing + Clone + Send + Sync + 'static,
    Doing: Future<Output = Result<Done, AppError>> + Send,
{
    post(async move |State(state): State<AppState>, request: Request| {
        let reader = Reader::of(&request);
        let (parts, body) = request.into_parts();
        let posted = match read(&parts.headers, body).await {
            Ok(posted) => posted,
            Err(status) => return status.into_response(),
        };
        let asked = Asked::of(&parts.uri, &parts.headers);
        if !asked.says_locale {
            return StatusCode::NOT_FOUND.into_response();
        }
        let sent = sent(&state, &parts, &reader, asked, posted.clone());
        match deed(state.ctx.as_caller(reader.caller()), sent).await {
            Ok(done) => go_on(&done),
            Err(error) => refuse(&state, parts, &reader, posted, error).await,
        }
    })
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Posted, StatusCode> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(unread)?;
    if !kind.starts_with("application/x-www-form-urlencoded") && !bytes.is_empty() {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    Ok(Posted::parse(&String::from_utf8_lossy(&bytes)))
}

/// Status of a body that could not be read: it is too long, or it is broken off or not put together as it says.
fn unread(error: axum::Error) -> StatusCode {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = cause {
        if error.is::<LengthLimitError>() {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        cause = error.source();
    }
    StatusCode::BAD_REQUEST
}

fn sent(state: &AppState, parts: &Parts, reader: &Reader, asked: Asked, posted: Posted) -> Sent {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let from = if state.behind_proxy { forwarded_for(&parts.headers).or(peer) } else { peer };
    let device = parts.headers.get(header::USER_AGENT).and_then(|device| device.to_str().ok()).unwrap_or_default();
    Sent {
        asked,
        posted,
        from,
        session: reader.known.as_ref().map(|known| known.session),
        token: reader.token.clone(),
        signed_up: reader.signed_up.clone(),
        device: device.to_owned(),
    }
}

fn go_on(done: &Done) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, done.location());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = &done.session {
        reader::set_session(headers, cookie);
    }
    if let Some(browser) = &done.signed_up {
        reader::set_signed_up(headers, browser);
    }
    response
}

async fn refuse(state: &AppState, parts: Parts, reader: &Reader, posted: Posted, error: AppError) -> Response {
    match error {
        AppError::Invalid(_) | AppError::Conflict(_) | AppError::TooMany { .. } | AppError::Unavailable => {
            let wait = match error {
                AppError::TooMany { seconds } => Some(seconds),
                _ => None,
            };
            let page = as_page(parts);
            let provide = state.provide(reader.viewer(), FormState::refused(posted, error)).await;
            let mut response = render(page, provide).await;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            if let Some(wait) = wait {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
            }
            response
        }
        AppError::SignInNeeded => keep_until_sign_in(state, &parts, reader, &posted).await,
        AppError::Refused(_) | AppError::NotFound | AppError::Bug(_) => {
            layers::show_error(state, parts, ErrorPage::of(&error)).await
        }
    }
}

/// The request for the page that the form stands on.
fn as_page(mut parts: Parts) -> Request {
    parts.method = Method::GET;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    Request::from_parts(parts, Body::empty())
}

/// Leads to the sign-in page; what was typed waits for the reader to come back.
async fn keep_until_sign_in(state: &AppState, parts: &Parts, reader: &Reader, posted: &Posted) -> Response {
    let asked = Asked::of(&parts.uri, &parts.headers);
    let mut response = go_on(&Done::to(asked.sign_in_address()));
    let Some(session) = &reader.token else { return response };
    match auth::keep(&state.ctx, session, parts.uri.path(), &posted.without_secrets()).await {
        Ok(Some(token)) => reader::set_form(response.headers_mut(), &token),
        Ok(None) => {}
        // signing in still works; what was typed is lost, and the cause of a fault is in the log
        Err(error) => tracing::info!(?error, "a form that came late is not kept"),
    }
    response
}
