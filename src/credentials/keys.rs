//! Keys that sign: made at the first use, kept sealed with the key of the database, retired by `maman keys rotate`.

use std::sync::Arc;

use aws_lc_rs::{
    digest,
    encoding::AsDer as _,
    rand::SystemRandom,
    rsa::{KeyPair as RsaKeyPair, KeySize},
    signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256},
};
use data_encoding::{BASE64, BASE64URL_NOPAD};
use serde_json::{Value, json};

use super::{
    key_id,
    policy::{CanRotate, may_rotate},
    published_key::{Algorithm, PublishedKey},
    store,
};
use crate::{
    audit,
    db::{Ctx, Failure, Key, Tx},
    ground::{AppError, Private},
};

/// Pair of keys that sign now. It needs no database, so that many credentials are signed off the waiting threads.
#[derive(Clone)]
pub struct Signer(Arc<Pairs>);

struct Pairs {
    rsa: RsaKeyPair,
    rsa_id: String,
    ed25519: Ed25519KeyPair,
    ed25519_id: String,
    key: Key,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({}, {})", self.0.rsa_id, self.0.ed25519_id)
    }
}

/// Bytes of a key's id: the beginning of its thumbprint (RFC 7638).
const ID: usize = 8;

/// Private half of a key as text, before it is sealed.
type Secret = Private<String>;

fn unreadable<E>(_: E) -> Failure {
    Failure::Unreadable("signing key".to_owned())
}

impl Signer {
    /// Reads the keys that sign, or makes them; the transaction then has a change to be committed.
    pub async fn current(tx: &mut Tx) -> Result<Self, AppError> {
        let rsa = rsa_pair(&current(tx, Algorithm::Rs256).await?)?;
        let ed25519 = ed25519_pair(&current(tx, Algorithm::EdDsa).await?)?;
        Ok(Self(Arc::new(Pairs {
            rsa_id: id_of(&rsa_jwk(&rsa)),
            ed25519_id: id_of(&ed25519_jwk(&ed25519)),
            rsa,
            ed25519,
            key: tx.key().clone(),
        })))
    }

    /// Id of the key that signs tokens.
    pub(super) fn rsa_id(&self) -> &str {
        &self.0.rsa_id
    }

    /// Id of the key that signs statements.
    pub(super) fn ed25519_id(&self) -> &str {
        &self.0.ed25519_id
    }

    pub(super) fn key(&self) -> &Key {
        &self.0.key
    }

    pub(super) fn rs256(&self, message: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut signature = vec![0; self.0.rsa.public_modulus_len()];
        let signed = self.0.rsa.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature);
        signed.map_err(unreadable)?;
        Ok(signature)
    }

    pub(super) fn ed25519(&self, message: &[u8]) -> Vec<u8> {
        self.0.ed25519.sign(message).as_ref().to_vec()
    }
}

/// Reads the keys that sign; where there are none yet, they are made in a transaction of their own.
pub async fn signer(ctx: &Ctx) -> Result<Signer, AppError> {
    let mut tx = ctx.read().await?;
    if store::find_current(&mut tx, Algorithm::Rs256).await?.is_some()
        && store::find_current(&mut tx, Algorithm::EdDsa).await?.is_some()
    {
        return Signer::current(&mut tx).await;
    }
    drop(tx);
    let mut tx = ctx.begin().await?;
    let signer = Signer::current(&mut tx).await?;
    audit::commit_changes(tx).await?;
    Ok(signer)
}

/// Private half of the key that signs by this algorithm, which is made where there is none.
async fn current(tx: &mut Tx, algorithm: Algorithm) -> Result<Secret, Failure> {
    if let Some(sealed) = store::find_current(tx, algorithm).await? {
        return tx.key().decrypt(&sealed);
    }
    make(tx, algorithm).await?;
    // where two nodes began at once, the one that came first has made it
    let sealed = store::find_current(tx, algorithm).await?.ok_or_else(|| unreadable(()))?;
    tx.key().decrypt(&sealed)
}

/// Makes a key of this algorithm, unless there is one that signs.
async fn make(tx: &mut Tx, algorithm: Algorithm) -> Result<(), Failure> {
    let (secret, jwk) = match algorithm {
        Algorithm::Rs256 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa3072).map_err(unreadable)?;
            (BASE64.encode(pair.as_der().map_err(unreadable)?.as_ref()), rsa_jwk(&pair))
        }
        Algorithm::EdDsa => {
            let pair = Ed25519KeyPair::generate().map_err(unreadable)?;
            (BASE64.encode(pair.to_pkcs8().map_err(unreadable)?.as_ref()), ed25519_jwk(&pair))
        }
    };
    let key = PublishedKey { id: id_of(&jwk), algorithm, jwk, created_at: tx.at(), retired_at: None };
    let sealed = tx.key().encrypt(tx.ids(), &secret)?;
    if store::insert_key(tx, &key, &sealed).await? {
        audit::record_new(
            tx,
            "signing_key.made",
            ("signing_key", &key.id),
            &json!({ "algorithm": algorithm.as_str() }),
        )?;
    }
    Ok(())
}

/// Retires both keys and makes new ones. Whatever the old ones have signed remains proven by their public halves.
pub async fn rotate(tx: &mut Tx) -> Result<(), AppError> {
    let permit: CanRotate = may_rotate(tx.caller())?;
    for algorithm in Algorithm::ALL {
        if let Some(id) = store::retire(tx, &permit, *algorithm).await? {
            let retired = json!({ "algorithm": algorithm.as_str() });
            audit::record(tx, "signing_key.retired", ("signing_key", id), Some(&retired), None::<&()>)?;
        }
        make(tx, *algorithm).await?;
    }
    Ok(())
}

fn secret_bytes(secret: &Secret) -> Result<Vec<u8>, Failure> {
    BASE64.decode(secret.reveal().as_bytes()).map_err(unreadable)
}

fn rsa_pair(secret: &Secret) -> Result<RsaKeyPair, Failure> {
    RsaKeyPair::from_pkcs8(&secret_bytes(secret)?).map_err(unreadable)
}

fn ed25519_pair(secret: &Secret) -> Result<Ed25519KeyPair, Failure> {
    Ed25519KeyPair::from_pkcs8(&secret_bytes(secret)?).map_err(unreadable)
}

// the members of both are in the order of the alphabet, as the thumbprint wants them (RFC 7638)

fn rsa_jwk(pair: &RsaKeyPair) -> Value {
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    let public = pair.public_key();
    json!({
        "e": text(public.exponent().big_endian_without_leading_zero()),
        "kty": "RSA",
        "n": text(public.modulus().big_endian_without_leading_zero()),
    })
}

fn ed25519_jwk(pair: &Ed25519KeyPair) -> Value {
    json!({ "crv": "Ed25519", "kty": "OKP", "x": BASE64URL_NOPAD.encode(pair.public_key().as_ref()) })
}

/// Id of a key: the beginning of the thumbprint of its public half.
fn id_of(jwk: &Value) -> String {
    let thumbprint = digest::digest(&digest::SHA256, jwk.to_string().as_bytes());
    key_id::text(&thumbprint.as_ref()[..ID])
}
