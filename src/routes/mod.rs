//! Routes that are not pages, and the order of the layers around all of them.
//!
//! From the outside in: entrance, panic catcher, request id, log line, caching, error pages, panic catcher once more (a
//! panic of a page gets an error page, a panic of that page a bare answer), limits, cross-site check, headers,
//! compression, language cookie, the reader.

mod actions;
mod layers;
mod reader;
mod robots;

use std::time::Duration;

use any_spawner::Executor;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get},
};
use memory_serve::CacheControl;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use self::{actions::form_action, layers::ShortId, reader::Cookies};
use crate::{
    audit, certificates, courses, credentials,
    db::Failure,
    ground::{AppError, address::Address, clock::day_of},
    programme, sheets,
    state::AppState,
    ui::{
        FormState, Location, PageRequest,
        document::sign_in_address,
        error_page::ErrorPage,
        kept,
        location::{split_locale, wished_locale},
        site::{FileHandler, FileRequest, KeptFor, PageHandler},
    },
};

/// Largest body in bytes without a file: more than any form of these pages sends.
const MOST_BYTES: usize = 64 * 1024;
/// Largest body in bytes with a file. A file that is somewhat too large is refused beside its field.
const MOST_BYTES_WITH_FILE: usize = sheets::limits::FILE_BYTES + 1024 * 1024;
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Web side of the product, as a whole.
pub fn router(state: AppState) -> Router {
    // what leptos runs beside a page runs on this runtime; a second router of one process finds that said already
    drop(Executor::init_tokio());
    let pages = state.routes.iter().fold(Router::new(), |router, route| {
        let router = match (&route.page, &route.file) {
            (None, None) => router,
            (page, file) => router.route(route.pattern, get_method(page.clone(), file.clone(), route.kept_for)),
        };
        match &route.action {
            Some(action) => router.route(route.pattern, form_action(route, action)),
            None => router,
        }
    });
    let api = Router::new()
        .route(in_api::<programme::site::ProgressApi>(), get(programme::api::progress))
        .route(in_api::<certificates::site::CertificateApi>(), get(certificates::api::certificate))
        .fallback(api_not_found)
        .method_not_allowed_fallback(api_method_not_allowed);
    let assets = memory_serve::load!()
        .index_file(None)
        .cache_control(CacheControl::Long)
        .add_alias("/favicon.ico", concat!("/", env!("MAMAN_PKG"), "/favicon.svg"))
        // its place says what it may answer for
        .add_alias("/sw.js", concat!("/", env!("MAMAN_PKG"), "/sw.js"))
        .into_router();

    Router::new()
        .route("/", get(start))
        .route(certificates::site::ShortVerify::PATTERN, get(short_check))
        .route(courses::site::CalendarFile::PATTERN, get(courses::api::calendar))
        .merge(published())
        .nest(API, api)
        .merge(pages)
        .layer(middleware::from_fn_with_state(state.clone(), reader::identify))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/robots.txt", get(async |State(state): State<AppState>| robots::robots(&state.routes)))
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .fallback(nowhere)
        // from the inside out; the assets come compressed
        .layer(middleware::from_fn(layers::remember_locale))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .merge(assets)
        .layer(middleware::from_fn(layers::headers))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(state.clone(), layers::limit_bodies))
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

/// Documents for programs that prove a certificate.
fn published() -> Router<AppState> {
    use certificates::published as documents;
    use credentials::site;
    Router::new()
        .route(site::DidDocument::PATTERN, get(documents::did))
        .route(site::Jwks::PATTERN, get(documents::jwks))
        .route(site::Key::PATTERN, get(documents::key))
        .route(site::IssuerProfile::PATTERN, get(documents::issuer))
        .route(site::AchievementDocument::PATTERN, get(documents::achievement))
        .route(site::StatusFileAddress::PATTERN, get(documents::status_file))
        .route(site::StatusList::PATTERN, get(documents::status_list))
}

/// Beginning of the addresses for programs.
const API: &str = "/api/v1";

/// Pattern of an address for programs behind `API`.
fn in_api<A: Address>() -> &'static str {
    A::PATTERN.strip_prefix(API).unwrap_or(A::PATTERN)
}

/// Method that answers with the page of an address, or with the file that its path names. A page may be
/// kept until the registry changes.
fn get_method(page: Option<PageHandler>, file: Option<FileHandler>, kept_for: KeptFor) -> MethodRouter<AppState> {
    get(async move |State(state): State<AppState>, request: Request| {
        let cookies = Cookies::of(&request);
        let (parts, _) = request.into_parts();
        let path = parts.uri.path();
        if let Some(file) = &file
            && let Some(response) = answer_file(&state, &parts, &cookies, file).await
        {
            return response;
        }
        let Some(page) = &page else { return StatusCode::NOT_FOUND.into_response() };
        if let Some(key) = key_of(kept_for, &parts, &cookies)
            && let Ok(now) = state_now(&state).await
        {
            if let Some(response) = state.pages.find(&key, now, &parts) {
                return response;
            }
            let response = answer_page(&state, &parts, &cookies, page, Default::default()).await;
            return state.pages.keep(key, now, response, &parts).await;
        }
        // a request for the head alone shows no form and reports nothing
        let (restored, outcomes) = match parts.method {
            Method::GET => (cookies.restored_form(&state, path).await, cookies.outcomes(path)),
            _ => (None, Vec::new()),
        };
        let (is_restored, has_reported) = (restored.is_some(), !outcomes.is_empty());
        let mut response = answer_page(&state, &parts, &cookies, page, (restored.unwrap_or_default(), outcomes)).await;
        if is_restored {
            reader::remove_form(response.headers_mut());
        }
        if has_reported {
            reader::remove_flash(response.headers_mut());
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
        response
    })
}

/// State of the registry now. It is read before a page is made of it: a page made while something changes is then taken for
/// one of before, and made again.
async fn state_now(AppState { ctx, pages, .. }: &AppState) -> Result<kept::State, Failure> {
    let today = day_of(ctx.clock.now());
    let commits = ctx.db.commits();
    if let Some(lines) = commits.and_then(|commits| pages.lines_at(commits)) {
        return Ok(kept::State { lines, today });
    }
    let lines = audit::head(&mut ctx.autocommit().await?).await?.lines;
    if let Some(commits) = commits {
        pages.note_lines(commits, lines);
    }
    Ok(kept::State { lines, today })
}

/// Key of a page for a reader; `None`: this one gets a page that is not kept.
fn key_of(kept_for: KeptFor, parts: &Parts, cookies: &Cookies) -> Option<kept::Key> {
    let is_read = matches!(parts.method, Method::GET | Method::HEAD);
    let session = match kept_for {
        KeptFor::Nobody => return None,
        KeptFor::Visitors => cookies.is_empty().then_some(None)?,
        KeptFor::EachReader => Some(cookies.with_nothing_to_report()?),
    };
    let address = parts.uri.path_and_query().filter(|_| is_read)?.to_string();
    Some(kept::Key { address, session })
}

/// Answers with a page, given its form and the outcome of the form before it.
async fn answer_page(
    state: &AppState,
    parts: &Parts,
    cookies: &Cookies,
    page: &PageHandler,
    (form, outcomes): (FormState, Vec<String>),
) -> Response {
    let location = Location::of(&parts.uri, &parts.headers);
    let frame = state.frame(location.clone(), cookies.reader(), form.clone()).await;
    // the router takes any word for a language; with a strange one there is no such page
    if !location.says_locale {
        return frame.answer(async { Err(AppError::NotFound) }).await;
    }
    let ctx = state.ctx.as_caller(cookies.caller());
    let mut request = PageRequest::new(ctx, location, cookies.reader(), state.site);
    request.form = form;
    request.outcomes = outcomes;
    frame.answer(page(request, parts.uri.path())).await
}

/// Answers with the file at a path; `None`: the path names no file. A reader who is to sign in first comes back to the
/// page that the file is fetched from.
async fn answer_file(state: &AppState, parts: &Parts, cookies: &Cookies, file: &FileHandler) -> Option<Response> {
    let location = Location::of(&parts.uri, &parts.headers);
    if !location.says_locale {
        return None;
    }
    let ctx = state.ctx.as_caller(cookies.caller());
    let request = PageRequest::new(ctx, location, cookies.reader(), state.site);
    let FileRequest { answer, page } = file(request, parts.uri.path())?;
    Some(match answer.await {
        Ok(file) => file,
        Err(AppError::SignInNeeded) => {
            let location = Location::of(&page.parse().unwrap_or_default(), &parts.headers);
            Redirect::to(&sign_in_address(&location, &state.navigation)).into_response()
        }
        Err(error) => layers::show_error(state, parts, ErrorPage::of(&error)).await,
    })
}

/// `/` leads to the start page in the reader's language.
async fn start(headers: HeaderMap) -> Response {
    in_wished_locale(&headers, &programme::site::Home)
}

/// Short form that is printed as a QR code.
async fn short_check(uri: Uri, headers: HeaderMap) -> Response {
    match certificates::site::ShortVerify::from_path(uri.path()) {
        Some(short) => in_wished_locale(&headers, &certificates::site::Verify::of(short.code)),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn in_wished_locale(headers: &HeaderMap, address: &impl Address) -> Response {
    let address = address.path(wished_locale(headers));
    let headers = [(header::VARY, "accept-language, cookie"), (header::CACHE_CONTROL, "no-store")];
    (headers, Redirect::temporary(&address)).into_response()
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

/// Answer for an address that is no page; one that only ends in a slash too many leads to the page it means.
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
