//! `maman export`: the register with names and check codes, for the centre's own hands; the document or credential of one
//! certificate; and those of all of them, into a folder.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::{Value, json};

use super::{Config, Stop, open, print_bytes, progress::View, say};
use crate::{
    certificates::{
        model::Certificate,
        service as certificates,
        site::{DocumentForm, DocumentName},
    },
    courses::service as courses,
    db::Ctx,
    ground::ids::CourseId,
    i18n::text,
    programme::{Filter, service::ViewCache},
    reports::service as reports,
    settings::service as settings,
    sheets,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Kind of data to write out
    #[arg(value_enum)]
    kind: Kind,
    /// Registration number, of one certificate: `NRC-2026-00042`
    #[arg(required_if_eq("kind", "certificate"))]
    number: Option<String>,
    /// Format: csv or json for lists; pdf, jwt or json for one certificate; csv, json, pdf, xlsx or xml for figures
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// File to write to; standard output unless given. For `documents` it is a folder, which is made
    #[arg(long, required_if_eq("kind", "documents"))]
    out: Option<PathBuf>,
    /// View, of `figures`
    #[command(flatten)]
    view: View,
    /// Certificates after which `documents` ends
    #[arg(long, hide = true, default_value_t = usize::MAX)]
    most: usize,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Kind {
    Certificates,
    /// Document or credential of one certificate
    Certificate,
    /// Figure of the programme with its breakdowns, as the dashboard hands it out
    Figures,
    /// Documents and credentials of all certificates in force, made where they are not yet
    Documents,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Csv,
    Json,
    Pdf,
    Jwt,
    Xlsx,
    /// IATI 2.03
    Xml,
}

const COLUMNS: [&str; 12] = [
    "registration_number",
    "check_code",
    "surname",
    "given_name",
    "patronymic",
    "course",
    "academic_hours",
    "starts_on",
    "ends_on",
    "issued_on",
    "valid_until",
    "status",
];

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let ctx = open(config).await?;
    let written = match args.kind {
        Kind::Certificates => register(config, &ctx, args).await,
        Kind::Figures => figures(config, &ctx, args).await,
        Kind::Certificate => certificate(config, &ctx, args).await,
        Kind::Documents => {
            let done = documents(config, &ctx, args).await;
            ctx.db.close().await;
            return done;
        }
    };
    ctx.db.close().await;
    let bytes = written?;
    match &args.out {
        Some(file) => fs::write(file, bytes)
            .map_err(|error| Stop::Line(text!(config.locale(), cli.file_failed, why = error.to_string())))?,
        None => print_bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Figure of the programme in the language of the operator.
async fn figures(config: &Config, ctx: &Ctx, args: &Args) -> Result<Vec<u8>, Stop> {
    let format = match args.format {
        Some(Format::Csv) => reports::Format::Table,
        None | Some(Format::Json) => reports::Format::Json,
        Some(Format::Pdf) => reports::Format::Pdf,
        Some(Format::Xlsx) => reports::Format::Workbook,
        Some(Format::Xml) => reports::Format::Iati,
        Some(Format::Jwt) => return Err(Stop::Input(text!(config.locale(), cli.export_formats_of_figures))),
    };
    let mut tx = ctx.read().await?;
    let report = reports::report(&mut tx, &ViewCache::default(), args.view.query()?, Filter::default()).await?;
    let centre = settings::current(&mut tx).await?;
    Ok(format.write(config.locale(), &report, &centre)?)
}

/// Document or credential of one certificate.
async fn certificate(config: &Config, ctx: &Ctx, args: &Args) -> Result<Vec<u8>, Stop> {
    let form = match args.format {
        None | Some(Format::Pdf) => DocumentForm::Pdf,
        Some(Format::Jwt) => DocumentForm::Jwt,
        Some(Format::Json) => DocumentForm::Json,
        Some(Format::Csv | Format::Xlsx | Format::Xml) => {
            return Err(Stop::Input(text!(config.locale(), cli.export_formats_of_one)));
        }
    };
    let number = args.number.as_deref().unwrap_or_default();
    Ok(certificates::document(ctx, number, form).await?.bytes)
}

/// Documents and credentials of all certificates, each in a file of its own.
async fn documents(config: &Config, ctx: &Ctx, args: &Args) -> Result<ExitCode, Stop> {
    let failed = |error: std::io::Error| Stop::Line(text!(config.locale(), cli.file_failed, why = error.to_string()));
    let folder = args.out.as_deref().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(failed)?;
    let mut count = 0;
    let write = |document: certificates::CertificateDocument| {
        count += u32::from(document.form == DocumentForm::Pdf);
        let name = DocumentName { number: document.number.to_string(), form: document.form };
        fs::write(folder.join(name.to_string().replace('/', "-")), document.bytes).map_err(failed)
    };
    certificates::each_document(ctx, args.most, write).await?;
    say!("{}", text!(config.locale(), cli.documents_written, count = count));
    Ok(ExitCode::SUCCESS)
}

/// Register with names and check codes.
async fn register(config: &Config, ctx: &Ctx, args: &Args) -> Result<Vec<u8>, Stop> {
    let mut tx = ctx.read().await?;
    let courses: HashMap<CourseId, String> =
        courses::list(&mut tx).await?.into_iter().map(|(id, course)| (id, course.code)).collect();
    let today = ctx.clock.today();
    let rows: Vec<[String; 12]> =
        certificates::register(&mut tx).await?.iter().map(|certificate| row(certificate, &courses, today)).collect();
    match args.format {
        Some(Format::Json) => {
            let named = |row: &[String; 12]| -> serde_json::Map<_, _> {
                let fields =
                    COLUMNS.iter().zip(row).map(|(name, value)| ((*name).to_owned(), document_value(name, value)));
                fields.collect()
            };
            Ok(format!("{}\n", json!(rows.iter().map(named).collect::<Vec<_>>())).into_bytes())
        }
        None | Some(Format::Csv) => {
            let heading = COLUMNS.map(str::to_owned);
            let lines = std::iter::once(&heading[..]).chain(rows.iter().map(|row| &row[..]));
            Ok(sheets::csv(b',', lines)?)
        }
        Some(Format::Pdf | Format::Jwt | Format::Xlsx | Format::Xml) => {
            Err(Stop::Input(text!(config.locale(), cli.export_formats_of_list)))
        }
    }
}

/// Value of a column for programs: hours are a number, all else is text.
fn document_value(column: &str, cell: &str) -> Value {
    match cell.parse::<i32>() {
        Ok(number) if column == "academic_hours" => number.into(),
        _ => cell.into(),
    }
}

fn row(certificate: &Certificate, courses: &HashMap<CourseId, String>, today: chrono::NaiveDate) -> [String; 12] {
    let printed = &certificate.printed;
    [
        certificate.registration_number.to_string(),
        certificate.check_code.to_string(),
        printed.holder.surname.clone(),
        printed.holder.given_name.clone(),
        printed.holder.patronymic.clone().unwrap_or_default(),
        courses.get(&printed.course).cloned().unwrap_or_default(),
        printed.academic_hours.to_string(),
        printed.starts_on.to_string(),
        printed.ends_on.to_string(),
        printed.issued_on.to_string(),
        printed.valid_until.map(|day| day.to_string()).unwrap_or_default(),
        certificate.validity().status_on(today).as_str().to_owned(),
    ]
}
