//! Published keys that credentials are proven with, retired ones among them.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;

use super::{cose::Envelope, crypto, key_id, token::Token};

/// Reason why something is not proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Signature does not fit what is written.
    Altered,
    /// Key that signed it is not among those published.
    UnknownKey,
}

/// Public key, as far as it is needed to prove something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    Ed25519(Vec<u8>),
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
}

/// Public keys by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyRing(Vec<(String, PublicKey)>);

/// Key in a JWK set (RFC 7517), with the members that are read.
#[derive(Deserialize)]
struct Jwk {
    /// Address of the key, or its id alone.
    kid: String,
    x: Option<String>,
    n: Option<String>,
    e: Option<String>,
}

#[derive(Deserialize)]
struct JwkSet {
    keys: Vec<Jwk>,
}

impl KeyRing {
    /// Reads a JWK set. `None`: it is none. Keys of other kinds are left out.
    pub fn from_jwks(json: &[u8]) -> Option<Self> {
        let set: JwkSet = serde_json::from_slice(json).ok()?;
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).ok();
        let keys = set.keys.into_iter().filter_map(|jwk| {
            let key = match (&jwk.x, &jwk.n, &jwk.e) {
                (Some(x), ..) => PublicKey::Ed25519(bytes(x)?),
                (None, Some(n), Some(e)) => PublicKey::Rsa { modulus: bytes(n)?, exponent: bytes(e)? },
                _ => return None,
            };
            Some((key_id::in_name(&jwk.kid).to_owned(), key))
        });
        Some(Self(keys.collect()))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, id: &str) -> Result<&PublicKey, Proof> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, key)| key).ok_or(Proof::UnknownKey)
    }

    /// Proves an envelope.
    pub(super) fn prove(&self, envelope: &Envelope) -> Result<(), Proof> {
        match self.find(&envelope.key)? {
            PublicKey::Ed25519(key) if crypto::ed25519(key, &envelope.signed, &envelope.signature) => Ok(()),
            PublicKey::Ed25519(_) | PublicKey::Rsa { .. } => Err(Proof::Altered),
        }
    }

    /// Proves a token.
    pub(super) async fn prove_token(&self, token: &Token) -> Result<(), Proof> {
        let is_right = match self.find(&token.key)? {
            PublicKey::Rsa { modulus, exponent } => {
                crypto::rs256((modulus, exponent), token.signed.as_bytes(), &token.signature).await
            }
            PublicKey::Ed25519(_) => false,
        };
        if is_right { Ok(()) } else { Err(Proof::Altered) }
    }
}
