//! Data of the reader as a file.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::service;
use crate::{db::Ctx, ground::AppError};

/// `GET /{l}/my/data/download`: all stored data about the caller, as a file named after the day.
pub async fn download(ctx: &Ctx) -> Result<Response, AppError> {
    let mut tx = ctx.read().await?;
    let (export, today) = (service::export(&mut tx).await?, tx.today());
    let file = format!("{export:#}");
    let disposition = format!("attachment; filename=\"maman-data-{today}.json\"");
    let mut response = file.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
