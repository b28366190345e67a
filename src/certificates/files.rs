//! Files of certificates: documents and credentials, a run's archive and print file.

use std::io::{Cursor, Write as _};

use axum::{
    http::{HeaderValue, header},
    response::Response,
};
use chrono::NaiveDate;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    model::{Certificate, filter::RegisterFilter},
    pages,
    service::{self, CertificateDocument},
    site::{self, DocumentForm},
};
use crate::{
    db::Failure,
    enrollments::service as enrollments,
    ground::{AppError, Locale, work},
    i18n::text,
    sheets::{self, WrittenCell, WrittenColumn},
    ui::{PageRequest, attachment},
};

const PDF: &str = "application/pdf";
/// Field that says which of several print files is meant.
pub const PART: &str = "part";

/// Media type of a form (VC-JOSE-COSE, Open Badges 3.0).
const fn media_type(form: DocumentForm) -> &'static str {
    match form {
        DocumentForm::Pdf => PDF,
        DocumentForm::Jwt => "application/vc+jwt",
        DocumentForm::Json => "application/vc+ld+json",
    }
}

fn file_name(document: &CertificateDocument) -> String {
    format!("{}.{}", document.number, document.form.as_str())
}

fn answer(document: CertificateDocument) -> Response {
    let name = file_name(&document);
    attachment(document.bytes, media_type(document.form), &name)
}

/// `GET /{l}/my/certificates/{number}.pdf`, `.jwt`, `.json`.
pub async fn own_document(request: PageRequest, address: site::OwnDocument) -> Result<Response, AppError> {
    let name = address.number;
    Ok(answer(service::own_document(request.ctx(), &name.number, name.form).await?))
}

/// `GET /{l}/staff/certificates/{number}.pdf`, `.jwt`, `.json`.
pub async fn document(request: PageRequest, address: site::StaffDocument) -> Result<Response, AppError> {
    let name = address.number;
    Ok(answer(service::document(request.ctx(), &name.number, name.form).await?))
}

/// `GET /{l}/staff/certificates/{number}/duplicate.pdf`: a second print.
pub async fn duplicate(request: PageRequest, address: site::Duplicate) -> Result<Response, AppError> {
    let document = service::duplicate(request.ctx(), &address.number).await?;
    Ok(attachment(document.bytes, PDF, &format!("{}-duplicate.pdf", document.number)))
}

/// `GET /{l}/staff/runs/{run}/certificates.zip`: the documents of a run, a file each.
pub async fn archive(mut request: PageRequest, address: site::RunArchive) -> Result<Response, AppError> {
    let run = enrollments::run_for_staff(request.tx().await?, address.run.as_str()).await?;
    let documents = service::run_documents(request.ctx(), run.id).await?;
    if documents.is_empty() {
        return Err(AppError::NotFound);
    }
    let bytes = archived(&documents).map_err(|error| Failure::Unreadable(error.to_string()))?;
    Ok(attachment(bytes, "application/zip", &format!("{}.zip", run.run.code)))
}

/// Archive of documents; they are compressed already.
fn archived(documents: &[CertificateDocument]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for document in documents {
        archive.start_file(file_name(document), options)?;
        archive.write_all(&document.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// `GET /{l}/staff/runs/{run}/certificates.pdf`: the certificates of a run in one file, to be printed and not saved.
pub async fn print_file(mut request: PageRequest, address: site::PrintFile) -> Result<Response, AppError> {
    let part = match request.field(PART) {
        None => 1,
        Some(part) => part.parse().map_err(|_| AppError::NotFound)?,
    };
    let run = enrollments::run_for_staff(request.tx().await?, address.run.as_str()).await?;
    let pdf = service::print_file(request.ctx(), run.id, part).await?;
    Ok(shown(attachment(pdf.bytes, PDF, &format!("{}.pdf", run.run.code))))
}

/// `GET /{l}/staff/runs/{run}/order.pdf`: the order by which the certificates of a run are issued.
pub async fn order(mut request: PageRequest, address: site::Order) -> Result<Response, AppError> {
    let tx = request.tx().await?;
    let run = enrollments::run_for_staff(tx, address.run.as_str()).await?;
    let pdf = service::order(tx, &run).await?;
    Ok(attachment(pdf.bytes, PDF, &format!("{}-order.pdf", run.run.code)))
}

/// `GET /{l}/staff/journals/{year}`: the paper book of a year.
pub async fn journal(mut request: PageRequest, address: site::Journal) -> Result<Response, AppError> {
    let pdf = service::journal(request.tx().await?, address.year).await?;
    Ok(attachment(pdf.bytes, PDF, &format!("journal-{}.pdf", address.year)))
}

/// `GET /{l}/staff/certificates.xlsx`: the register as it is filtered.
pub async fn register(mut request: PageRequest, _: site::RegisterFile) -> Result<Response, AppError> {
    let (locale, today) = (request.locale, request.today());
    let filter = RegisterFilter::read(|name| request.field(name).unwrap_or_default());
    let certificates = service::search_all(request.tx().await?, &filter).await?;
    let columns = [
        (text!(locale, certificates.number), 18),
        (text!(locale, certificates.name_printed), 38),
        (text!(locale, certificates.course), 50),
        (text!(locale, certificates.volume), 8),
        (text!(locale, certificates.days_from), 12),
        (text!(locale, certificates.days_to), 12),
        (text!(locale, certificates.issued_on), 12),
        (text!(locale, certificates.validity), 12),
        (text!(locale, certificates.state), 14),
    ]
    .map(|(heading, width)| WrittenColumn { heading, width });
    let rows: Vec<_> = certificates.iter().map(|one| row(locale, one, today)).collect();
    let bytes = work::blocking(move || {
        sheets::workbook(&[sheets::WrittenSheet {
            name: text!(locale, layout.certificates),
            columns: columns.into(),
            rows,
        }])
    })
    .await??;
    Ok(attachment(bytes, sheets::XLSX, &format!("certificates-{today}.xlsx")))
}

fn row(locale: Locale, one: &Certificate, today: NaiveDate) -> Vec<WrittenCell> {
    let printed = &one.printed;
    let text = |text: &str| WrittenCell::Text(text.to_owned());
    let day = |day: Option<NaiveDate>| day.map_or(WrittenCell::Empty, WrittenCell::Day);
    vec![
        text(one.registration_number.as_str()),
        if one.is_erased() { text(&text!(locale, certificates.erased)) } else { text(&printed.holder.full()) },
        text(printed.title.pick(locale).0),
        WrittenCell::Number(printed.academic_hours),
        day(Some(printed.starts_on)),
        day(Some(printed.ends_on)),
        day(Some(printed.issued_on)),
        day(printed.valid_until),
        text(&pages::status_name(locale, one.validity().status_on(today))),
    ]
}

/// File that a browser shows instead of saving it.
pub(super) fn shown(mut response: Response) -> Response {
    response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
    response
}
