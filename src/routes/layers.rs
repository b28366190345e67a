//! Layers around every answer: log line, panics, error pages, headers, caching, language cookie.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http_body_util::Limited;
use tower_http::request_id::{MakeRequestId, RequestId};

use super::{
    MOST_BYTES, MOST_BYTES_WITH_FILE,
    reader::{Cookies, SESSION_COOKIE},
};
use crate::{
    ground::{Incident, ids::Ids},
    state::AppState,
    ui::{
        FormState, Location,
        document::POLICY,
        error_page::ErrorPage,
        location::{LOCALE_COOKIE, cookie, locale_cookie, split_locale},
    },
};

/// Entrance to all other layers: refuses a target that is no path (`CONNECT host:port`, `OPTIONS *`), for pages are
/// found by their paths, and removes a request id that the client made up.
pub(super) async fn entrance(mut request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with('/') {
        return (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")], "the target must be a path\n")
            .into_response();
    }
    request.headers_mut().remove(REQUEST_ID);
    next.run(request).await
}

/// Refuses a body that is longer than any form of its address sends.
pub(super) async fn limit_bodies(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>();
    let takes_file = pattern
        .is_some_and(|pattern| state.routes.iter().any(|route| route.takes_file && route.pattern == pattern.as_str()));
    let most = if takes_file { MOST_BYTES_WITH_FILE } else { MOST_BYTES };
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > most) {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    next.run(request.map(|body| Body::new(Limited::new(body, most)))).await
}

pub(super) const REQUEST_ID: &str = "x-request-id";

/// Short numbers for requests, to be read out over the telephone.
#[derive(Clone, Copy)]
pub(super) struct ShortId;

impl MakeRequestId for ShortId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let number = u64::from_be_bytes(Ids::default().random());
        let id = format!("{:05X}-{:05X}", (number >> 20) & 0xf_ffff, number & 0xf_ffff);
        HeaderValue::from_str(&id).ok().map(RequestId::new)
    }
}

/// Span of a request's log lines: no address of a person, no query, no body.
pub(super) fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = %logged_path(request.uri().path()), id)
}

/// Path for the log, without a check code: a code leads to a name.
fn logged_path(path: &str) -> Cow<'_, str> {
    match path.rsplit_once('/') {
        Some((head, code)) if !code.is_empty() && CHECKS.iter().any(|check| head.ends_with(check)) => {
            Cow::Owned(format!("{head}/…"))
        }
        _ => Cow::Borrowed(path),
    }
}

/// Ends of the addresses that are followed by a check code.
const CHECKS: [&str; 3] = ["/verify", "/v", "/certificates"];

/// Prevents caches from giving one reader's answer to another: unless an answer says otherwise, nobody may store it for
/// a signed-in reader, and everybody else has to request it again.
pub(super) async fn caching(request: Request, next: Next) -> Response {
    let is_known = cookie(request.headers(), SESSION_COOKIE).is_some();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let rule = if is_known { "no-store" } else { "no-cache" };
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static(rule));
    headers.append(header::VARY, HeaderValue::from_static("cookie"));
    response
}

/// Answer to a panic, which is a fault of ours: it is logged under a number, and the reader is given the number.
#[expect(clippy::needless_pass_by_value, reason = "the shape that the layer wants")]
pub(super) fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
    let message = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message");
    tracing::error!(%incident, message, "a request panicked");
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(incident);
    response
}

/// Adds a page to answers that a layer made without one. The API has its own form of errors.
pub(super) async fn error_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let bare = !response.headers().contains_key(header::CONTENT_TYPE)
        || response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        // under the number that the page shows
        tracing::info!(status = status.as_u16(), "refused");
    }
    let is_api = asked.uri.path().starts_with("/api/");
    let is_file = asked.uri.path() == "/healthz" || asked.uri.path() == "/readyz";
    if !(status.is_client_error() || status.is_server_error()) || !bare || is_file {
        return response;
    }
    let incident = response.extensions().get::<Incident>().copied();
    if is_api {
        let mut problem = crate::ui::problem::of(status, incident);
        secure(problem.headers_mut());
        return problem;
    }
    let page = incident.map(ErrorPage::bug).or_else(|| ErrorPage::of_status(status));
    let Some(page) = page else { return response };
    let allow = response.headers().get(header::ALLOW).cloned();
    let mut shown = show_error(&state, &asked, page).await;
    if let Some(allow) = allow {
        shown.headers_mut().insert(header::ALLOW, allow);
    }
    shown
}

/// Error page under the reader's own masthead: a signed-in reader must not look signed out. Layers that answer before
/// the reader is known look them up here.
pub(super) async fn show_error(state: &AppState, parts: &Parts, page: ErrorPage) -> Response {
    // no query goes to a database that may be the cause
    let is_ours = page.status().is_server_error();
    let cookies = match parts.extensions.get::<Cookies>() {
        Some(cookies) => cookies.clone(),
        None if is_ours => Cookies::default(),
        None => Cookies::find(state, &parts.headers).await.unwrap_or_default(),
    };
    let centre = if is_ours { state.centre.last_known() } else { state.centre.current(&state.ctx).await };
    let location = Location::of(&parts.uri, &parts.headers);
    let frame = state.frame_with(location, cookies.reader(), FormState::default(), centre);
    let mut response = frame.show(page).await;
    secure(response.headers_mut());
    if parts.method == axum::http::Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// Headers that shut a page off from others. No page has a frame or a style of its own; a page with an island names its
/// scripts itself.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    secure(response.headers_mut());
    response
}

fn secure(headers: &mut HeaderMap) {
    const ALL: [(header::HeaderName, &str); 7] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in ALL {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Remembers the language of the last page, for addresses that say none.
pub(super) async fn remember_locale(uri: Uri, request: Request, next: Next) -> Response {
    let remembered = locale_cookie(request.headers());
    let secure =
        if request.headers().get("x-forwarded-proto").is_some_and(|proto| proto == "https") { "; Secure" } else { "" };
    let (chosen, _) = split_locale(uri.path());
    let mut response = next.run(request).await;
    if let Some(locale) = chosen.filter(|locale| Some(*locale) != remembered && response.status().is_success()) {
        let cookie =
            format!("{LOCALE_COOKIE}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}", locale.code());
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_holds_no_check_code() {
        for (path, logged) in [
            ("/ru/verify/4H7K-Q2MX-9RDT", "/ru/verify/…"),
            ("/v/4H7K-Q2MX-9RDT", "/v/…"),
            ("/api/v1/certificates/4H7K-Q2MX-9RDT", "/api/v1/certificates/…"),
            ("/ru/verify", "/ru/verify"),
            ("/api/v1/progress", "/api/v1/progress"),
            ("/kk/courses/NRC-01", "/kk/courses/NRC-01"),
        ] {
            assert_eq!(logged_path(path), logged);
        }
    }
}
