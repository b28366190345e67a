//! Statement of the QR code: the facts of a certificate in as few bytes as will do, signed.

use chrono::{Days, NaiveDate};
use data_encoding::BASE32_NOPAD;
use minicbor::{Decode, Encode, bytes::ByteVec};

use super::{
    claims::{Claims, Holder},
    cose::{self, Envelope},
    letters::Letters,
};

/// Payload. The numbers are printed on paper: none is ever given another meaning.
#[derive(Encode, Decode)]
#[cbor(map)]
struct Payload {
    #[n(1)]
    number: Letters,
    #[n(2)]
    code: Letters,
    #[n(3)]
    holder: Option<Letters>,
    #[n(4)]
    salt: Option<ByteVec>,
    #[n(5)]
    hash: Option<ByteVec>,
    #[n(6)]
    title: Letters,
    #[n(7)]
    academic_hours: u32,
    /// Days since the first of January 1970.
    #[n(8)]
    starts_on: i32,
    /// Days since the one before, as all that follow.
    #[n(9)]
    ends_after: i32,
    #[n(10)]
    issued_after: i32,
    #[n(11)]
    valid_after: Option<i32>,
    #[n(12)]
    status_index: u64,
}

/// Statement that was read and not yet proven.
#[derive(Debug)]
pub struct Statement {
    pub(super) claims: Claims,
    pub(super) envelope: Envelope,
}

/// Days from one day to another; both lie within the calendar of certificates.
#[expect(clippy::cast_possible_truncation, reason = "the days of all dates that chrono has fit")]
fn days_between(from: NaiveDate, to: NaiveDate) -> i32 {
    (to - from).num_days() as i32
}

fn after(from: NaiveDate, days: i32) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs().into());
    if days < 0 { from.checked_sub_days(count) } else { from.checked_add_days(count) }
}

/// Signed bytes of a statement.
pub fn seal(claims: &Claims, key: &str, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (holder, salt, hash) = match &claims.holder {
        Holder::Named(name) => (Some(Letters(name.clone())), None, None),
        Holder::Hashed { salt, hash } => (None, Some(salt.clone().into()), Some(hash.clone().into())),
    };
    let payload = Payload {
        number: Letters(claims.number.clone()),
        code: Letters(claims.code.replace('-', "")),
        holder,
        salt,
        hash,
        title: Letters(claims.title.clone()),
        academic_hours: claims.academic_hours,
        starts_on: days_between(NaiveDate::default(), claims.starts_on),
        ends_after: days_between(claims.starts_on, claims.ends_on),
        issued_after: days_between(claims.ends_on, claims.issued_on),
        valid_after: claims.valid_until.map(|last| days_between(claims.issued_on, last)),
        status_index: claims.status_index,
    };
    let mut bytes = Vec::new();
    // writing to a vector does not fail
    let _ = minicbor::encode(payload, &mut bytes);
    cose::seal(key, &bytes, sign)
}

fn claims_of(payload: &[u8]) -> Option<Claims> {
    let payload: Payload = minicbor::decode(payload).ok()?;
    let holder = match (payload.holder, payload.salt, payload.hash) {
        (Some(name), None, None) => Holder::Named(name.0),
        (None, Some(salt), Some(hash)) => Holder::Hashed { salt: salt.to_vec(), hash: hash.to_vec() },
        _ => return None,
    };
    let starts_on = after(NaiveDate::default(), payload.starts_on)?;
    let ends_on = after(starts_on, payload.ends_after)?;
    let issued_on = after(ends_on, payload.issued_after)?;
    Some(Claims {
        number: payload.number.0,
        code: grouped(&payload.code.0),
        holder,
        title: payload.title.0,
        academic_hours: payload.academic_hours,
        starts_on,
        ends_on,
        issued_on,
        valid_until: match payload.valid_after {
            Some(days) => Some(after(issued_on, days)?),
            None => None,
        },
        status_index: payload.status_index,
    })
}

/// Code in groups of four, as it is printed.
fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Reads the bytes of a statement. `None`: they are none.
pub fn open(bytes: &[u8]) -> Option<Statement> {
    let envelope = cose::open(bytes)?;
    let claims = claims_of(&envelope.payload)?;
    Some(Statement { claims, envelope })
}

/// Text of the bytes in a QR code: capitals and digits, which it packs closer.
pub fn text_of(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes)
}

/// Bytes of the statement in what a scanner read: behind the `#` of an address, or alone.
pub fn bytes_in(scanned: &str) -> Option<Vec<u8>> {
    let scanned = scanned.trim();
    let text = scanned.rsplit_once('#').map_or(scanned, |(_, fragment)| fragment);
    let bytes = BASE32_NOPAD.decode(text.as_bytes()).ok()?;
    cose::is_tagged(&bytes).then_some(bytes)
}
