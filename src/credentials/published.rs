//! Documents that are published: keys, issuer, achievements, status lists.

use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::{
    badge,
    facts::Issuer,
    keys::Signer,
    lists::{self, StatusChange},
    proof,
    published_key::PublishedKey,
    site::{DidDocument, IssuerProfile, Jwks, Key as KeyAddress, StatusList},
    store,
};
use crate::{
    db::Tx,
    ground::{AppError, Locale, address::Address},
};

/// Minutes for which a status list may be taken from a cache.
pub const STATUS_MINUTES: i64 = 5;

/// Public keys, the current ones first.
pub async fn keys(tx: &mut Tx) -> Result<Vec<PublishedKey>, AppError> {
    Ok(store::list_keys(tx).await?)
}

fn address(issuer: &Issuer, address: &impl Address) -> String {
    address.url(&issuer.origin, Locale::Kk)
}

/// Key as a JWK, under its address.
pub fn jwk(issuer: &Issuer, key: &PublishedKey) -> Value {
    let mut jwk = json!({
        "kid": address(issuer, &KeyAddress::of(&*key.id)),
        "alg": key.algorithm.as_str(),
        "use": "sig",
    });
    badge::merge(&mut jwk, &key.jwk);
    jwk
}

/// Set of all keys (RFC 7517).
pub fn jwks(issuer: &Issuer, keys: &[PublishedKey]) -> Value {
    json!({ "keys": keys.iter().map(|key| jwk(issuer, key)).collect::<Vec<_>>() })
}

/// Identity of the centre (did:web), with all keys as ways to prove what it signed.
pub fn did(issuer: &Issuer, keys: &[PublishedKey]) -> Value {
    let did = issuer.did();
    let id = |key: &PublishedKey| format!("{did}#{}", key.id);
    let methods = keys.iter().map(|key| match key.ed25519() {
        Some(bytes) => {
            let multikey = proof::multikey(&bytes);
            json!({ "id": id(key), "type": "Multikey", "controller": did, "publicKeyMultibase": multikey })
        }
        None => json!({ "id": id(key), "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk(issuer, key) }),
    });
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods.collect::<Vec<_>>(),
        "assertionMethod": keys.iter().map(id).collect::<Vec<_>>(),
        "service": [{
            "id": format!("{did}#profile"),
            "type": "LinkedDomains",
            "serviceEndpoint": issuer.origin,
        }],
    })
}

/// Centre as issuer (Open Badges 3.0, `Profile`).
pub fn issuer_profile(issuer: &Issuer) -> Value {
    let mut profile = json!({ "@context": [badge::CREDENTIALS, badge::OPEN_BADGES] });
    badge::merge(&mut profile, &badge::profile(issuer));
    let others = [address(issuer, &IssuerProfile), address(issuer, &DidDocument), address(issuer, &Jwks)];
    profile["sameAs"] = others.to_vec().into();
    profile
}

/// Achievement at its address; 404 for one that no credential names.
pub async fn achievement(tx: &mut Tx, key: &str) -> Result<String, AppError> {
    store::find_achievement(tx, key).await?.ok_or(AppError::NotFound)
}

/// Revoked and replaced certificates, and how many have a place at all.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    pub issued: u64,
    pub changes: Vec<StatusChange>,
}

/// Status file for the check without a network, signed.
pub fn status_file(signer: &Signer, made_at: chrono::DateTime<chrono::Utc>, changes: &Changes) -> Vec<u8> {
    let padded = lists::padded(signer.key(), changes.issued, &changes.changes);
    let file = lists::file(made_at, changes.issued, &padded);
    file.seal(signer.ed25519_id(), |bytes| signer.ed25519(bytes))
}

/// Bitstring status list with this number, counted from one, as a signed token; 404 for one that is not begun.
pub fn status_list(
    signer: &Signer,
    issuer: &Issuer,
    made_at: chrono::DateTime<chrono::Utc>,
    (number, changes): (i64, &Changes),
) -> Result<String, AppError> {
    let list = u64::try_from(number).ok().and_then(|number| number.checked_sub(1)).ok_or(AppError::NotFound)?;
    if list >= lists::list_count(changes.issued) {
        return Err(AppError::NotFound);
    }
    let padded = lists::padded(signer.key(), changes.issued, &changes.changes);
    let id = address(issuer, &StatusList { number });
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let credential = json!({
        "@context": [badge::CREDENTIALS],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": { "id": issuer.did() },
        "validFrom": instant(made_at),
        "validUntil": instant(made_at + chrono::TimeDelta::days(super::status::GOOD_DAYS)),
        "credentialSubject": {
            "id": format!("{id}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "ttl": STATUS_MINUTES * 60_000,
            "encodedList": lists::encoded(list, &padded)?,
        },
    });
    Ok(signer.token(issuer, &credential)?)
}
