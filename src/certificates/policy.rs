//! Permits to issue, revoke and reissue certificates, and scopes of reading them.

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

/// Permit to end this certificate: to revoke it, or to put another in its place.
#[derive(Debug)]
pub struct CanEnd {
    certificate: CertificateId,
}

impl CanEnd {
    pub(super) const fn certificate(&self) -> CertificateId {
        self.certificate
    }
}

/// Permit to remove a person's name from their certificates.
#[derive(Debug)]
pub struct CanEraseHolder {
    holder: SpecialistId,
}

impl CanEraseHolder {
    pub(super) const fn holder(&self) -> SpecialistId {
        self.holder
    }
}

/// Permit to give the certificates of one record to the one that it is merged into.
#[derive(Debug)]
pub struct CanMoveCertificates {
    from: SpecialistId,
    to: SpecialistId,
}

impl CanMoveCertificates {
    pub(super) const fn from(&self) -> SpecialistId {
        self.from
    }

    pub(super) const fn to(&self) -> SpecialistId {
        self.to
    }
}

/// Permit to make the document and the credential of this certificate.
#[derive(Debug)]
pub struct CanMakeDocument {
    certificate: CertificateId,
}

impl CanMakeDocument {
    pub(super) const fn certificate(&self) -> CertificateId {
        self.certificate
    }
}

/// Permit to choose what the check of this certificate shows.
#[derive(Debug)]
pub struct CanShow {
    certificate: CertificateId,
}

impl CanShow {
    pub(super) const fn certificate(&self) -> CertificateId {
        self.certificate
    }
}

/// Permit to remind holders of certificates that expire.
#[derive(Debug)]
pub struct CanRemind(());

/// Scope of a read: the certificates of one person, or the register. It is part of the `where` of every statement that
/// finds or lists certificates, except for the check, where the code is the permit.
#[derive(Clone, Copy, Debug)]
pub struct Scope(Option<SpecialistId>);

impl Scope {
    /// Scope of the caller's own; `None` while they have no record.
    pub fn own(caller: &Caller) -> Result<Option<Self>, AppError> {
        Ok(caller.signed_in()?.specialist.map(|holder| Self(Some(holder))))
    }

    /// Scope of one person's, for those who manage the register.
    pub fn of_holder(caller: &Caller, holder: SpecialistId) -> Result<Self, AppError> {
        may_keep_register(caller).map(|()| Self(Some(holder)))
    }

    /// Scope of the whole register, with names and check codes, for those who manage it.
    pub fn register(caller: &Caller) -> Result<Self, AppError> {
        may_keep_register(caller).map(|()| Self(None))
    }

    /// Scope of the whole register for the work that is done by itself: documents that are due, reminders.
    pub fn scheduled(caller: &Caller) -> Result<Self, AppError> {
        match caller {
            Caller::Scheduler => Ok(Self(None)),
            caller => Self::register(caller),
        }
    }

    /// Person of the scope; `None`: everybody.
    pub(super) const fn holder(&self) -> Option<SpecialistId> {
        self.0
    }
}

fn may_keep_register(caller: &Caller) -> Result<(), AppError> {
    if caller.manages_registry() { Ok(()) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets staff issue a certificate for a completed enrollment (R6).
pub fn may_issue(caller: &Caller, completed: &CompletedEnrollment) -> Result<CanIssue, AppError> {
    may_keep_register(caller).map(|()| CanIssue { enrollment: completed.id() })
}

/// Lets staff take over what the centre has issued on paper: the only certificate whose text comes from the caller.
pub fn may_take_over(caller: &Caller, paper: &PrintedCertificate) -> Result<CanIssue, AppError> {
    may_keep_register(caller).map(|()| CanIssue { enrollment: paper.enrollment })
}

/// Lets staff put another certificate in the place of an old one.
pub fn may_reissue(caller: &Caller, old: &Certificate) -> Result<CanIssue, AppError> {
    may_keep_register(caller).map(|()| CanIssue { enrollment: old.printed.enrollment })
}

/// Lets staff end a certificate.
pub fn may_end(caller: &Caller, certificate: CertificateId) -> Result<CanEnd, AppError> {
    may_keep_register(caller).map(|()| CanEnd { certificate })
}

/// Lets the scheduler remind holders.
pub fn may_remind(caller: &Caller) -> Result<CanRemind, AppError> {
    match caller {
        Caller::Scheduler => Ok(CanRemind(())),
        caller => may_keep_register(caller).map(|()| CanRemind(())),
    }
}

/// Lets a document be made: by the scheduler, by those who manage the register, and by the holder.
pub fn may_make_document(caller: &Caller, certificate: &Certificate) -> Result<CanMakeDocument, AppError> {
    let is_holder = || caller.signed_in().is_ok_and(|own| own.specialist == Some(certificate.printed.specialist));
    if matches!(caller, Caller::Scheduler) || caller.manages_registry() || is_holder() {
        return Ok(CanMakeDocument { certificate: certificate.id });
    }
    Err(caller.refused(Rule::RegistryIsKeptByStaff))
}

/// Lets the holder choose what the check shows of their certificate.
pub fn may_show(caller: &Caller, certificate: &Certificate) -> Result<CanShow, AppError> {
    match caller.signed_in()?.specialist {
        Some(holder) if holder == certificate.printed.specialist => Ok(CanShow { certificate: certificate.id }),
        _ => Err(AppError::NotFound),
    }
}

/// Lets staff give the certificates of a record to the one that it is merged into.
pub fn may_move(caller: &Caller, from: SpecialistId, to: SpecialistId) -> Result<CanMoveCertificates, AppError> {
    may_keep_register(caller).map(|()| CanMoveCertificates { from, to })
}

/// Lets a person who has their own data erased remove their name; `None` while they have no record.
pub fn may_erase_holder(caller: &Caller) -> Result<Option<CanEraseHolder>, AppError> {
    Ok(caller.signed_in()?.specialist.map(|holder| CanEraseHolder { holder }))
}
