//! Files for the reader: their data, and their transcript as a document.

use axum::response::Response;

use super::{service, site};
use crate::{
    ground::AppError,
    ui::{PageRequest, attachment},
};

/// `GET /{l}/my/transcript.pdf`: all that the caller has finished, as a document.
pub async fn transcript(mut request: PageRequest, _: site::TranscriptFile) -> Result<Response, AppError> {
    let pdf = service::transcript_document(request.tx().await?).await?;
    Ok(attachment(pdf.bytes, "application/pdf", "transcript.pdf"))
}

/// `GET /{l}/my/data/download`: all stored data about the caller, as a file named after the day.
pub async fn download(mut request: PageRequest, _: site::DataFile) -> Result<Response, AppError> {
    let tx = request.tx().await?;
    let (export, today) = (service::export(tx).await?, tx.today());
    let file = format!("{export:#}");
    let name = format!("maman-data-{today}.json");
    Ok(attachment(file.into_bytes(), "application/json; charset=utf-8", &name))
}
