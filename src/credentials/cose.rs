//! `COSE_Sign1` with Ed25519 (RFC 9052): the envelope of statements and of the status file.

use minicbor::{
    Decode, Encode,
    bytes::{ByteSlice, ByteVec},
};

use super::key_id;

/// Number of Ed25519's algorithm in COSE.
const EDDSA: i32 = -8;
/// Tag of `COSE_Sign1`.
const SIGN1: u64 = 18;
pub(super) const SIGNATURE: usize = 64;

/// Head of an envelope, covered by the signature: algorithm and key.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Head {
    #[n(1)]
    algorithm: i32,
    #[n(4)]
    key: ByteVec,
}

#[derive(Encode, Decode)]
#[cbor(tag(18))]
struct Sign1<'b> {
    #[b(0)]
    head: &'b ByteSlice,
    #[n(1)]
    unprotected: Empty,
    #[b(2)]
    payload: &'b ByteSlice,
    #[b(3)]
    signature: &'b ByteSlice,
}

/// Head that is not covered by the signature; ours is empty.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Empty {}

#[derive(Encode)]
struct ToBeSigned<'b> {
    #[n(0)]
    context: &'b str,
    #[n(1)]
    head: &'b ByteSlice,
    #[n(2)]
    external: &'b ByteSlice,
    #[n(3)]
    payload: &'b ByteSlice,
}

/// Envelope that was read and not yet proven.
#[derive(Debug)]
pub(super) struct Envelope {
    /// Id of the key that it names.
    pub(super) key: String,
    pub(super) payload: Vec<u8>,
    pub(super) signed: Vec<u8>,
    pub(super) signature: Vec<u8>,
}

fn encoded<T: Encode<()>>(value: T) -> Vec<u8> {
    let mut bytes = Vec::new();
    // writing to a vector does not fail
    let _ = minicbor::encode(value, &mut bytes);
    bytes
}

fn to_be_signed(head: &[u8], payload: &[u8]) -> Vec<u8> {
    encoded(ToBeSigned { context: "Signature1", head: head.into(), external: [][..].into(), payload: payload.into() })
}

/// Envelope around a payload, signed by a function that signs with the key of this id.
pub(super) fn seal(key: &str, payload: &[u8], sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let head = encoded(Head { algorithm: EDDSA, key: key_id::bytes(key).into() });
    let signature = sign(&to_be_signed(&head, payload));
    let (head, payload, signature) = (head[..].into(), payload.into(), signature[..].into());
    encoded(Sign1 { head, unprotected: Empty {}, payload, signature })
}

/// Reads an envelope. `None`: it is none, or is written in another way than `seal` writes it, so that no byte of it can
/// change unseen.
pub(super) fn open(bytes: &[u8]) -> Option<Envelope> {
    let sign1: Sign1<'_> = minicbor::decode(bytes).ok()?;
    let head: Head = minicbor::decode(sign1.head).ok()?;
    let envelope = Envelope {
        key: key_id::text(&head.key),
        payload: sign1.payload.to_vec(),
        signed: to_be_signed(sign1.head, sign1.payload),
        signature: sign1.signature.to_vec(),
    };
    let is_ours = head.algorithm == EDDSA && envelope.signature.len() == SIGNATURE && encoded(sign1) == bytes;
    is_ours.then_some(envelope)
}

/// Tells whether bytes look like an envelope at all, so that one that was cut off is told from something else.
pub(super) fn is_tagged(bytes: &[u8]) -> bool {
    minicbor::Decoder::new(bytes).tag().is_ok_and(|tag| tag.as_u64() == SIGN1)
}
