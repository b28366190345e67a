//! Rendering of a template with its data to the bytes of a PDF.

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, Datelike, Timelike, Utc};
use serde_json::Value;
use typst::{
    comemo,
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{
    letters,
    parts::{DocumentError, Pdf},
    world::Desk,
};

/// Documents after which a part of a template that none of them needed is forgotten.
const CACHED_FOR: usize = 8;

/// Document as a template takes it.
pub(super) struct Draft {
    pub template: &'static str,
    /// Identity of the document among all others, such as its number; only a hash of it is in the file.
    pub ident: String,
    pub data: Value,
    /// Pictures and attachments by the path at which the template reads them.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Instant in the metadata.
    pub made_at: DateTime<Utc>,
}

/// Makes the PDF of a draft. The same draft gives the same bytes.
pub(super) fn render(draft: Draft) -> Result<Pdf, DocumentError> {
    let data = letters::plain_hyphens(draft.data);
    letters::check(&data)?;
    let mut files = draft.files;
    let data = serde_json::to_vec(&data).map_err(|error| DocumentError::Typst(error.to_string()))?;
    files.insert("data.json".to_owned(), data);
    let desk = Desk::new(draft.template, files)
        .ok_or_else(|| DocumentError::Typst(format!("no template {}", draft.template)))?;
    let options = PdfOptions {
        ident: Smart::Custom(draft.ident),
        creator: Smart::Custom(Some("Maman".to_owned())),
        timestamp: timestamp(draft.made_at),
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| DocumentError::Typst(error.message().to_string()))?,
        ..PdfOptions::default()
    };
    let bytes = typst::compile::<PagedDocument>(&desk)
        .output
        .and_then(|document| typst_pdf::pdf(&document, &options))
        .map_err(|faults| failure(&faults));
    comemo::evict(CACHED_FOR);
    let bytes = bytes?;
    let mut sha256 = [0; 32];
    sha256.copy_from_slice(digest(&SHA256, &bytes).as_ref());
    Ok(Pdf { bytes, sha256 })
}

fn timestamp(instant: DateTime<Utc>) -> Option<Timestamp> {
    let part = |number: u32| u8::try_from(number).ok();
    let instant = Datetime::from_ymd_hms(
        instant.year(),
        part(instant.month())?,
        part(instant.day())?,
        part(instant.hour())?,
        part(instant.minute())?,
        part(instant.second())?,
    )?;
    Some(Timestamp::new_utc(instant))
}

/// Words of the faults; they name templates and never the text of a document.
fn failure(faults: &[SourceDiagnostic]) -> DocumentError {
    let faults: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    DocumentError::Typst(faults.join("; "))
}
