//! Data of the reader as a file.

use axum::response::Response;

use super::{service, site};
use crate::{
    ground::AppError,
    ui::{PageRequest, attachment},
};

/// `GET /{l}/my/data/download`: all stored data about the caller, as a file named after the day.
pub async fn download(mut request: PageRequest, _: site::DataFile) -> Result<Response, AppError> {
    let tx = request.tx().await?;
    let (export, today) = (service::export(tx).await?, tx.today());
    let file = format!("{export:#}");
    let name = format!("maman-data-{today}.json");
    Ok(attachment(file.into_bytes(), "application/json; charset=utf-8", &name))
}
