//! Certificate: what is printed on it, and its state.

use chrono::{DateTime, NaiveDate, Utc};

use super::{CheckCode, RegistrationNumber, Validity};
use crate::{
    ground::{
        Localized,
        ids::{CertificateId, CourseId, EnrollmentId, SpecialistId},
    },
    specialists::{PersonName, model::CountedFacts},
};

/// Text of a certificate, and its enrollment. It remains as it was printed, whatever is edited later (R6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedCertificate {
    pub enrollment: EnrollmentId,
    pub specialist: SpecialistId,
    pub course: CourseId,
    /// Name of the holder; empty once they have had it removed.
    pub holder: PersonName,
    pub title: Localized,
    pub academic_hours: i32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// Facts of the holder on that day; none if they were asked and did not agree.
    pub facts: CountedFacts,
}

/// Day on which a certificate was revoked, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    pub on: NaiveDate,
    pub reason: String,
}

/// Certificate as the registry has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub id: CertificateId,
    pub registration_number: RegistrationNumber,
    pub check_code: CheckCode,
    pub printed: PrintedCertificate,
    /// Day from which it counts: its own issue, or that of the one it replaces (R1).
    pub counts_on: NaiveDate,
    pub revocation: Option<Revocation>,
    pub replaced_on: Option<NaiveDate>,
    pub replaces: Option<CertificateId>,
    pub recorded_at: DateTime<Utc>,
}

impl Certificate {
    /// Tells whether the holder's name has been removed at their request.
    pub const fn is_erased(&self) -> bool {
        self.printed.holder.surname.is_empty() && self.printed.holder.given_name.is_empty()
    }

    pub fn revoked_on(&self) -> Option<NaiveDate> {
        self.revocation.as_ref().map(|revocation| revocation.on)
    }

    pub fn validity(&self) -> Validity {
        Validity { valid_until: self.printed.valid_until, revoked_on: self.revoked_on(), replaced_on: self.replaced_on }
    }
}
