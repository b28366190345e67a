//! Documents and credentials of certificates. Each is made once and stored: what is given out later are the very bytes
//! that were issued, whatever changes in the program, its templates or its keys.

mod making;
mod run;
mod sheets;

use chrono::TimeDelta;
use serde_json::json;

pub use self::making::Unmade;
use self::making::make;
pub use self::run::{each_document, print_file, print_files, run_documents};
use super::SUBJECT;
use crate::{
    audit,
    certificates::{
        model::{Certificate, RegistrationNumber},
        policy::{Scope, may_make_document},
        site::DocumentForm,
        store::{self as certificates, documents as store},
    },
    db::{Ctx, Failure, Tx, key::hex},
    documents::{self, CertificateSheet, DocumentError},
    ground::{
        AppError,
        ids::{CertificateId, RunId},
        work,
    },
};

/// Documents made in one transaction: few enough that nobody waits long for the writer.
const BATCH: u8 = 25;
/// Time after which a document that could not be made is tried again.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// File of a certificate in one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateDocument {
    pub number: RegistrationNumber,
    pub form: DocumentForm,
    pub bytes: Vec<u8>,
}

/// Facts of a document that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFacts {
    pub bytes: u64,
    pub sha256: Vec<u8>,
}

/// Facts of the document of a certificate; `None`: it is not made yet.
pub(super) async fn facts(tx: &mut Tx, id: CertificateId) -> Result<Option<DocumentFacts>, AppError> {
    let found = store::find_file_facts(tx, id).await?;
    Ok(found.map(|(sha256, bytes)| DocumentFacts { bytes: bytes.unsigned_abs(), sha256 }))
}

/// Progress of the documents of a run's certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunDocuments {
    /// Number of those that are still to be made.
    pub due: u32,
    /// Number of those that could not be made, and are tried again later.
    pub failed: u32,
    /// True if the site has an address that documents can carry; without one, none is made.
    pub has_address: bool,
}

/// Progress of the documents of a run's certificates, for those who manage the register.
pub async fn of_run(tx: &mut Tx, run: RunId) -> Result<RunDocuments, AppError> {
    let scope = Scope::register(tx.caller())?;
    let (due, failed) = store::count_due_of_run(tx, &scope, run).await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(RunDocuments { due: count(due), failed: count(failed), has_address: making::has_address(tx).await? })
}

/// Makes the documents of some certificates that wait for theirs. Returns how many there were, and those that could not be
/// made, which are to be postponed.
pub async fn make_due(ctx: &Ctx) -> Result<(usize, Vec<Unmade>), AppError> {
    let mut tx = ctx.read().await?;
    if !making::has_address(&mut tx).await? {
        return Ok((0, Vec::new()));
    }
    let scope = Scope::scheduled(tx.caller())?;
    let due = store::list_due(&mut tx, &scope, BATCH.into()).await?;
    drop(tx);
    let count = due.len();
    let unmade = if count > 0 { Box::pin(make(ctx, due)).await? } else { Vec::new() };
    Ok((count, unmade))
}

/// Puts off documents that could not be made, so that they hold up no others. The server's log says why.
pub async fn postpone(tx: &mut Tx, unmade: &[Unmade]) -> Result<(), AppError> {
    for Unmade { certificate, fault } in unmade {
        tracing::error!(number = %certificate.registration_number, ?fault, "a document was not made");
        let permit = may_make_document(tx.caller(), certificate)?;
        let again = tx.at() + AGAIN;
        store::update_due(tx, &permit, again).await?;
    }
    Ok(())
}

/// Failure to make a document: a letter that no font has was refused before the issue, so it is a fault of ours.
pub(super) fn unmade(error: DocumentError) -> AppError {
    Failure::Unreadable(error.to_string()).into()
}

/// Document or credential of the certificate with this number in a scope, made now if it is not there.
///
/// `NotFound`: there is no such certificate in the scope, its holder was erased, or it is over and was never made.
async fn find(ctx: &Ctx, scope: &Scope, number: &str, form: DocumentForm) -> Result<CertificateDocument, AppError> {
    let number = RegistrationNumber::parse(number).ok_or(AppError::NotFound)?;
    let mut tx = ctx.read().await?;
    let certificate = certificates::find_by_number(&mut tx, scope, &number).await?.ok_or(AppError::NotFound)?;
    let found = stored(&mut tx, scope, &certificate, form).await?;
    drop(tx);
    if let Some(document) = found {
        return Ok(document);
    }
    if certificate.is_over() || certificate.is_erased() {
        return Err(AppError::NotFound);
    }
    if let Some(unmade) = Box::pin(make(ctx, vec![certificate.clone()])).await?.pop() {
        return Err(unmade.fault);
    }
    stored(&mut ctx.read().await?, scope, &certificate, form).await?.ok_or(AppError::NotFound)
}

async fn stored(
    tx: &mut Tx,
    scope: &Scope,
    certificate: &Certificate,
    form: DocumentForm,
) -> Result<Option<CertificateDocument>, AppError> {
    let bytes = match form {
        DocumentForm::Pdf => store::find_file(tx, scope, certificate.id).await?,
        DocumentForm::Jwt => store::find_credential(tx, scope, certificate.id).await?.map(|one| one.jwt.into_bytes()),
        DocumentForm::Json => {
            store::find_credential(tx, scope, certificate.id).await?.map(|one| one.document.into_bytes())
        }
    };
    Ok(bytes.map(|bytes| CertificateDocument { number: certificate.registration_number.clone(), form, bytes }))
}

/// Document or credential of one of the caller's certificates.
pub async fn own_document(ctx: &Ctx, number: &str, form: DocumentForm) -> Result<CertificateDocument, AppError> {
    let scope = Scope::own(&ctx.caller)?.ok_or(AppError::NotFound)?;
    find(ctx, &scope, number, form).await
}

/// Document or credential of any certificate, for those who manage the register.
pub async fn document(ctx: &Ctx, number: &str, form: DocumentForm) -> Result<CertificateDocument, AppError> {
    find(ctx, &Scope::register(&ctx.caller)?, number, form).await
}

/// Second print of a certificate, marked as one; for those who manage the register. The log says that it was made.
pub async fn duplicate(ctx: &Ctx, number: &str) -> Result<CertificateDocument, AppError> {
    let scope = Scope::register(&ctx.caller)?;
    // the first print comes before the second
    let first = find(ctx, &scope, number, DocumentForm::Pdf).await?;
    let mut tx = ctx.read().await?;
    let certificate = certificates::find_by_number(&mut tx, &scope, &first.number).await?.ok_or(AppError::NotFound)?;
    let sheets = run::sheets(&mut tx, ctx, &scope, vec![certificate.clone()]).await?;
    drop(tx);
    let sheet = sheets.into_iter().next().ok_or(AppError::NotFound)?;
    let sheet = CertificateSheet { is_duplicate: true, ..sheet };
    let pdf = work::blocking(move || documents::certificate(&sheet)).await?.map_err(unmade)?;
    let mut tx = ctx.begin().await?;
    let after = json!({ "sha256": hex(&pdf.sha256) });
    audit::record_new(&mut tx, "certificate.duplicate_printed", (SUBJECT, certificate.id), &after)?;
    audit::commit(tx).await?;
    Ok(CertificateDocument { number: first.number, form: DocumentForm::Pdf, bytes: pdf.bytes })
}
