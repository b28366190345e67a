//! Who may issue, revoke and reissue certificates, and whose they are.

use super::model::{Certificate, PrintedCertificate};
use crate::{
    enrollments::service::CompletedEnrollment,
    ground::{
        AppError,
        caller::Caller,
        error::Rule,
        ids::{CertificateId, EnrollmentId, SpecialistId},
    },
};

/// Permit to write a certificate of this enrollment.
#[derive(Debug)]
pub struct CanIssue {
    enrollment: EnrollmentId,
}

impl CanIssue {
    pub(super) const fn enrollment(&self) -> EnrollmentId {
        self.enrollment
    }
}

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

/// Lets staff read the register, with names and check codes.
pub fn may_read_register(caller: &Caller) -> Result<(), AppError> {
    if caller.keeps_registry() { Ok(()) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets staff issue a certificate for what was completed (R6).
pub fn may_issue(caller: &Caller, completed: &CompletedEnrollment) -> Result<CanIssue, AppError> {
    may_read_register(caller).map(|()| CanIssue { enrollment: completed.id() })
}

/// Lets staff take over what the centre has issued on paper: the only certificate that says what its caller says.
pub fn may_take_over(caller: &Caller, paper: &PrintedCertificate) -> Result<CanIssue, AppError> {
    may_read_register(caller).map(|()| CanIssue { enrollment: paper.enrollment })
}

/// Lets staff put another certificate in an old one's place.
pub fn may_reissue(caller: &Caller, old: &Certificate) -> Result<CanIssue, AppError> {
    may_read_register(caller).map(|()| CanIssue { enrollment: old.printed.enrollment })
}

/// Lets staff end a certificate.
pub fn may_end(caller: &Caller, certificate: CertificateId) -> Result<CanEnd, AppError> {
    may_read_register(caller).map(|()| CanEnd { certificate })
}

/// Whoever has signed in has what was issued to them; `None` where they have no record yet.
pub fn may_keep_own(caller: &Caller) -> Result<Option<CanKeepOwn>, AppError> {
    Ok(caller.signed_in()?.specialist.map(|holder| CanKeepOwn { holder }))
}
