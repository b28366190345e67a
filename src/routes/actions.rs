//! Form actions: a POST to the address of a page carries out the form on it.

use std::{convert::Infallible, future, net::SocketAddr};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodRouter, post},
};
use futures_util::stream;
use http_body_util::LengthLimitError;

use super::{
    MOST_BYTES, MOST_BYTES_WITH_FILE, layers,
    reader::{self, Cookies},
};
use crate::{
    auth,
    ground::{AppError, letters::is_impossible},
    state::AppState,
    ui::{
        FormFields, FormFile, FormRequest, FormState, Location, Redirect, Route,
        document::sign_in_address,
        error_page::ErrorPage,
        location::forwarded_for,
        site::{ActionHandler, PageHandler},
    },
};

/// Action of a route: the form is read and carried out, and the reader goes on; or its page comes back with the
/// problems.
pub(super) fn form_action(route: &Route, action: &ActionHandler) -> MethodRouter<AppState> {
    let (action, page, takes_file) = (action.clone(), route.page.clone(), route.takes_file);
    post(async move |State(state): State<AppState>, request: Request| {
        let cookies = Cookies::of(&request);
        let (parts, body) = request.into_parts();
        let fields = match read(&parts.headers, body, takes_file).await {
            Ok(fields) => fields,
            Err(status) => return status.into_response(),
        };
        let location = Location::of(&parts.uri, &parts.headers);
        if !location.says_locale {
            return StatusCode::NOT_FOUND.into_response();
        }
        let form = form_request(&state, &parts, &cookies, &location, fields.clone());
        match action(state.ctx.as_caller(cookies.caller()), form, parts.uri.path()).await {
            Ok(redirect) if redirect.to.is_empty() => show_again(&state, &parts, &cookies, fields, page.as_ref()).await,
            Ok(redirect) => go_on(&redirect),
            Err(error) => refuse(&state, &parts, &cookies, (fields, page.as_ref()), error).await,
        }
    })
}

async fn read(headers: &HeaderMap, body: Body, takes_file: bool) -> Result<FormFields, StatusCode> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if let Some(boundary) = multer::parse_boundary(kind).ok().filter(|_| takes_file) {
        let bytes = to_bytes(body, MOST_BYTES_WITH_FILE).await.map_err(unread)?;
        return read_parts(bytes, boundary).await.ok_or(StatusCode::BAD_REQUEST);
    }
    let bytes = to_bytes(body, MOST_BYTES).await.map_err(unread)?;
    if !kind.starts_with("application/x-www-form-urlencoded") && !bytes.is_empty() {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    Ok(FormFields::parse(&String::from_utf8_lossy(&bytes)))
}

/// Reads a form in several parts; `None`: it is not put together as it says. Of several files the last one counts, and an
/// empty one without a name is none.
async fn read_parts(bytes: Bytes, boundary: String) -> Option<FormFields> {
    let body = stream::once(future::ready(Ok::<_, Infallible>(bytes)));
    let mut parts = multer::Multipart::new(body, boundary);
    let (mut typed, mut file) = (Vec::new(), None);
    while let Some(part) = parts.next_field().await.ok()? {
        let name = part.name()?.to_owned();
        match part.file_name().map(str::to_owned) {
            Some(chosen) if name == "file" => {
                let bytes = part.bytes().await.ok()?;
                file = (!chosen.is_empty() || !bytes.is_empty()).then_some(FormFile { name: chosen, bytes });
            }
            Some(_) => {}
            None => typed.push((name, visible(&part.text().await.ok()?))),
        }
    }
    Some(FormFields::with_file(typed, file))
}

/// Text without the characters that can be in no text, as in fields that come in one piece.
fn visible(text: &str) -> String {
    text.chars().map(|letter| if is_impossible(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
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

fn form_request(
    state: &AppState,
    parts: &Parts,
    cookies: &Cookies,
    location: &Location,
    fields: FormFields,
) -> FormRequest {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let from = if state.behind_proxy { forwarded_for(&parts.headers).or(peer) } else { peer };
    let device = parts.headers.get(header::USER_AGENT).and_then(|device| device.to_str().ok()).unwrap_or_default();
    FormRequest {
        locale: location.locale,
        fields,
        from,
        session: cookies.known.as_ref().map(|known| known.session),
        token: cookies.token.clone(),
        signed_up: cookies.signed_up.clone(),
        device: device.to_owned(),
    }
}

/// Page of the form with what was typed, of which nothing is saved.
async fn show_again(
    state: &AppState,
    parts: &Parts,
    cookies: &Cookies,
    fields: FormFields,
    page: Option<&PageHandler>,
) -> Response {
    let Some(page) = page else { return StatusCode::NOT_FOUND.into_response() };
    let form = (FormState::unsaved(fields), Vec::new());
    let mut response = super::answer_page(state, parts, cookies, page, form).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn go_on(redirect: &Redirect) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, redirect.location());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = &redirect.session {
        reader::set_session(headers, cookie);
    }
    if let Some(browser) = &redirect.signed_up {
        reader::set_signed_up(headers, browser);
    }
    if !redirect.outcomes.is_empty() {
        reader::set_flash(headers, &redirect.outcomes, &redirect.to);
    }
    response
}

async fn refuse(
    state: &AppState,
    parts: &Parts,
    cookies: &Cookies,
    (fields, page): (FormFields, Option<&PageHandler>),
    error: AppError,
) -> Response {
    let wait = match error {
        AppError::TooMany { seconds } => Some(seconds),
        _ => None,
    };
    match (error, page) {
        (AppError::SignInNeeded, _) => save_until_sign_in(state, parts, cookies, &fields).await,
        (
            error @ (AppError::Invalid(_) | AppError::Conflict(_) | AppError::TooMany { .. } | AppError::Unavailable),
            Some(page),
        ) => {
            let form = FormState::refused(fields, error);
            let mut response = super::answer_page(state, parts, cookies, page, (form, Vec::new())).await;
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            if let Some(wait) = wait {
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
            }
            response
        }
        (error, _) => layers::show_error(state, parts, ErrorPage::of(&error)).await,
    }
}

/// Leads to the sign-in page; what was typed waits for the reader to come back.
async fn save_until_sign_in(state: &AppState, parts: &Parts, cookies: &Cookies, fields: &FormFields) -> Response {
    let location = Location::of(&parts.uri, &parts.headers);
    let mut response = go_on(&Redirect::to_own(sign_in_address(&location, &state.navigation)));
    let Some(session) = &cookies.token else { return response };
    match auth::save_form(&state.ctx, session, parts.uri.path(), &fields.without_secrets()).await {
        Ok(Some(token)) => reader::set_form(response.headers_mut(), &token),
        Ok(None) => {}
        // signing in still works; what was typed is lost, and the cause of a fault is in the log
        Err(error) => tracing::info!(?error, "a form that came late is not saved"),
    }
    response
}
