//! Signatures as the browser checks them: Ed25519 by a library, since phones of some years ago cannot, and RSA by
//! the browser itself.

use data_encoding::BASE64URL_NOPAD;
use ed25519_compact::{PublicKey, Signature};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

/// Tells whether an Ed25519 signature is right.
pub(in crate::credentials) fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let (Ok(key), Ok(signature)) = (PublicKey::from_slice(key), Signature::from_slice(signature)) else { return false };
    key.verify(message, &signature).is_ok()
}

/// Tells whether a signature of RSA with SHA-256 (RS256) is right; modulus and exponent are those of the key.
pub(in crate::credentials) async fn rs256(key: (&[u8], &[u8]), message: &[u8], signature: &[u8]) -> bool {
    verify(key, message, signature).await.is_ok_and(|answer| answer.is_truthy())
}

async fn verify((modulus, exponent): (&[u8], &[u8]), message: &[u8], signature: &[u8]) -> Result<JsValue, JsValue> {
    let object = |members: &[(&str, JsValue)]| -> Result<Object, JsValue> {
        let object = Object::new();
        for (name, value) in members {
            Reflect::set(&object, &(*name).into(), value)?;
        }
        Ok(object)
    };
    let algorithm = object(&[("name", "RSASSA-PKCS1-v1_5".into()), ("hash", "SHA-256".into())])?;
    let jwk = object(&[
        ("kty", "RSA".into()),
        ("n", BASE64URL_NOPAD.encode(modulus).into()),
        ("e", BASE64URL_NOPAD.encode(exponent).into()),
    ])?;
    let subtle = subtle()?;
    let uses = Array::of1(&"verify".into());
    let key = JsFuture::from(subtle.import_key_with_object("jwk", &jwk, &algorithm, false, &uses)?).await?;
    let key: CryptoKey = key.dyn_into()?;
    let (message, signature) = (Uint8Array::from(message), Uint8Array::from(signature));
    JsFuture::from(
        subtle.verify_with_object_and_buffer_source_and_buffer_source(&algorithm, &key, &signature, &message)?,
    )
    .await
}

/// Cryptography of the page; there is none where the page came neither by HTTPS nor from this machine.
fn subtle() -> Result<SubtleCrypto, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    Ok(window.crypto()?.subtle())
}
