//! Certificate: A4 landscape, one page.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{
    parts::{
        Attachment, DocumentError, FunderMark, Letterhead, Pdf, Signatory, in_all, letterhead, signatories, texts,
        trio, words,
    },
    qr,
    render::{Draft, render},
    wording::{around, capitalized},
};
use crate::{
    ground::{Locale, Localized},
    i18n::{dates, text},
};

/// Facts of a certificate, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateSheet {
    pub number: String,
    pub check_code: String,
    /// Short address of the check page, as people type it: `maman.example/v/4H7K-Q2MX-9RDT`.
    pub address: String,
    /// Whole text of the QR code: the short address and, behind `#`, a signed statement. In upper case it takes less
    /// room.
    pub qr: String,
    pub holder: String,
    pub title: Localized,
    pub academic_hours: u32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    /// Last day of validity; none for one without expiry.
    pub valid_until: Option<NaiveDate>,
    pub letterhead: Letterhead,
    /// People who sign: two at most. Without any there is an empty line to sign on.
    pub signatories: Vec<Signatory>,
    /// Marks of those who pay; without any nothing is printed.
    pub funders: Vec<FunderMark>,
    /// True for a second print of the same certificate, which says so.
    pub is_duplicate: bool,
    /// Number of the certificate that this one was issued in place of.
    pub replaces: Option<String>,
    /// Files inside the PDF; a print file of several has none.
    pub attachments: Vec<Attachment>,
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Makes a certificate.
pub fn certificate(sheet: &CertificateSheet) -> Result<Pdf, DocumentError> {
    let title = format!("{} {}", text!(Locale::Kk, documents.certificate), sheet.number);
    let mut files = BTreeMap::new();
    let attached = attached(&sheet.attachments, &mut files);
    let data = json!({
        "title": title,
        "description": sheet.title.pick(Locale::Kk).0,
        "sheets": [page(sheet, 0, &mut files)?],
        "attachments": attached,
        "words": fixed_texts(),
    });
    let ident = format!("certificate {}", sheet.number);
    render(Draft { template: "certificate.typ", ident, data, files, made_at: sheet.made_at })
}

/// Pages of one print file, which take up to one megabyte of memory each while they are set. More are several files.
pub const PAGES_OF_A_PRINT_FILE: usize = 250;

/// Makes one file for printing many certificates, a page each: at most [`PAGES_OF_A_PRINT_FILE`].
pub fn certificates(sheets: &[CertificateSheet]) -> Result<Pdf, DocumentError> {
    let mut files = BTreeMap::new();
    let pages: Vec<Value> =
        (0..).zip(sheets).map(|(number, sheet)| page(sheet, number, &mut files)).collect::<Result<_, _>>()?;
    let data = json!({
        "title": text!(Locale::Kk, documents.certificates),
        "description": "",
        "sheets": pages,
        "attachments": [],
        "words": fixed_texts(),
    });
    let numbers: Vec<&str> = sheets.iter().map(|sheet| sheet.number.as_str()).collect();
    let made_at = sheets.iter().map(|sheet| sheet.made_at).max().unwrap_or_default();
    let ident = format!("certificates {}", numbers.join(" "));
    render(Draft { template: "certificate.typ", ident, data, files, made_at })
}

fn page(
    sheet: &CertificateSheet,
    number: usize,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Value, DocumentError> {
    let qr_file = format!("qr/{number}.svg");
    files.insert(qr_file.clone(), qr::svg(&sheet.qr)?.into_bytes());
    let valid_until = sheet.valid_until.map(dates::short);
    let replaces = sheet
        .replaces
        .as_ref()
        .map(|number| trio(&in_all(|locale| text!(locale, documents.replaces, number = number))));
    Ok(json!({
        "number": sheet.number,
        "code": sheet.check_code,
        "address": sheet.address,
        "qr": qr_file,
        "qr_says": text!(Locale::Kk, documents.qr, address = sheet.address),
        "holder": sheet.holder,
        "sentences": Locale::ALL.map(|locale| sentence(locale, sheet)),
        "issued": dates::short(sheet.issued_on),
        "valid_until": valid_until,
        "head": letterhead(&sheet.letterhead),
        "signatories": signatories(&sheet.signatories),
        "funders": funders(&sheet.funders, files)?,
        "duplicate": sheet.is_duplicate,
        "replaces": replaces,
    }))
}

/// Sentence of one language: days, course and hours, with the course set apart.
fn sentence(locale: Locale, sheet: &CertificateSheet) -> Value {
    let days = capitalized(&dates::during(locale, sheet.starts_on, sheet.ends_on));
    let hours = text!(locale, documents.volume, count = sheet.academic_hours);
    let [before, after] =
        around(|place| text!(locale, documents.completed, days = days, course = place, hours = hours));
    let (title, written_in) = sheet.title.pick(locale);
    json!({ "lang": locale.code(), "before": before, "course": words(written_in, title), "after": after })
}

/// Files of the marks of those who pay. The same picture is one file, on whatever page it stands.
fn funders(funders: &[FunderMark], files: &mut BTreeMap<String, Vec<u8>>) -> Result<Value, DocumentError> {
    let mut marks = Vec::new();
    for funder in funders {
        let format = picture_format(&funder.picture).ok_or(DocumentError::UnknownPicture)?;
        let known = files.iter().find(|(path, bytes)| path.starts_with("funders/") && **bytes == funder.picture);
        let path = if let Some((path, _)) = known {
            path.clone()
        } else {
            let path = format!("funders/{}.{format}", files.keys().filter(|path| path.starts_with("funders/")).count());
            files.insert(path.clone(), funder.picture.clone());
            path
        };
        marks.push(json!({ "name": funder.name, "file": path }));
    }
    Ok(Value::Array(marks))
}

fn picture_format(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some("png");
    }
    let text = std::str::from_utf8(bytes).ok()?;
    text.contains("<svg").then_some("svg")
}

fn attached(attachments: &[Attachment], files: &mut BTreeMap<String, Vec<u8>>) -> Value {
    let mut list = Vec::new();
    for (number, attachment) in attachments.iter().enumerate() {
        let path = format!("attachments/{number}");
        files.insert(path.clone(), attachment.bytes.clone());
        list.push(json!({
            "name": attachment.name,
            "file": path,
            "media_type": attachment.media_type,
            "description": attachment.description,
        }));
    }
    Value::Array(list)
}

/// Words that are the same on every certificate.
fn fixed_texts() -> Value {
    texts!(
        documents.certificate,
        documents.awarded,
        documents.number,
        documents.code,
        documents.issued,
        documents.valid_until,
        documents.validity,
        documents.no_expiry,
        documents.duplicate,
        documents.seal,
        documents.bin
    )
}
