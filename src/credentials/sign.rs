//! Signing: from facts to a credential in its three forms.

use chrono::DateTime;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

use super::{
    badge,
    claims::Claims,
    facts::{CredentialFacts, Issuer, SignedCredential},
    keys::Signer,
    proof,
    site::Key as KeyAddress,
    statement, store,
    token::RS256,
};
use crate::{
    db::{Failure, Tx},
    ground::{AppError, Locale, address::Address},
};

/// Bytes of a statement at most: so many are read back from a code of 40 mm in print.
const STATEMENT: usize = 350;

impl Signer {
    /// Signs the facts of a certificate. The same facts and keys give the same bytes.
    pub fn sign(&self, issuer: &Issuer, facts: &CredentialFacts) -> Result<SignedCredential, Failure> {
        let (body, achievement) = badge::achievement(issuer, facts);
        let credential = badge::credential(self.key(), issuer, facts, body);
        let jwt = self.token(issuer, &credential)?;
        let document = proof::prove(self, issuer, &credential)?.to_string();
        Ok(SignedCredential { jwt, document, statement: self.statement(facts), achievement })
    }

    /// Token around a credential (VC-JWT): its claims are those of the credential once more.
    pub(super) fn token(&self, issuer: &Issuer, credential: &Value) -> Result<String, Failure> {
        let kid = KeyAddress::of(self.rsa_id()).url(&issuer.origin, Locale::Kk);
        let header = json!({ "alg": RS256, "kid": kid, "typ": "JWT" });
        let seconds = |member: &str| {
            credential[member].as_str().and_then(|at| DateTime::parse_from_rfc3339(at).ok()).map(|at| at.timestamp())
        };
        let mut payload = json!({
            "iss": credential["issuer"]["id"],
            "jti": credential["id"],
            "sub": credential["credentialSubject"]["id"],
            "nbf": seconds("validFrom"),
        });
        if let Some(last) = seconds("validUntil") {
            payload["exp"] = last.into();
        }
        badge::merge(&mut payload, credential);
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let signed = format!("{}.{}", part(&header), part(&payload));
        let signature = self.rs256(signed.as_bytes())?;
        Ok(format!("{signed}.{}", BASE64URL_NOPAD.encode(&signature)))
    }

    fn statement(&self, facts: &CredentialFacts) -> Vec<u8> {
        let title = facts.title.pick(Locale::Kk).0;
        let claims = Claims {
            number: facts.number.clone(),
            code: facts.check_code.clone(),
            holder: badge::holder(self.key(), facts),
            title: title.to_owned(),
            academic_hours: facts.academic_hours,
            starts_on: facts.starts_on,
            ends_on: facts.ends_on,
            issued_on: facts.issued_on,
            valid_until: facts.valid_until,
            status_index: facts.status_index,
        };
        let seal = |claims: &Claims| statement::seal(claims, self.ed25519_id(), |bytes| self.ed25519(bytes));
        let whole = seal(&claims);
        if whole.len() <= STATEMENT {
            return whole;
        }
        // a title of more than a line: the code of the course says which it is
        seal(&Claims { title: facts.course_code.clone(), ..claims })
    }
}

/// Signs one credential and publishes its achievement. Where the keys are made first, the transaction has a change to be
/// committed.
pub async fn sign(tx: &mut Tx, issuer: &Issuer, facts: &CredentialFacts) -> Result<SignedCredential, AppError> {
    let signer = Signer::current(tx).await?;
    let signed = signer.sign(issuer, facts)?;
    signed.publish(tx).await?;
    Ok(signed)
}

impl SignedCredential {
    /// Publishes the achievement that the credential names.
    pub async fn publish(&self, tx: &mut Tx) -> Result<(), AppError> {
        Ok(store::insert_achievement(tx, &self.achievement).await?)
    }
}

/// Text of the QR code: the short address of the check, and behind the `#`, which no browser sends on, the statement.
pub fn qr_text(short_address: &str, statement: &[u8]) -> String {
    format!("{short_address}#{}", statement::text_of(statement))
}
