//! Who may issue, revoke and reissue certificates, and whose they are.

use crate::ground::{
    AppError,
    caller::Caller,
    error::Rule,
    ids::{CertificateId, SpecialistId},
};

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

/// A yes to this person's certificates: to seeing them, and to taking the name off them.
#[derive(Debug)]
pub struct CanKeepOwn {
    holder: SpecialistId,
}

impl CanKeepOwn {
    pub(super) const fn holder(&self) -> SpecialistId {
        self.holder
    }
}

pub fn may_issue(caller: &Caller) -> Result<CanIssue, AppError> {
    if caller.keeps_registry() { Ok(CanIssue(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

pub fn may_end(caller: &Caller, certificate: CertificateId) -> Result<CanEnd, AppError> {
    may_issue(caller).map(|_| CanEnd { certificate })
}

/// Whoever has signed in has what was issued to them; `None` where they have no record yet.
pub fn may_keep_own(caller: &Caller) -> Result<Option<CanKeepOwn>, AppError> {
    Ok(caller.signed_in()?.specialist.map(|holder| CanKeepOwn { holder }))
}
