//! Credential as a signed token (VC-JWT, RS256): reading it, and the facts in it.

use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use super::{
    claims::{Claims, Holder, PLACES},
    key_id,
};

/// Token that was read and not yet proven.
#[derive(Debug)]
pub struct Token {
    pub(super) key: String,
    pub(super) signed: String,
    pub(super) signature: Vec<u8>,
    pub(super) claims: Claims,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
}

// names of the credential's members, of which those are read that a check shows
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    valid_from: String,
    valid_until: Option<String>,
    #[serde(rename = "credentialSubject")]
    subject: Subject,
    #[serde(rename = "credentialStatus")]
    status: Status,
    evidence: Vec<Evidence>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subject {
    activity_start_date: String,
    activity_end_date: String,
    credits_earned: u32,
    license_number: String,
    identifier: Vec<Identity>,
    achievement: Achievement,
}

#[derive(Deserialize)]
struct Identity {
    hashed: bool,
    #[serde(rename = "identityHash")]
    name: String,
    salt: Option<String>,
}

#[derive(Deserialize)]
struct Achievement {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    status_list_index: String,
    status_list_credential: String,
}

#[derive(Deserialize)]
struct Evidence {
    id: String,
}

/// Algorithm of our tokens; one that names another is none of ours.
pub(super) const RS256: &str = "RS256";
/// Beginning of a hash in an identity (Open Badges 3.0).
pub(super) const SHA256: &str = "sha256$";

fn decoded(part: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(part.as_bytes()).ok()
}

/// Reads a token. `None`: it is none, or is not one of a certificate.
pub fn open(text: &str) -> Option<Token> {
    let text = text.trim();
    let (signed, signature) = text.rsplit_once('.')?;
    let (header, payload) = signed.split_once('.')?;
    let header: Header = serde_json::from_slice(&decoded(header)?).ok()?;
    let credential: Credential = serde_json::from_slice(&decoded(payload)?).ok()?;
    let token = Token {
        key: key_id::in_name(&header.kid).to_owned(),
        signed: signed.to_owned(),
        signature: decoded(signature)?,
        claims: credential.claims()?,
    };
    (header.alg == RS256).then_some(token)
}

/// Day of a date-time, as the place where it was issued has it.
fn day(date_time: &str) -> Option<NaiveDate> {
    date_time.get(..10)?.parse().ok()
}

impl Credential {
    fn claims(self) -> Option<Claims> {
        let subject = self.subject;
        let identity = subject.identifier.into_iter().next()?;
        let holder = if identity.hashed {
            let hash = identity.name.strip_prefix(SHA256)?;
            Holder::Hashed { salt: identity.salt?.into_bytes(), hash: hash.as_bytes().to_vec() }
        } else {
            Holder::Named(identity.name)
        };
        let list: u64 = key_id::in_name(&self.status.status_list_credential).parse().ok()?;
        let place: u64 = self.status.status_list_index.parse().ok()?;
        Some(Claims {
            number: subject.license_number,
            code: key_id::in_name(&self.evidence.first()?.id).to_owned(),
            holder,
            title: subject.achievement.name,
            academic_hours: subject.credits_earned,
            starts_on: day(&subject.activity_start_date)?,
            ends_on: day(&subject.activity_end_date)?,
            issued_on: day(&self.valid_from)?,
            valid_until: match self.valid_until {
                Some(last) => Some(day(&last)?),
                None => None,
            },
            status_index: list.checked_sub(1)?.checked_mul(PLACES)?.checked_add(place)?,
        })
    }
}
