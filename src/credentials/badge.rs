//! Open Badges 3.0 credential of a certificate, as a W3C Verifiable Credential 2.0.

use aws_lc_rs::digest;
use chrono::{Days, NaiveDate, SecondsFormat};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use super::{
    claims::{HASH, Holder, SALT},
    facts::{Achievement, CredentialFacts, Issuer},
    lists::LIST_LENGTH,
    site::{AchievementDocument, StatusList},
    token::SHA256,
};
use crate::{
    db::Key,
    ground::{
        Locale, Localized,
        address::Address,
        clock::{local, start_of},
    },
};

/// Contexts, in the order that the standard wants.
pub(super) const CREDENTIALS: &str = "https://www.w3.org/ns/credentials/v2";
pub(super) const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// Digits of the hash in the key of an achievement.
const VERSION: usize = 12;

fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// Address without a language, as it is signed.
fn address(issuer: &Issuer, address: &impl Address) -> String {
    address.url(&issuer.origin, Locale::Kk)
}

/// Beginning of a day in Kazakhstan.
fn day(day: NaiveDate) -> String {
    local(start_of(day)).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Last second of a day in Kazakhstan.
fn end_of(day: NaiveDate) -> String {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    local(start_of(next) - chrono::TimeDelta::seconds(1)).to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Name of the holder as they chose it. The salt comes of the key of the database, so that the same facts give the same
/// credential, and nobody else can work it out.
pub(super) fn holder(key: &Key, facts: &CredentialFacts) -> Holder {
    if !facts.is_name_hashed {
        return Holder::Named(facts.holder.clone());
    }
    let mut salt = key.index(&format!("salt of the holder {}", facts.id));
    salt.truncate(SALT);
    let mut hash = digest::digest(&digest::SHA256, &Holder::hash_input(&salt, &facts.holder)).as_ref().to_vec();
    hash.truncate(HASH);
    Holder::Hashed { salt, hash }
}

/// Holder's name as the standard has it: plain, or with a salt and hashed.
fn identity(key: &Key, facts: &CredentialFacts) -> Value {
    match holder(key, facts) {
        Holder::Named(name) => json!({
            "type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name",
        }),
        Holder::Hashed { salt, .. } => {
            let salt = HEXLOWER.encode(&salt);
            let hash = sha256(format!("{}{salt}", facts.holder).as_bytes());
            json!({
                "type": "IdentityObject", "hashed": true, "identityHash": format!("{SHA256}{hash}"),
                "identityType": "name", "salt": salt,
            })
        }
    }
}

/// Text of the first language that has one, Kazakh before the others.
fn text(localized: &Localized) -> &str {
    localized.pick(Locale::Kk).0
}

/// Course as an achievement, under the address that its text gives it.
pub(super) fn achievement(issuer: &Issuer, facts: &CredentialFacts) -> (Value, Achievement) {
    let (name, language) = facts.title.pick(Locale::Kk);
    let described = if facts.description.is_empty() { name } else { text(&facts.description) };
    let criteria = if facts.criteria.is_empty() { described } else { text(&facts.criteria) };
    let mut body = json!({
        "id": "",
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": name,
        "description": described,
        "humanCode": facts.course_code,
        "inLanguage": language.code(),
        "creditsAvailable": facts.academic_hours,
        "criteria": { "narrative": criteria },
    });
    let key = format!("{}.{}", facts.course_code, &sha256(body.to_string().as_bytes())[..VERSION]);
    body["id"] = address(issuer, &AchievementDocument::of(&*key)).into();
    let mut document = json!({ "@context": [CREDENTIALS, OPEN_BADGES] });
    merge(&mut document, &body);
    (body, Achievement { key, document: document.to_string() })
}

/// Adds the members of one object to another.
pub(super) fn merge(into: &mut Value, from: &Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from.clone());
    }
}

/// Centre as the credential names it.
pub(super) fn profile(issuer: &Issuer) -> Value {
    json!({ "id": issuer.did(), "type": ["Profile"], "name": text(&issuer.name), "url": issuer.origin })
}

/// Credential without a proof.
pub(super) fn credential(key: &Key, issuer: &Issuer, facts: &CredentialFacts, achievement: Value) -> Value {
    let list =
        address(issuer, &StatusList::of(i64::try_from(facts.status_index / LIST_LENGTH + 1).unwrap_or(i64::MAX)));
    let place = facts.status_index % LIST_LENGTH;
    let name = text(&facts.title);
    let id = format!("urn:uuid:{}", facts.id);
    let mut credential = json!({
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": profile(issuer),
        "validFrom": day(facts.issued_on),
    });
    if let Some(last) = facts.valid_until {
        credential["validUntil"] = end_of(last).into();
    }
    merge(
        &mut credential,
        &json!({
            "credentialSubject": {
                "id": subject_id(&id),
                "type": ["AchievementSubject"],
                "identifier": [identity(key, facts)],
                "activityStartDate": day(facts.starts_on),
                "activityEndDate": day(facts.ends_on),
                "creditsEarned": facts.academic_hours,
                "licenseNumber": facts.number,
                "achievement": achievement,
            },
            "credentialStatus": {
                "id": format!("{list}#{place}"),
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": place.to_string(),
                "statusListCredential": list,
            },
            "evidence": [{ "id": facts.check_address, "type": ["Evidence"], "name": facts.check_code }],
        }),
    );
    credential
}

/// Id of the holder within one credential alone, so that two credentials tell nobody that they are of one person.
fn subject_id(credential: &str) -> String {
    format!("{credential}#holder")
}
