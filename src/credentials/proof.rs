//! Proof embedded in a credential: Data Integrity with `eddsa-rdfc-2022` (W3C), over the credential as canonical RDF.

use std::sync::LazyLock;

use affinidi_rdf_encoding::expand_canonicalize_and_hash;
use serde_json::{Value, json};

use super::{badge::OPEN_BADGES, facts::Issuer, keys::Signer};
use crate::db::Failure;

/// Context of Open Badges, which the library has not; fetched once from its publisher.
static OPEN_BADGES_CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str::<Value>(include_str!("../../data/open-badges-3.0.3.json"))
        .map_or(Value::Null, |mut document| document["@context"].take())
});

/// Type that the context of Open Badges gives to `hashed`.
const BOOLEAN: &str = "https://www.w3.org/2001/XMLSchema#boolean";
/// Beginning of an Ed25519 key in Multikey.
const ED25519_KEY: [u8; 2] = [0xed, 0x01];

/// Text of bytes in base 58 (Multibase).
fn base58(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// Public key as Multikey has it.
pub(super) fn multikey(key: &[u8]) -> String {
    base58(&[&ED25519_KEY[..], key].concat())
}

/// Credential with a proof, in an array as the schema of Open Badges wants.
pub(super) fn prove(signer: &Signer, issuer: &Issuer, credential: &Value) -> Result<Value, Failure> {
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": credential["validFrom"],
        "verificationMethod": format!("{}#{}", issuer.did(), signer.ed25519_id()),
        "proofPurpose": "assertionMethod",
    });
    let mut options = proof.clone();
    options["@context"] = credential["@context"].clone();
    let hashes = [hash(&options)?, hash(credential)?].concat();
    proof["proofValue"] = base58(&signer.ed25519(&hashes)).into();
    let mut proven = credential.clone();
    proven["proof"] = json!([proof]);
    Ok(proven)
}

/// SHA-256 of a document as canonical RDF (RDFC-1.0).
fn hash(document: &Value) -> Result<[u8; 32], Failure> {
    let mut document = document.clone();
    if let Some(contexts) = document["@context"].as_array_mut() {
        for context in contexts.iter_mut().filter(|context| **context == OPEN_BADGES) {
            *context = OPEN_BADGES_CONTEXT.clone();
        }
    }
    // the library gives a boolean its own type, whatever its context says
    if let Some(hashed) = document.pointer_mut("/credentialSubject/identifier/0/hashed") {
        *hashed = json!({ "@value": hashed.to_string(), "@type": BOOLEAN });
    }
    expand_canonicalize_and_hash(&document).map_err(|error| Failure::Unreadable(error.to_string()))
}
