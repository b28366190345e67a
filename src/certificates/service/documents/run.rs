//! Documents together: those of a run, and those of the whole register.

use super::{
    BATCH, CertificateDocument,
    making::make,
    sheets::{sheet, with_credential},
    stored, unmade,
};
use crate::{
    certificates::{
        model::Certificate,
        policy::Scope,
        site::DocumentForm,
        store::{self as certificates, documents as store},
    },
    db::{Ctx, Tx},
    documents::{self, CertificateSheet, Pdf},
    ground::{AppError, ids::RunId, work},
};

/// Sheets of certificates that have their credentials, for another print.
pub(super) async fn sheets(
    tx: &mut Tx,
    ctx: &Ctx,
    scope: &Scope,
    certificates: Vec<Certificate>,
) -> Result<Vec<CertificateSheet>, AppError> {
    let mut sheets = Vec::with_capacity(certificates.len());
    for certificate in certificates {
        if let Some(credential) = store::find_credential(tx, scope, certificate.id).await? {
            let sheet = sheet(tx, ctx, &certificate).await?;
            sheets.push(with_credential(sheet, &credential.jwt, &credential.statement));
        }
    }
    Ok(sheets)
}

/// Certificates of a run that are in force, with their documents made as far as they can be; for those who manage the
/// register.
async fn of_run(ctx: &Ctx, run: RunId) -> Result<Vec<Certificate>, AppError> {
    let scope = Scope::register(&ctx.caller)?;
    let mut tx = ctx.read().await?;
    let mut there = certificates::list_of_run(&mut tx, &scope, run).await?;
    there.retain(|one| !one.is_over() && !one.is_erased());
    drop(tx);
    for batch in there.chunks(BATCH.into()) {
        make_lacking(ctx, batch).await?;
    }
    Ok(there)
}

/// Makes those documents of a batch that are not made yet.
async fn make_lacking(ctx: &Ctx, batch: &[Certificate]) -> Result<(), AppError> {
    let mut tx = ctx.read().await?;
    let mut lacking = Vec::new();
    for one in batch {
        if store::find_file_facts(&mut tx, one.id).await?.is_none() {
            lacking.push(one.clone());
        }
    }
    drop(tx);
    if !lacking.is_empty() {
        Box::pin(make(ctx, lacking)).await?;
    }
    Ok(())
}

/// Certificates of the register that are in force, at most so many, with the documents and credentials of each batch
/// handed over as soon as they are made; for those who manage the register.
pub async fn each_document<E: From<AppError>>(
    ctx: &Ctx,
    most: usize,
    mut take: impl FnMut(CertificateDocument) -> Result<(), E>,
) -> Result<(), E> {
    let scope = Scope::register(&ctx.caller)?;
    let mut tx = ctx.read().await.map_err(AppError::from)?;
    let mut there = certificates::list(&mut tx, &scope).await.map_err(AppError::from)?;
    drop(tx);
    there.retain(|one| !one.is_over() && !one.is_erased());
    there.truncate(most);
    for batch in there.chunks(BATCH.into()) {
        make_lacking(ctx, batch).await?;
        let mut tx = ctx.read().await.map_err(AppError::from)?;
        for one in batch {
            for form in [DocumentForm::Pdf, DocumentForm::Jwt] {
                if let Some(document) = stored(&mut tx, &scope, one, form).await? {
                    take(document)?;
                }
            }
        }
    }
    Ok(())
}

/// Documents of a run's certificates, by number.
pub async fn run_documents(ctx: &Ctx, run: RunId) -> Result<Vec<CertificateDocument>, AppError> {
    let certificates = of_run(ctx, run).await?;
    let mut tx = ctx.read().await?;
    let scope = Scope::register(tx.caller())?;
    let mut documents = Vec::with_capacity(certificates.len());
    for certificate in &certificates {
        documents.extend(stored(&mut tx, &scope, certificate, DocumentForm::Pdf).await?);
    }
    Ok(documents)
}

/// Number of print files for so many certificates.
pub const fn print_files(certificates: usize) -> usize {
    certificates.div_ceil(documents::PAGES_OF_A_PRINT_FILE)
}

/// Certificates of a run in one file for printing, a page each. A large run has several such files, of which 1 is the
/// first.
///
/// `NotFound`: the run has no such part.
pub async fn print_file(ctx: &Ctx, run: RunId, part: usize) -> Result<Pdf, AppError> {
    let certificates = of_run(ctx, run).await?;
    let pages = documents::PAGES_OF_A_PRINT_FILE;
    let certificates: Vec<_> =
        certificates.into_iter().skip(part.saturating_sub(1).saturating_mul(pages)).take(pages).collect();
    let mut tx = ctx.read().await?;
    let scope = Scope::register(tx.caller())?;
    let sheets = sheets(&mut tx, ctx, &scope, certificates).await?;
    drop(tx);
    if sheets.is_empty() {
        return Err(AppError::NotFound);
    }
    work::blocking(move || documents::certificates(&sheets)).await?.map_err(unmade)
}
