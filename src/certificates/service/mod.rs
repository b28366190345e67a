//! Issuing, revoking, reissuing and checking certificates.

mod checks;
mod documents;
mod expiring;
mod holders;
mod own;
pub mod published;
mod register;
mod run;
mod staff;

use chrono::{Datelike, NaiveDate};
use serde_json::json;

pub use self::{
    checks::{CheckCounter, Counts, MonthOfChecks, add_checks},
    documents::{
        CertificateDocument, DocumentFacts, RunDocuments, Unmade, document, duplicate, each_document, make_due,
        own_document, postpone, print_file, print_files, run_documents,
    },
    expiring::remind,
    holders::{move_to, of_person},
    own::{OwnCertificate, own_certificate, show},
    register::{RegisterPage, journal, journal_years, order, search, search_all},
    run::{Candidate, ISSUED_ON, Issued, RunCertificates, issue_run, of_run},
    staff::{Event, EventKind, StaffCertificate, staff_certificate},
};
pub use super::store::register::PAGE;
use super::{
    letters::{self, CertificateNotice},
    model::{
        Certificate, CheckCode, Correction, NewRevocation, PrintedCertificate, RegistrationNumber, Status, correction,
    },
    policy::{CanIssue, Scope, may_end, may_erase_holder, may_issue, may_make_document, may_reissue, may_take_over},
    store,
};
use crate::{
    accounts::service as accounts,
    audit,
    courses::service as courses,
    db::{Failure, Tx},
    enrollments::service as enrollments,
    ground::{
        AppError, Localized,
        error::Clash,
        ids::{CertificateId, EnrollmentId, RunId},
    },
    specialists::{PersonName, model::CountedFacts, service as specialists},
};

const SUBJECT: &str = "certificate";

/// Result of a check: all that it shows, and nothing more (rule R6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub id: CertificateId,
    pub code: CheckCode,
    pub status: Status,
    /// Name as printed, unless the holder does not show it or it has been erased.
    pub holder: Option<PersonName>,
    pub is_erased: bool,
    pub title: Localized,
    pub academic_hours: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    pub revoked_on: Option<NaiveDate>,
    pub replaced_on: Option<NaiveDate>,
    /// True if the holder shows no more than what it is and until when it is valid.
    pub is_short: bool,
    /// SHA-256 of the document that was issued; `None` while there is none.
    pub file_sha256: Option<Vec<u8>>,
}

/// Checks a certificate by its code. The code was read without a mistake before; with a registration number, nothing
/// can be checked.
pub async fn check(tx: &mut Tx, code: CheckCode) -> Result<Option<Checked>, AppError> {
    let Some(certificate) = store::find_by_code(tx, &code).await? else { return Ok(None) };
    let (is_erased, is_short) = (certificate.is_erased(), certificate.is_shown_short);
    let is_shown = !is_erased && !is_short && specialists::shows_name(tx, certificate.printed.specialist).await?;
    let file = documents::facts(tx, certificate.id).await?;
    let (status, revoked_on) = (certificate.validity().status_on(tx.today()), certificate.revoked_on());
    let printed = certificate.printed;
    Ok(Some(Checked {
        id: certificate.id,
        code,
        status,
        holder: is_shown.then_some(printed.holder),
        is_erased,
        title: printed.title,
        academic_hours: printed.academic_hours,
        starts_on: printed.starts_on,
        ends_on: printed.ends_on,
        issued_on: printed.issued_on,
        valid_until: printed.valid_until,
        revoked_on,
        replaced_on: certificate.replaced_on,
        is_short,
        file_sha256: file.map(|file| file.sha256),
    }))
}

/// Finds the certificate with this registration number, for those who manage the register.
pub async fn find_by_number(tx: &mut Tx, number: &RegistrationNumber) -> Result<Option<Certificate>, AppError> {
    let scope = Scope::register(tx.caller())?;
    Ok(store::find_by_number(tx, &scope, number).await?)
}

/// Lists the whole register with names and check codes, for those who manage it.
pub async fn register(tx: &mut Tx) -> Result<Vec<Certificate>, AppError> {
    let scope = Scope::register(tx.caller())?;
    Ok(store::list(tx, &scope).await?)
}

/// Lists the certificates of the caller, the newest first.
pub async fn own(tx: &mut Tx) -> Result<Vec<Certificate>, AppError> {
    let Some(scope) = Scope::own(tx.caller())? else { return Ok(Vec::new()) };
    let mut certificates = store::list(tx, &scope).await?;
    certificates.reverse();
    Ok(certificates)
}

/// Removes the name of the caller from their certificates. Each still counts and can be checked, without a name.
pub async fn erase(tx: &mut Tx) -> Result<(), AppError> {
    let Some(permit) = may_erase_holder(tx.caller())? else { return Ok(()) };
    let certificates = own(tx).await?;
    store::erase_holder(tx, &permit).await?;
    store::documents::erase(tx, &permit).await?;
    for Certificate { id, .. } in certificates {
        audit::erase(tx, "certificate.holder_erased", (SUBJECT, id)).await?;
    }
    Ok(())
}

/// Issues the certificate of a completed enrollment, under the next number of its year. Its text is what the registry
/// has of the enrollment, its course and its holder.
///
/// `NotFound`: there is no such enrollment. `Conflict`: it is not completed, or has its certificate already.
pub async fn issue(tx: &mut Tx, enrollment: EnrollmentId, issued_on: NaiveDate) -> Result<Certificate, AppError> {
    let completed = enrollments::completed(tx, enrollment).await?;
    let permit = may_issue(tx.caller(), &completed)?;
    let course = courses::find(tx, completed.course()).await?.ok_or(AppError::NotFound)?;
    let (holder, facts) = specialists::holder(tx, completed.specialist()).await?;
    let (starts_on, ends_on) = completed.days();
    let printed = PrintedCertificate {
        enrollment,
        specialist: completed.specialist(),
        course: completed.course(),
        holder,
        valid_until: course.valid_until(issued_on, facts.profession),
        title: course.title,
        academic_hours: course.academic_hours,
        starts_on,
        ends_on,
        issued_on,
        facts,
    };
    let number = next_number(tx, &permit, issued_on).await?;
    // nobody else has a number that was given out a moment ago
    insert_printed(tx, &permit, printed, number).await.map_err(|error| match error {
        AppError::Conflict(Clash::RegistrationNumberTaken) => AppError::Conflict(Clash::StepNotAllowed),
        other => other,
    })
}

async fn next_number(tx: &mut Tx, permit: &CanIssue, issued_on: NaiveDate) -> Result<RegistrationNumber, AppError> {
    let year = issued_on.year();
    let number = store::update_next_number(tx, permit, year).await?;
    let number = u32::try_from(number).map_err(|_| Failure::Unreadable(format!("series {year}: {number}")))?;
    Ok(RegistrationNumber::in_series(year, number))
}

/// Highest number of a year's series so far; 0 if there is none.
pub async fn last_of_year(tx: &mut Tx, year: i32) -> Result<u32, AppError> {
    let last = store::find_last_number(tx, year).await?;
    Ok(last.map_or(0, |last| u32::try_from(last).unwrap_or(u32::MAX)))
}

/// Takes over a certificate that the centre issued on paper: its text, and the number that it has there.
pub async fn take_over(
    tx: &mut Tx,
    paper: &PrintedCertificate,
    number: &RegistrationNumber,
) -> Result<Certificate, AppError> {
    let permit = may_take_over(tx.caller(), paper)?;
    if let Some((year, of_year)) = number.series() {
        store::update_series(tx, &permit, year, i64::from(of_year)).await?;
    }
    insert_printed(tx, &permit, paper.clone(), number.clone()).await
}

async fn insert_printed(
    tx: &mut Tx,
    permit: &CanIssue,
    mut printed: PrintedCertificate,
    registration_number: RegistrationNumber,
) -> Result<Certificate, AppError> {
    if !specialists::shows_facts(tx, printed.specialist).await? {
        printed.facts = CountedFacts::default();
    }
    let certificate = Certificate {
        id: tx.ids().next(),
        registration_number,
        check_code: CheckCode::from_random(tx.ids().random()),
        counts_on: printed.issued_on,
        printed,
        revocation: None,
        replaced_on: None,
        replaces: None,
        recorded_at: tx.at(),
        is_shown_short: false,
    };
    insert(tx, permit, certificate, "certificate.issued").await
}

/// Has the document of a certificate made soon; one that is not marked so is made when somebody first asks for it.
async fn make_soon(tx: &mut Tx, certificate: &Certificate) -> Result<(), AppError> {
    let permit = may_make_document(tx.caller(), certificate)?;
    let now = tx.at();
    Ok(store::documents::update_due(tx, &permit, now).await?)
}

async fn insert(
    tx: &mut Tx,
    permit: &CanIssue,
    certificate: Certificate,
    action: &'static str,
) -> Result<Certificate, AppError> {
    store::insert(tx, permit, &certificate).await.map_err(|failure| match failure {
        Failure::Taken(_) => AppError::Conflict(Clash::RegistrationNumberTaken),
        other => other.into(),
    })?;
    let printed = &certificate.printed;
    tx.figures_change_of(printed.specialist);
    let after = json!({
        "registration_number": certificate.registration_number.as_str(), "holder": printed.holder.full(),
        "specialist": printed.specialist.to_string(), "course": printed.course.to_string(),
        "issued_on": printed.issued_on, "counts_on": certificate.counts_on, "valid_until": printed.valid_until,
        "replaces": certificate.replaces.map(|id| id.to_string()),
    });
    audit::record_new(tx, action, (SUBJECT, certificate.id), &after)?;
    Ok(certificate)
}

/// Revokes a certificate, for good. A holder who has an account gets a letter.
pub async fn revoke<'a>(
    tx: &mut Tx,
    id: CertificateId,
    on: NaiveDate,
    new: impl Into<NewRevocation<'a>>,
) -> Result<(), AppError> {
    let (permit, new) = (may_end(tx.caller(), id)?, new.into());
    let certificate = living(tx, id).await?;
    store::update_revoked(tx, &permit, on, new).await?;
    tx.figures_change_of(certificate.printed.specialist);
    let after = json!({ "revoked_on": on, "kind": new.kind.as_str(), "reason": new.reason });
    audit::record_new(tx, "certificate.revoked", (SUBJECT, id), &after)?;
    let notice = CertificateNotice::Revoked { reason: new.is_said.then_some(new.reason) };
    write(tx, &certificate, notice).await
}

/// Writes to the holder, if they have an account.
async fn write(tx: &mut Tx, certificate: &Certificate, notice: CertificateNotice<'_>) -> Result<(), AppError> {
    match accounts::find_by_specialist(tx, certificate.printed.specialist).await? {
        Some(account) => letters::queue(tx, &account, certificate, notice).await,
        None => Ok(()),
    }
}

/// Puts a new certificate in the place of an old one, under a changed name or with corrected facts. The new one counts
/// from the day of the old one, with the facts of that day (rule R1); the old one gets the status «replaced».
pub async fn reissue(
    tx: &mut Tx,
    id: CertificateId,
    correction: impl Into<Correction>,
    on: NaiveDate,
    reason: &str,
) -> Result<Certificate, AppError> {
    let end = may_end(tx.caller(), id)?;
    let old = living(tx, id).await?;
    let issue = may_reissue(tx.caller(), &old)?;
    let course = courses::find(tx, old.printed.course).await?.ok_or(AppError::NotFound)?;
    let printed = correction.into().apply(old.printed.clone(), course.title, on)?;
    store::update_replaced(tx, &end, on, reason).await?;
    let after =
        json!({ "replaced_on": on, "reason": reason, "corrected": correction::corrected(&old.printed, &printed) });
    audit::record_new(tx, "certificate.replaced", (SUBJECT, id), &after)?;
    let new = Certificate {
        registration_number: next_number(tx, &issue, on).await?,
        id: tx.ids().next(),
        check_code: CheckCode::from_random(tx.ids().random()),
        printed,
        replaces: Some(id),
        recorded_at: tx.at(),
        ..old
    };
    let new = insert(tx, &issue, new, "certificate.reissued").await?;
    make_soon(tx, &new).await?;
    write(tx, &new, CertificateNotice::Replaced { reason }).await?;
    Ok(new)
}

/// Certificate that is neither revoked nor replaced, with its holder locked: nobody merges them into another record
/// meanwhile. A holder who was erased cannot be merged.
///
/// `Unavailable`: they were merged a moment ago; the next attempt finds the certificate with its new holder.
async fn living(tx: &mut Tx, id: CertificateId) -> Result<Certificate, AppError> {
    let scope = Scope::register(tx.caller())?;
    let holder = store::find(tx, &scope, id).await?.ok_or(AppError::NotFound)?.printed.specialist;
    specialists::lock(tx, holder).await?;
    let certificate = store::find(tx, &scope, id).await?.ok_or(AppError::NotFound)?;
    if certificate.printed.specialist != holder {
        return Err(AppError::Unavailable);
    }
    if certificate.is_over() {
        return Err(AppError::Conflict(Clash::CertificateIsOver));
    }
    Ok(certificate)
}

/// Tells whether a certificate was ever issued from this run, for those who manage the registry.
pub async fn is_any_issued(tx: &mut Tx, run: RunId) -> Result<bool, AppError> {
    let scope = Scope::register(tx.caller())?;
    Ok(store::is_any_issued(tx, &scope, run).await?)
}
