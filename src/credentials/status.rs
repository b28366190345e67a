//! Status file: two bits for each place of the status lists, signed, so that a page without a network knows what was
//! revoked or replaced.

use chrono::{DateTime, TimeDelta, Utc};
use minicbor::{Decode, Encode, bytes::ByteVec};

use super::{
    cose::{self, Envelope},
    ring::{KeyRing, Proof},
};

/// Days for which a status file is good.
pub const GOOD_DAYS: i64 = 30;

/// State that the file has for a place; the numbers are those of its two bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Unchanged = 0,
    Revoked = 1,
    Replaced = 2,
    Suspended = 3,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    /// Seconds since the first of January 1970.
    #[n(1)]
    made_at: i64,
    #[n(2)]
    states: ByteVec,
    /// Words for the states, for programs of others (Bitstring Status List, `statusMessages`).
    #[n(3)]
    messages: Vec<String>,
}

/// States of all places, as of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusFile {
    pub made_at: DateTime<Utc>,
    states: Vec<u8>,
}

impl StatusFile {
    /// File for this many places, none of which has changed.
    pub fn new(made_at: DateTime<Utc>, places: usize) -> Self {
        Self { made_at, states: vec![0; places.div_ceil(4)] }
    }

    pub fn set(&mut self, place: u64, standing: Standing) {
        let Some((byte, shift)) = bits_of(place) else { return };
        if let Some(byte) = self.states.get_mut(byte) {
            *byte = (*byte & !(0b11 << shift)) | ((standing as u8) << shift);
        }
    }

    /// State of a place; `None`: the file ends before it, so that it is older than the certificate.
    pub fn standing(&self, place: u64) -> Option<Standing> {
        let (byte, shift) = bits_of(place)?;
        Some(match (self.states.get(byte)? >> shift) & 0b11 {
            0 => Standing::Unchanged,
            1 => Standing::Revoked,
            2 => Standing::Replaced,
            _ => Standing::Suspended,
        })
    }

    /// Days since the file was made.
    pub fn age(&self, now: DateTime<Utc>) -> i64 {
        (now - self.made_at).num_days().max(0)
    }

    /// Tells whether the file is too old to say that nothing was revoked.
    pub fn is_too_old(&self, now: DateTime<Utc>) -> bool {
        now - self.made_at > TimeDelta::days(GOOD_DAYS)
    }

    /// Signed bytes of the file.
    pub fn seal(&self, key: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let messages = ["valid", "revoked", "replaced", "suspended"].map(ToOwned::to_owned).to_vec();
        let payload = Payload { made_at: self.made_at.timestamp(), states: self.states.clone().into(), messages };
        let mut bytes = Vec::new();
        // writing to a vector does not fail
        let _ = minicbor::encode(payload, &mut bytes);
        cose::seal(key, &bytes, sign)
    }

    /// Reads a file that one of these keys has signed.
    pub fn open(bytes: &[u8], keys: &KeyRing) -> Result<Self, Proof> {
        let envelope: Envelope = cose::open(bytes).ok_or(Proof::Altered)?;
        keys.prove(&envelope)?;
        let payload: Payload = minicbor::decode(&envelope.payload).map_err(|_| Proof::Altered)?;
        let made_at = DateTime::from_timestamp(payload.made_at, 0).ok_or(Proof::Altered)?;
        Ok(Self { made_at, states: payload.states.to_vec() })
    }
}

/// Byte of a place, and its shift within the byte: the first place has the highest bits.
fn bits_of(place: u64) -> Option<(usize, u8)> {
    let byte = usize::try_from(place / 4).ok()?;
    Some((byte, 6 - 2 * u8::try_from(place % 4).ok()?))
}
