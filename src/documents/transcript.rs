//! Transcript: all that a person has finished, A4 portrait.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::{
    parts::{DocumentError, Letterhead, Pdf, Signatory, in_all, letterhead, signatories, texts, trio},
    render::{Draft, render},
};
use crate::{
    ground::Localized,
    i18n::{dates, text},
};

/// Facts of a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptSheet {
    pub holder: String,
    pub rows: Vec<TranscriptRow>,
    /// Address at which a check code can be typed.
    pub check_address: String,
    pub letterhead: Letterhead,
    /// People who sign; without any there is an empty line to sign on.
    pub signatories: Vec<Signatory>,
    pub made_on: NaiveDate,
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Course in a transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranscriptRow {
    pub title: Localized,
    pub academic_hours: u32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub result: CourseResult,
    /// Number and check code, where there is a certificate.
    pub certificate: Option<(String, String)>,
}

/// Result of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CourseResult {
    Completed,
    NotCompleted,
    NoShow,
}

/// Makes the transcript of a person.
pub fn transcript(sheet: &TranscriptSheet) -> Result<Pdf, DocumentError> {
    let sum: u32 =
        sheet.rows.iter().filter(|row| row.result == CourseResult::Completed).map(|row| row.academic_hours).sum();
    let data = json!({
        "head": letterhead(&sheet.letterhead),
        "holder": sheet.holder,
        "made_on": trio(&in_all(|locale| text!(locale, documents.made_on, day = dates::long(locale, sheet.made_on)))),
        "rows": sheet.rows.iter().map(row).collect::<Vec<_>>(),
        "sum": trio(&in_all(|locale| text!(locale, documents.sum, count = sum))),
        "address": sheet.check_address,
        "signatories": signatories(&sheet.signatories),
        "words": texts!(
            documents.transcript, documents.row, documents.course, documents.hours, documents.days,
            documents.result, documents.certificate_and_code, documents.how_to_check, documents.seal, documents.bin
        ),
    });
    let ident = format!("transcript {} {}", sheet.holder, sheet.made_on);
    render(Draft { template: "transcript.typ", ident, data, files: BTreeMap::new(), made_at: sheet.made_at })
}

fn row(row: &TranscriptRow) -> Value {
    let result = in_all(|locale| match row.result {
        CourseResult::Completed => text!(locale, documents.was_completed),
        CourseResult::NotCompleted => text!(locale, documents.was_not_completed),
        CourseResult::NoShow => text!(locale, documents.no_show),
    });
    let certificate = row.certificate.as_ref().map(|(number, code)| json!({ "number": number, "code": code }));
    json!({
        "title": trio(&row.title),
        "hours": row.academic_hours.to_string(),
        "starts_on": dates::short(row.starts_on),
        "ends_on": (row.ends_on != row.starts_on).then(|| dates::short(row.ends_on)),
        "result": trio(&result),
        "certificate": certificate,
    })
}
