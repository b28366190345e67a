//! Documents for programs that prove a certificate: keys, issuer, achievements, status lists. What they hold is made by the
//! room `credentials`; here it is fetched from the registry and sent.

use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::service::published as service;
use crate::{
    credentials::{
        published::{self, STATUS_MINUTES},
        site::{AchievementDocument, Key, StatusList},
    },
    db::Ctx,
    ground::{AppError, address::Address},
};

/// Media types of what is sent.
const JSON: &str = "application/json";
const JSON_LD: &str = "application/ld+json";
const JWK: &str = "application/jwk+json";
const JWKS: &str = "application/jwk-set+json";
const VC_JWT: &str = "application/vc+jwt";
const COSE: &str = "application/cose";

/// Minutes for which keys may be taken from a cache, and those for what never changes.
const KEY_MINUTES: i64 = 60;
const FIXED_MINUTES: i64 = 60 * 24 * 365;

/// Answer of a kind that may be cached for some minutes; an error has no words, for programs read it.
fn answer(content: Result<Vec<u8>, AppError>, kind: &'static str, minutes: i64) -> Response {
    match content {
        Ok(content) => {
            let mut response = content.into_response();
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            if let Ok(rule) = HeaderValue::try_from(format!("public, max-age={}", minutes * 60)) {
                headers.insert(header::CACHE_CONTROL, rule);
            }
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
            headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
            response
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = status.into_response();
            if let AppError::Bug(incident) = error {
                response.extensions_mut().insert(incident);
            }
            response
        }
    }
}

fn json(document: Result<Value, AppError>) -> Result<Vec<u8>, AppError> {
    document.map(|document| document.to_string().into_bytes())
}

/// `GET /.well-known/did.json`
pub async fn did(State(ctx): State<Ctx>) -> Response {
    let document = service::issuer_and_keys(&ctx).await.map(|(issuer, keys)| published::did(&issuer, &keys));
    answer(json(document), JSON, KEY_MINUTES)
}

/// `GET /.well-known/jwks.json`
pub async fn jwks(State(ctx): State<Ctx>) -> Response {
    let document = service::issuer_and_keys(&ctx).await.map(|(issuer, keys)| published::jwks(&issuer, &keys));
    answer(json(document), JWKS, KEY_MINUTES)
}

/// `GET /keys/{id}`
pub async fn key(State(ctx): State<Ctx>, uri: Uri) -> Response {
    let document = async {
        let address = Key::from_path(uri.path()).ok_or(AppError::NotFound)?;
        let (issuer, keys) = service::issuer_and_keys(&ctx).await?;
        let key = keys.iter().find(|key| key.id == address.id).ok_or(AppError::NotFound)?;
        Ok(published::jwk(&issuer, key))
    };
    answer(json(document.await), JWK, FIXED_MINUTES)
}

/// `GET /issuer`
pub async fn issuer(State(ctx): State<Ctx>) -> Response {
    let document = service::issuer(&ctx).await.map(|issuer| published::issuer_profile(&issuer));
    answer(json(document), JSON_LD, KEY_MINUTES)
}

/// `GET /achievements/{code}`
pub async fn achievement(State(ctx): State<Ctx>, uri: Uri) -> Response {
    let document = async {
        let address = AchievementDocument::from_path(uri.path()).ok_or(AppError::NotFound)?;
        published::achievement(&mut ctx.read().await?, &address.code).await.map(String::into_bytes)
    };
    answer(document.await, JSON_LD, FIXED_MINUTES)
}

/// `GET /status`
pub async fn status_file(State(ctx): State<Ctx>) -> Response {
    answer(service::status_file(&ctx).await, COSE, STATUS_MINUTES)
}

/// `GET /status/{number}`
pub async fn status_list(State(ctx): State<Ctx>, uri: Uri) -> Response {
    let list = async {
        let address = StatusList::from_path(uri.path()).ok_or(AppError::NotFound)?;
        service::status_list(&ctx, address.number).await.map(String::into_bytes)
    };
    answer(list.await, VC_JWT, STATUS_MINUTES)
}
