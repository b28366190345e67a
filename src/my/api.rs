//! Data of the reader as a file.

use axum::response::Response;

use super::service;
use crate::{db::Ctx, ground::AppError, ui::attachment};

/// `GET /{l}/my/data/download`: all stored data about the caller, as a file named after the day.
pub async fn download(ctx: &Ctx) -> Result<Response, AppError> {
    let mut tx = ctx.read().await?;
    let (export, today) = (service::export(&mut tx).await?, tx.today());
    let file = format!("{export:#}");
    let name = format!("maman-data-{today}.json");
    Ok(attachment(file.into_bytes(), "application/json; charset=utf-8", &name))
}
