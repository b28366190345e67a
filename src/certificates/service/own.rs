//! Certificate of the reader, with what they may do with it.

use serde_json::json;

use super::{
    SUBJECT,
    checks::{self, MonthOfChecks},
    documents::{self, DocumentFacts},
};
use crate::{
    audit,
    certificates::{
        model::{Certificate, RegistrationNumber},
        policy::{Scope, may_show},
        store,
    },
    courses::{model::Run, service as courses},
    db::Tx,
    ground::AppError,
    specialists::service as specialists,
};

/// Certificate of the reader with all that its page shows.
#[derive(Clone, Debug)]
pub struct OwnCertificate {
    pub certificate: Certificate,
    /// Facts of its document; `None`: it is not made yet.
    pub document: Option<DocumentFacts>,
    pub checks: Vec<MonthOfChecks>,
    /// True if the holder agreed to be named by the check.
    pub is_name_shown: bool,
    /// Certificates of the same course besides, the newest first: an earlier or a later period, or one that was replaced.
    pub others: Vec<Certificate>,
    /// Code of the course.
    pub course: String,
    /// Nearest run of the course that takes applications.
    pub next_run: Option<Run>,
}

/// Finds the certificate of the reader with this number.
pub async fn own_certificate(tx: &mut Tx, number: &str) -> Result<OwnCertificate, AppError> {
    let scope = Scope::own(tx.caller())?.ok_or(AppError::NotFound)?;
    let number = RegistrationNumber::parse(number).ok_or(AppError::NotFound)?;
    let all = super::own(tx).await?;
    let certificate = all.iter().find(|one| one.registration_number.key() == number.key()).cloned();
    let certificate = certificate.ok_or(AppError::NotFound)?;
    let others = all
        .into_iter()
        .filter(|one| one.id != certificate.id && one.printed.course == certificate.printed.course)
        .collect();
    let course = courses::find(tx, certificate.printed.course).await?.ok_or(AppError::NotFound)?.code;
    let today = tx.today();
    let runs = courses::course(tx, &course).await?.map(|(_, runs)| runs).unwrap_or_default();
    Ok(OwnCertificate {
        document: documents::facts(tx, certificate.id).await?,
        checks: checks::by_month(tx, &scope, certificate.id).await?,
        is_name_shown: specialists::shows_name(tx, certificate.printed.specialist).await?,
        next_run: runs.into_iter().find(|run| run.takes_applications(today)),
        course,
        others,
        certificate,
    })
}

/// Chooses what the check shows of one of the caller's certificates.
pub async fn show(tx: &mut Tx, number: &str, is_short: bool) -> Result<(), AppError> {
    let scope = Scope::own(tx.caller())?.ok_or(AppError::NotFound)?;
    let number = RegistrationNumber::parse(number).ok_or(AppError::NotFound)?;
    let certificate = store::find_by_number(tx, &scope, &number).await?.ok_or(AppError::NotFound)?;
    if certificate.is_shown_short == is_short {
        return Ok(());
    }
    let permit = may_show(tx.caller(), &certificate)?;
    store::update_shown_short(tx, &permit, is_short).await?;
    let (before, after) = (json!({ "is_shown_short": !is_short }), json!({ "is_shown_short": is_short }));
    Ok(audit::record(tx, "certificate.shown", (SUBJECT, certificate.id), Some(&before), Some(&after))?)
}
