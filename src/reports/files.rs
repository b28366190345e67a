//! Files of a view: what is on the screen, to be taken along.

use axum::response::Response;

use super::{
    formats,
    service::{self, Report},
};
use crate::{
    ground::{AppError, work},
    programme::{query, service as programme, service::ViewCache},
    sheets,
    ui::{PageRequest, attachment},
};

/// Report of the view that the address names.
async fn report(request: &mut PageRequest, views: &ViewCache) -> Result<Report, AppError> {
    let (location, today) = (request.location.clone(), request.today());
    let tx = request.tx().await?;
    let choices = programme::choices(tx).await?;
    let (query, filter) = query::read(&location, &choices, today)?;
    let filter = crate::programme::Filter { month: None, all_certificates: false, ..filter };
    service::report(tx, views, query, filter).await
}

/// Name of a file: the phase and the day.
fn file_name(report: &Report, ending: &str) -> String {
    format!("{}-{}.{ending}", report.view.phase.code, report.view.as_of)
}

/// `GET /{l}/dashboard/export.xlsx`.
pub async fn workbook(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let (locale, report) = (request.locale, report(&mut request, &views).await?);
    let name = file_name(&report, "xlsx");
    let bytes = work::blocking(move || formats::workbook(locale, &report)).await??;
    Ok(attachment(bytes, sheets::XLSX, &name))
}

/// `GET /{l}/dashboard/export.csv`.
pub async fn table(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let report = report(&mut request, &views).await?;
    let bytes = formats::table(request.locale, &report)?;
    Ok(attachment(bytes, "text/csv; charset=utf-8", &file_name(&report, "csv")))
}

/// `GET /{l}/dashboard/export.xml`.
pub async fn iati(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let report = report(&mut request, &views).await?;
    let settings = crate::settings::service::current(request.tx().await?).await?;
    let bytes = formats::iati(&report, &settings)?;
    Ok(attachment(bytes, "application/xml", &file_name(&report, "xml")))
}

/// `GET /{l}/dashboard/export.json`.
pub async fn json(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let report = report(&mut request, &views).await?;
    let bytes = report.document().to_string().into_bytes();
    Ok(attachment(bytes, "application/json", &file_name(&report, "json")))
}

/// `GET /{l}/dashboard/evidence.zip`.
pub async fn evidence(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let report = report(&mut request, &views).await?;
    let bytes = service::pack(request.tx().await?, &report).await?;
    Ok(attachment(bytes, "application/zip", &file_name(&report, "zip")))
}
