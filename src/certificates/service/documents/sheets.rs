//! Sheets: what is printed on a certificate.

use std::{fs, path::Path};

use crate::{
    certificates::{model::Certificate, policy::Scope, site::ShortVerify, store},
    credentials,
    db::{Ctx, Tx},
    documents::{Attachment, CertificateSheet, FunderMark, Letterhead, Signatory},
    ground::{AppError, Locale, address::Address},
    settings::service as settings,
};

/// Name of the credential inside the PDF.
const CREDENTIAL: &str = "credential.jwt";

/// Sheet of a certificate without its credential: who signs and what the centre is called are those of the day of issue.
pub(super) async fn sheet(tx: &mut Tx, ctx: &Ctx, certificate: &Certificate) -> Result<CertificateSheet, AppError> {
    let printed = &certificate.printed;
    let centre = settings::as_of(tx, printed.issued_on).await?;
    let scope = Scope::scheduled(tx.caller()).or_else(|_| Scope::own(tx.caller())?.ok_or(AppError::NotFound))?;
    let replaces = match certificate.replaces {
        Some(id) => store::find(tx, &scope, id).await?.map(|old| old.registration_number.to_string()),
        None => None,
    };
    let address = short_address(tx.origin(), certificate);
    let typed = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
    Ok(CertificateSheet {
        number: certificate.registration_number.to_string(),
        check_code: certificate.check_code.to_string(),
        address: typed,
        qr: address,
        holder: printed.holder.full(),
        title: printed.title.clone(),
        academic_hours: printed.academic_hours.unsigned_abs(),
        starts_on: printed.starts_on,
        ends_on: printed.ends_on,
        issued_on: printed.issued_on,
        valid_until: printed.valid_until,
        letterhead: Letterhead::of(&centre),
        signatories: Signatory::of(&centre),
        funders: funders(ctx.funders.as_deref()),
        is_duplicate: false,
        replaces,
        attachments: Vec::new(),
        made_at: tx.at(),
    })
}

/// Marks of funders in the order of their files' names. A file that cannot be read is left out, and the log says so.
fn funders(folder: Option<&Path>) -> Vec<FunderMark> {
    let Some(folder) = folder else { return Vec::new() };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            tracing::warn!(%error, "the folder with the marks of funders cannot be read; documents have none");
            return Vec::new();
        }
    };
    let is_picture = |path: &Path| {
        path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("svg") || ending.eq_ignore_ascii_case("png"))
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(|path| is_picture(path)).collect();
    files.sort();
    let mark = |path: &Path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        match fs::read(path) {
            Ok(picture) => Some(FunderMark { name, picture }),
            Err(error) => {
                tracing::warn!(%error, name, "the mark of a funder cannot be read; documents are without it");
                None
            }
        }
    };
    files.iter().filter_map(|path| mark(path)).collect()
}

/// Adds the statement to the QR code, and the credential as a file inside the PDF.
pub(super) fn with_credential(sheet: CertificateSheet, jwt: &str, statement: &[u8]) -> CertificateSheet {
    let attachment = Attachment {
        name: CREDENTIAL.to_owned(),
        media_type: "application/vc+jwt".to_owned(),
        description: "Open Badges 3.0".to_owned(),
        bytes: jwt.as_bytes().to_vec(),
    };
    CertificateSheet { qr: credentials::qr_text(&sheet.qr, statement), attachments: vec![attachment], ..sheet }
}

/// Short address of the check, as the QR code has it.
pub(super) fn short_address(origin: &str, certificate: &Certificate) -> String {
    ShortVerify::of(certificate.check_code.to_string()).url(origin, Locale::Kk)
}
