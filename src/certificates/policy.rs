//! Who may issue, revoke and reissue certificates.

use crate::ground::{AppError, caller::Caller, error::Rule, ids::CertificateId};

/// A yes to issuing certificates.
#[derive(Debug)]
pub struct CanIssue(());

/// A yes to ending this certificate: by revoking it or by putting another in its place.
#[derive(Debug)]
pub struct CanEnd {
    certificate: CertificateId,
}

impl CanEnd {
    pub(super) const fn certificate(&self) -> CertificateId {
        self.certificate
    }
}

pub fn may_issue(caller: &Caller) -> Result<CanIssue, AppError> {
    if caller.keeps_registry() { Ok(CanIssue(())) } else { Err(AppError::Refused(Rule::RegistryIsKeptByStaff)) }
}

pub fn may_end(caller: &Caller, certificate: CertificateId) -> Result<CanEnd, AppError> {
    may_issue(caller).map(|_| CanEnd { certificate })
}
