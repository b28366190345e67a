//! Published keys that credentials are proven with, retired ones among them.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::Deserialize;

use super::{
    check::{Proof, crypto},
    cose::Envelope,
    token::Token,
};

/// Id of a key as text, and as the bytes that a statement names it by.
pub(super) fn id_text(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

pub(super) fn id_bytes(id: &str) -> Vec<u8> {
    HEXLOWER.decode(id.as_bytes()).unwrap_or_default()
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

/// Id of a key in an address or a name of it: what follows the last slash or `#`.
pub(super) fn id_in(name: &str) -> &str {
    name.rsplit(['/', '#']).next().unwrap_or(name)
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
            Some((id_in(&jwk.kid).to_owned(), key))
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
