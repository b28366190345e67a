//! Everything that is not a page, and the order of the layers around all of it.
//!
//! From the outside in: entrance, panic catcher, request id, log line, caching, error pages, panic catcher once more (a
//! panic of a page gets an error page, a panic of that page a bare answer), limits, cross-site check, headers,
//! compression, language cookie, who asks.

mod doors;
mod layers;
mod reader;

use std::time::Duration;

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use leptos_axum::generate_route_list;
use memory_serve::CacheControl;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use self::{doors::doors, layers::ShortId, reader::Reader};
use crate::{
    app::{App, render},
    certificates, courses,
    db::Ctx,
    ground::AppError,
    my, programme,
    state::AppState,
    ui::{
        Asked,
        asked::{last_segment, split_locale, wished_locale},
        error_page::ErrorPage,
    },
};

/// More than any form of these pages sends.
const MOST_BYTES: usize = 64 * 1024;
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The paths of all pages, as `app` lists them.
pub fn page_paths() -> Vec<String> {
    generate_route_list(App).into_iter().map(|listing| listing.path().to_owned()).collect()
}

/// The whole web side of the product.
pub fn router(state: AppState) -> Router {
    let pages = page_paths().into_iter().fold(Router::new(), |router, path| router.route(&path, get(page)));
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
        .route("/runs/{file}", get(courses::api::calendar))
        .route("/{locale}/my/data/download", get(own_data))
        .nest("/api/v1", api)
        .merge(pages)
        .merge(doors())
        .layer(middleware::from_fn_with_state(state.clone(), reader::identify))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(nowhere)
        // from the inside out; the assets come compressed
        .layer(middleware::from_fn(layers::remember_locale))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .merge(assets)
        .layer(middleware::from_fn(layers::headers))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST_WAIT))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(middleware::from_fn_with_state(state.clone(), layers::error_pages))
        .layer(middleware::from_fn(layers::caching))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(TraceLayer::new_for_http().make_span_with(layers::span))
        .layer(SetRequestIdLayer::x_request_id(ShortId))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(middleware::from_fn(layers::entrance))
        .with_state(state)
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let reader = Reader::of(&request);
    let restored = match request.method() {
        // whoever asks for the head alone sees no form
        &Method::GET => reader.restored_form(&state, request.uri().path()).await,
        _ => None,
    };
    let is_restored = restored.is_some();
    let provide = state.provide(reader.viewer(), restored.unwrap_or_default()).await;
    let mut response = render(request, provide).await;
    if is_restored {
        reader::remove_form(response.headers_mut());
    }
    response
}

/// One's own data as a file. Whoever is to sign in first comes back to the page that the file is fetched from.
async fn own_data(State(state): State<AppState>, Extension(ctx): Extension<Ctx>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let (Some(locale), _) = split_locale(parts.uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    match my::api::download(&ctx).await {
        Ok(file) => file,
        Err(AppError::SignInNeeded) => {
            let page = format!("/{}/my/data", locale.code()).parse().unwrap_or_default();
            Redirect::to(&Asked::of(&page, &parts.headers).sign_in_address()).into_response()
        }
        Err(error) => layers::show_error(&state, parts, ErrorPage::of(&error)).await,
    }
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

/// Readiness: the database answers and takes writers.
async fn ready(State(state): State<AppState>) -> Response {
    match state.ctx.db.probe().await {
        Ok(()) => "ready".into_response(),
        Err(failure) => {
            tracing::warn!(cause = ?failure, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
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
