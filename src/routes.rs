//! Everything that is not a page, and the order of the layers around all of it.
//!
//! From the outside in: request id, log line, panic catcher, error pages, limits, cross-site check, headers,
//! compression, language cookie.

use std::time::Duration;

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use leptos::prelude::*;
use leptos_axum::generate_route_list;
use memory_serve::CacheControl;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{
    app::{App, ShownError, render},
    certificates,
    db::Installation,
    ground::{Incident, ids::Ids},
    programme,
    state::AppState,
    ui::{
        asked::{LOCALE_COOKIE, last_segment, locale_cookie, split_locale, wished_locale},
        error_page::ErrorPage,
    },
};

/// More than any form of these pages sends.
const MOST_BYTES: usize = 64 * 1024;
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The whole web side of the product.
pub fn router(state: AppState) -> Router {
    let pages = generate_route_list(App)
        .into_iter()
        .fold(Router::new(), |router, listing| router.route(listing.path(), get(page)));
    let api = Router::new()
        .route("/progress", get(programme::api::progress))
        .route("/certificates/{code}", get(certificates::api::certificate))
        .fallback(api_not_found)
        .method_not_allowed_fallback(api_method_not_allowed);
    let assets = memory_serve::load!()
        .index_file(None)
        .cache_control(CacheControl::Long)
        .add_alias("/favicon.ico", concat!("/", env!("MAMAN_PKG"), "/favicon.svg"))
        .into_router();

    Router::new()
        .route("/", get(start))
        .route("/v/{code}", get(short_check))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .nest("/api/v1", api)
        .merge(pages)
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(nowhere)
        // from the inside out; the assets come compressed
        .layer(middleware::from_fn(remember_locale))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .merge(assets)
        .layer(middleware::from_fn(headers))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WAIT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(state.clone(), error_pages))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .with_state(state)
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let provide = move || {
        provide_context(state.ctx.clone());
        provide_context(state.views.clone());
        provide_context(state.site);
    };
    render(request, provide).await
}

/// `/` leads to the start page in the reader's language.
async fn start(headers: HeaderMap) -> impl IntoResponse {
    in_wished_locale(&headers, "")
}

/// The dashes of a code need no escape, and an address with them can be read.
const BUT_DASHES: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-');

/// The short form that is printed as a QR code.
async fn short_check(uri: Uri, headers: HeaderMap) -> impl IntoResponse {
    let code = last_segment(uri.path());
    let code = utf8_percent_encode(&code, BUT_DASHES);
    in_wished_locale(&headers, &format!("/verify/{code}"))
}

fn in_wished_locale(headers: &HeaderMap, path: &str) -> impl IntoResponse + use<> {
    let address = format!("/{}{path}", wished_locale(headers).code());
    ([(header::VARY, "accept-language, cookie"), (header::CACHE_CONTROL, "no-store")], Redirect::temporary(&address))
}

/// Whether the database answers.
async fn ready(State(state): State<AppState>) -> Response {
    let answer = async { Installation::find(&mut state.ctx.read().await?).await };
    match answer.await {
        Ok(Some(_)) => "ready".into_response(),
        Ok(None) | Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response(),
    }
}

/// An address that is no page; one that only ends in a slash too many leads to the page it means.
async fn nowhere(uri: Uri) -> Response {
    let meant = uri.path().trim_end_matches('/');
    if meant.len() == uri.path().len() || split_locale(meant).0.is_none() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{meant}{query}")).into_response()
}

async fn api_not_found() -> Response {
    crate::ui::problem::of(StatusCode::NOT_FOUND, None)
}

async fn api_method_not_allowed() -> Response {
    crate::ui::problem::of(StatusCode::METHOD_NOT_ALLOWED, None)
}

/// The log line of a request: no address of a person, no query, no body.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}

/// A panic is a fault of ours: it is logged under a number, and the reader is given the number.
#[expect(clippy::needless_pass_by_value, reason = "the shape that the layer wants")]
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
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

/// Gives a page to answers that a layer made without one. The API has its own form of errors.
async fn error_pages(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let bare = !response.headers().contains_key(header::CONTENT_TYPE)
        || response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
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
    let mut shown = show_error(&state, asked, page).await;
    if let Some(allow) = allow {
        shown.headers_mut().insert(header::ALLOW, allow);
    }
    shown
}

async fn show_error(state: &AppState, parts: axum::http::request::Parts, page: ErrorPage) -> Response {
    let site = state.site;
    let provide = move || {
        provide_context(site);
        provide_context(ShownError(page.clone()));
    };
    let is_head = parts.method == axum::http::Method::HEAD;
    let request = Request::from_parts(parts, Body::empty());
    let mut response = render(request, provide).await;
    secure(response.headers_mut());
    if is_head {
        *response.body_mut() = Body::empty();
    }
    response
}

/// The headers that keep a page to itself. No page has a script, a frame or a style of its own.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    secure(response.headers_mut());
    response
}

fn secure(headers: &mut HeaderMap) {
    const ALL: [(header::HeaderName, &str); 7] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in ALL {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Remembers the language of the last page, for addresses that say none.
async fn remember_locale(uri: Uri, request: Request, next: Next) -> Response {
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
