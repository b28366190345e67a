//! Facts that are to be signed, and what comes of them.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::ground::Localized;

/// Facts of a certificate for its credential.
#[derive(Clone, Debug)]
pub struct CredentialFacts {
    /// Id of the credential; the certificate's own serves.
    pub id: Uuid,
    pub number: String,
    /// Check code in groups, as it is printed.
    pub check_code: String,
    /// Short address of the check page: `https://host/v/CODE`.
    pub check_address: String,
    /// Name as it is printed.
    pub holder: String,
    pub title: Localized,
    pub course_code: String,
    pub description: Localized,
    /// Conditions under which the course is completed.
    pub criteria: Localized,
    pub academic_hours: u32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    pub valid_until: Option<NaiveDate>,
    /// Place in the status lists, from `Signer::random_status_index`.
    pub status_index: u64,
    /// True if the holder chose to be named by a hash alone.
    pub is_name_hashed: bool,
}

/// Centre as the issuer of credentials.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// Public address of the site, without a slash at its end.
    pub origin: String,
    pub name: Localized,
}

impl Issuer {
    /// Decentralised identifier of the centre: its host, by the method `did:web`.
    pub fn did(&self) -> String {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        format!("did:web:{}", host.replace(':', "%3A"))
    }
}

/// Credential of a certificate in its three forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCredential {
    /// Signed token (VC-JWT).
    pub jwt: String,
    /// Document with an embedded proof.
    pub document: String,
    /// Statement for the QR code.
    pub statement: Vec<u8>,
    /// Achievement that it names, for its address.
    pub achievement: Achievement,
}

/// Course as credentials name it. It is never changed: an edited course is another achievement, at an address of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achievement {
    /// Code of the course and the beginning of the hash of the text: `NRC-04.1f0c…`.
    pub key: String,
    pub document: String,
}
