//! Certificate: what is printed on it, and its state.

use chrono::{DateTime, NaiveDate, Utc};

use super::{CheckCode, RegistrationNumber, Validity};
use crate::{
    ground::{
        Localized,
        ids::{CertificateId, CourseId, EnrollmentId, SpecialistId},
        text_enum,
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

text_enum! {
    /// Kind of reason for which a certificate is revoked.
    pub enum RevocationKind {
        /// Issued by mistake.
        Mistake = "mistake",
        /// Facts that it rests on were wrong.
        Fraud = "fraud",
        /// Wish of the holder.
        Request = "request",
        Other = "other",
    }
}

/// Revocation as staff decide it.
#[derive(Clone, Copy, Debug)]
pub struct NewRevocation<'a> {
    pub kind: RevocationKind,
    pub reason: &'a str,
    /// True if the letter to the holder says the reason.
    pub is_said: bool,
}

impl<'a> From<&'a str> for NewRevocation<'a> {
    /// Revocation for a reason in words, of which the holder is not written.
    fn from(reason: &'a str) -> Self {
        Self { kind: RevocationKind::Other, reason, is_said: false }
    }
}

/// Day on which a certificate was revoked, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    pub on: NaiveDate,
    pub kind: RevocationKind,
    pub reason: String,
}

/// Finds a letter of a name that no certificate can show: one beside Latin, Russian and Kazakh letters, digits, spaces
/// and the marks that names have.
pub fn unprintable_letter(name: &str) -> Option<char> {
    const KAZAKH: &str = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё";
    name.chars().find(|letter| {
        let is_known = letter.is_ascii_alphanumeric() || ('А'..='я').contains(letter) || KAZAKH.contains(*letter);
        !is_known && !matches!(letter, ' ' | '-' | '’' | '\'' | '.' | '\u{2011}')
    })
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
    /// True if the holder lets the check show no more than what it is and until when it is valid.
    pub is_shown_short: bool,
}

impl Certificate {
    /// Tells whether the holder's name has been removed at their request.
    pub const fn is_erased(&self) -> bool {
        self.printed.holder.surname.is_empty() && self.printed.holder.given_name.is_empty()
    }

    /// Tells whether it was revoked or replaced.
    pub const fn is_over(&self) -> bool {
        self.revocation.is_some() || self.replaced_on.is_some()
    }

    pub fn revoked_on(&self) -> Option<NaiveDate> {
        self.revocation.as_ref().map(|revocation| revocation.on)
    }

    pub fn validity(&self) -> Validity {
        Validity { valid_until: self.printed.valid_until, revoked_on: self.revoked_on(), replaced_on: self.replaced_on }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_three_languages_is_printed_and_others_are_named() {
        for name in ["Әбіш Ғұмар-Қаңлы Өмірұлы", "Һалима Үкіқызы", "O’Neill Jean-Luc", "Щёголева Ъ. Ы."]
        {
            assert_eq!(unprintable_letter(name), None, "{name}");
        }
        assert_eq!(unprintable_letter("Ǵaliyev Daniyar"), Some('Ǵ'));
        assert_eq!(unprintable_letter("李 明"), Some('李'));
    }
}
