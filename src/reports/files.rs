//! Files of a view: what is on the screen, to be taken along.

use axum::response::Response;

use super::{
    formats::{self, Format},
    service::{self, Report},
    site::{self, FileOfEdition},
};
use crate::{
    db::Failure,
    documents,
    ground::{AppError, work},
    programme::{query, service as programme, service::ViewCache},
    settings,
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

/// `GET /{l}/dashboard/export.{xlsx,csv,pdf,xml,json}`.
pub async fn export(mut request: PageRequest, views: ViewCache, format: Format) -> Result<Response, AppError> {
    let (locale, report) = (request.locale, report(&mut request, &views).await?);
    let centre = settings::service::current(request.tx().await?).await?;
    let name = file_name(&report, format.as_str());
    let bytes = work::blocking(move || format.write(locale, &report, &centre)).await??;
    Ok(attachment(bytes, format.media_type(), &name))
}

/// `GET /{l}/dashboard/charts/{chart}`.
pub async fn picture(
    mut request: PageRequest,
    address: site::ChartPicture,
    views: ViewCache,
) -> Result<Response, AppError> {
    let (locale, report) = (request.locale, report(&mut request, &views).await?);
    let file = address.chart;
    let name = format!("{}-{file}", report.view.phase.code);
    let made = work::blocking(move || {
        let svg = formats::picture(locale, &report, file.chart);
        if file.as_pixels { documents::png(&svg) } else { Ok(svg.into_bytes()) }
    });
    let bytes = made.await?.map_err(|error| AppError::from(Failure::Unreadable(error.to_string())))?;
    Ok(attachment(bytes, if file.as_pixels { "image/png" } else { "image/svg+xml" }, &name))
}

/// `GET /{l}/dashboard/evidence.zip`.
pub async fn evidence(mut request: PageRequest, views: ViewCache) -> Result<Response, AppError> {
    let report = report(&mut request, &views).await?;
    let bytes = service::pack(request.tx().await?, &report).await?;
    Ok(attachment(bytes, "application/zip", &file_name(&report, "zip")))
}

/// `GET /{l}/dashboard/editions/files/{file}`.
pub async fn of_edition(mut request: PageRequest, address: site::EditionFile) -> Result<Response, AppError> {
    let FileOfEdition { edition, name } = &address.edition_file;
    let bytes = service::editions::file(request.tx().await?, *edition, name).await?;
    let format = name.rsplit('.').next().and_then(|ending| ending.parse::<Format>().ok());
    let kind = format.map_or("application/zip", Format::media_type);
    Ok(attachment(bytes, kind, &address.edition_file.to_string()))
}

/// `GET /{l}/figures.csv`: public figures, an empty cell for each hidden one.
pub async fn figures(mut request: PageRequest, _: site::FiguresFile) -> Result<Response, AppError> {
    let (locale, wanted) = (request.locale, request.field(query::PHASE).map(ToOwned::to_owned));
    let (_, latest) = service::public::published(request.tx().await?, wanted.as_deref()).await?;
    let (phase, publication) = latest.ok_or(AppError::NotFound)?;
    let bytes = formats::public_table(locale, &publication)?;
    Ok(attachment(bytes, "text/csv; charset=utf-8", &format!("{}-figures.csv", phase.code)))
}
