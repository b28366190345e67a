//! Public halves of the signing keys.

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

use crate::ground::text_enum;

text_enum! {
    /// Algorithm of a signing key, as JWK and JWT call it.
    pub enum Algorithm {
        /// RSA with SHA-256: tokens.
        Rs256 = "RS256",
        /// Ed25519: statements, status files, embedded proofs.
        EdDsa = "EdDSA",
    }
}

/// Public half of a key. It remains published for ever.
#[derive(Clone, Debug)]
pub struct PublishedKey {
    pub id: String,
    pub algorithm: Algorithm,
    /// Public JWK without names: type and numbers.
    pub jwk: Value,
    pub created_at: DateTime<Utc>,
    pub retired_at: Option<DateTime<Utc>>,
}

impl PublishedKey {
    /// Bytes of an Ed25519 key; `None` for another.
    pub(super) fn ed25519(&self) -> Option<Vec<u8>> {
        let x = self.jwk["x"].as_str().filter(|_| self.algorithm == Algorithm::EdDsa)?;
        BASE64URL_NOPAD.decode(x.as_bytes()).ok()
    }
}
