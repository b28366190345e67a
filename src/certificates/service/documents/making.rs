//! Making of documents: facts are read, signed and printed, and saved together.

use std::net::SocketAddr;

use serde_json::json;

use super::{
    sheets::{sheet, short_address, with_credential},
    unmade,
};
use crate::{
    audit,
    certificates::{
        model::Certificate,
        policy::may_make_document,
        service::{SUBJECT, published},
        store::documents as store,
    },
    courses::{model::Course, service as courses},
    credentials::{self, CredentialFacts, Issuer, SignedCredential, Signer},
    db::{Ctx, Installation, Tx, key::hex},
    documents::{self, CertificateSheet, Pdf},
    ground::{AppError, error::Clash, work},
    specialists::service as specialists,
};

/// Certificate with all that its document and its credential take from elsewhere.
struct Draft {
    certificate: Certificate,
    facts: CredentialFacts,
    sheet: CertificateSheet,
}

/// Certificate whose document cannot be made, and why.
#[derive(Debug)]
pub struct Unmade {
    pub(super) certificate: Certificate,
    pub(super) fault: AppError,
}

/// Made document, to be saved.
struct Made {
    status_index: u64,
    signed: SignedCredential,
    pdf: Pdf,
}

/// Makes and saves the documents of these certificates. What another server has made meanwhile is left as it is. One that
/// cannot be made does not hold up the others: it is returned with its fault.
pub(super) async fn make(ctx: &Ctx, certificates: Vec<Certificate>) -> Result<Vec<Unmade>, AppError> {
    let signer = credentials::signer(ctx).await?;
    let mut tx = ctx.read().await?;
    if !has_address(&mut tx).await? {
        return Err(AppError::Conflict(Clash::AddressUnset));
    }
    let mut drafts = Vec::with_capacity(certificates.len());
    let mut taken = Vec::new();
    for certificate in certificates {
        let index = free_index(&mut tx, &taken).await?;
        taken.push(index);
        drafts.push(draft(&mut tx, ctx, certificate, index).await?);
    }
    let issuer = published::issuer_in(&mut tx).await?;
    drop(tx);
    let made = work::blocking(move || {
        let finish = |draft: Draft| (finish(&signer, &issuer, draft.facts, draft.sheet), draft.certificate);
        drafts.into_iter().map(finish).collect::<Vec<_>>()
    })
    .await?;
    let (made, unmade): (Vec<_>, Vec<_>) = made.into_iter().partition(|(made, _)| made.is_ok());
    let mut tx = ctx.begin().await?;
    for (made, certificate) in made {
        let Made { status_index, signed, pdf } = made?;
        let permit = may_make_document(tx.caller(), &certificate)?;
        let index = i64::try_from(status_index).unwrap_or(i64::MAX);
        if store::insert(&mut tx, &permit, (index, &signed), &pdf).await? {
            signed.publish(&mut tx).await?;
            let after = json!({ "sha256": hex(&pdf.sha256), "bytes": pdf.bytes.len() });
            audit::record_new(&mut tx, "certificate.document_made", (SUBJECT, certificate.id), &after)?;
        }
    }
    audit::commit_changes(tx).await?;
    Ok(unmade.into_iter().filter_map(|(made, certificate)| Some(Unmade { certificate, fault: made.err()? })).collect())
}

/// Tells whether the site has an address that documents can carry for good. One of numbers is where a server listens, and
/// serves invented registries alone.
pub(super) async fn has_address(tx: &mut Tx) -> Result<bool, AppError> {
    let is_where_it_listens =
        tx.origin().strip_prefix("http://").is_some_and(|rest| rest.parse::<SocketAddr>().is_ok());
    if !is_where_it_listens {
        return Ok(true);
    }
    let installation = Installation::find(tx).await?;
    Ok(installation.is_some_and(|installation| installation.invented().is_some()))
}

/// Place in the status lists that nobody has.
async fn free_index(tx: &mut Tx, taken: &[u64]) -> Result<u64, AppError> {
    let issued = store::count_credentials(tx).await?.unsigned_abs() + taken.len() as u64;
    loop {
        let index = credentials::random_status_index(tx.key(), || tx.ids().random(), issued);
        let stored = i64::try_from(index).unwrap_or(i64::MAX);
        if !taken.contains(&index) && !store::is_index_taken(tx, stored).await? {
            return Ok(index);
        }
    }
}

async fn draft(tx: &mut Tx, ctx: &Ctx, certificate: Certificate, status_index: u64) -> Result<Draft, AppError> {
    let printed = &certificate.printed;
    let course = courses::find(tx, printed.course).await?.ok_or(AppError::NotFound)?;
    let is_name_shown = specialists::shows_name(tx, printed.specialist).await?;
    let facts = credential_facts(&certificate, course, status_index, !is_name_shown, tx.origin());
    let sheet = sheet(tx, ctx, &certificate).await?;
    Ok(Draft { certificate, facts, sheet })
}

fn credential_facts(
    certificate: &Certificate,
    course: Course,
    status_index: u64,
    is_name_hashed: bool,
    origin: &str,
) -> CredentialFacts {
    let printed = &certificate.printed;
    CredentialFacts {
        id: certificate.id.0,
        number: certificate.registration_number.to_string(),
        check_code: certificate.check_code.to_string(),
        check_address: short_address(origin, certificate),
        holder: printed.holder.full(),
        title: printed.title.clone(),
        course_code: course.code,
        description: course.summary,
        criteria: course.conditions,
        academic_hours: printed.academic_hours.unsigned_abs(),
        starts_on: printed.starts_on,
        ends_on: printed.ends_on,
        issued_on: printed.issued_on,
        valid_until: printed.valid_until,
        status_index,
        is_name_hashed,
    }
}

/// Signs and prints.
fn finish(signer: &Signer, issuer: &Issuer, facts: CredentialFacts, sheet: CertificateSheet) -> Result<Made, AppError> {
    let signed = signer.sign(issuer, &facts)?;
    let sheet = with_credential(sheet, &signed.jwt, &signed.statement);
    let pdf = documents::certificate(&sheet).map_err(unmade)?;
    Ok(Made { status_index: facts.status_index, signed, pdf })
}
