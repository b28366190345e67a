//! Facts that a credential or a statement proves.

use chrono::NaiveDate;

/// Places of one status list: the least that the standard allows, so that nobody is found by the list they are in.
pub const PLACES: u64 = 131_072;

/// Facts of a certificate, as a signature covers them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    pub number: String,
    /// Check code, in groups: `4H7K-Q2MX-9RDT`.
    pub code: String,
    pub holder: Holder,
    pub title: String,
    pub academic_hours: u32,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub issued_on: NaiveDate,
    /// Last day on which it is valid; `None`: for ever.
    pub valid_until: Option<NaiveDate>,
    /// Place in the status lists.
    pub status_index: u64,
}

/// Holder, as they chose to be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Name as it is printed.
    Named(String),
    /// Salted hash of the name: whoever knows the name can compare it, and nobody reads it.
    Hashed { salt: Vec<u8>, hash: Vec<u8> },
}

/// Bytes of the salt before a hashed name, and bytes of the hash that remain.
pub const SALT: usize = 8;
pub const HASH: usize = 16;

impl Holder {
    /// Bytes whose SHA-256 begins with the hash of this name under this salt.
    pub fn hash_input(salt: &[u8], name: &str) -> Vec<u8> {
        [salt, name.as_bytes()].concat()
    }
}
