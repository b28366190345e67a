//! Status lists: places drawn at random, decoys among them, and the two forms in which they are published.
//!
//! Decoys are one place of each 64, which no certificate is ever given. So many of them are set that the number of set
//! bits is the same however few certificates are revoked. docs/decisions/2026-11-29-status-lists-with-decoys.md.

use std::{collections::BTreeMap, io::Write};

use chrono::{DateTime, Utc};
use data_encoding::BASE64URL_NOPAD;
use flate2::{Compression, write::GzEncoder};

use super::{
    claims::PLACES,
    status::{Standing, StatusFile},
};
use crate::db::{Failure, Key};

/// Places of one status list.
pub const LIST_LENGTH: u64 = PLACES;
/// Certificates after which a new list is begun: a quarter of the places, so that a random one is soon free.
const CERTIFICATES: u64 = PLACES / 4;
/// Places of which one is a decoy.
const BUCKET: u64 = 64;
const BUCKETS: u64 = PLACES / BUCKET;
/// Set places of a kind (revoked or replaced) in each list, decoys included; with more, the next multiple of it.
const SET: usize = 256;

/// Certificate that is not what it was, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusChange {
    pub index: u64,
    pub standing: Standing,
}

/// Number of lists, once this many certificates have a credential.
pub(super) const fn list_count(issued: u64) -> u64 {
    issued / CERTIFICATES + 1
}

fn keyed(key: &Key, list: u64, bucket: u64) -> Vec<u8> {
    key.index(&format!("status decoy {list} {bucket}"))
}

/// Place of the decoy in a bucket.
fn decoy(hash: &[u8], list: u64, bucket: u64) -> u64 {
    list * PLACES + bucket * BUCKET + u64::from(hash[0]) % BUCKET
}

/// Draws a place for a certificate: random, in the list that is being filled, and never a decoy. `issued` is the number of
/// certificates that have one; whether the place is taken is for the caller to see.
pub fn random_status_index(key: &Key, mut random: impl FnMut() -> [u8; 8], issued: u64) -> u64 {
    let list = list_count(issued) - 1;
    loop {
        let place = u64::from_be_bytes(random()) % PLACES;
        let bucket = place / BUCKET;
        let index = list * PLACES + place;
        if decoy(&keyed(key, list, bucket), list, bucket) != index {
            return index;
        }
    }
}

/// Decoys of a list in an order that tells nothing of their places.
fn decoys(key: &Key, list: u64) -> Vec<u64> {
    let shuffled: BTreeMap<Vec<u8>, u64> = (0..BUCKETS)
        .map(|bucket| {
            let hash = keyed(key, list, bucket);
            let place = decoy(&hash, list, bucket);
            (hash[1..].to_vec(), place)
        })
        .collect();
    shuffled.into_values().collect()
}

/// Places of the lists that are set, decoys included.
pub(super) fn padded(key: &Key, issued: u64, changes: &[StatusChange]) -> Vec<StatusChange> {
    let mut all = changes.to_vec();
    for list in 0..list_count(issued) {
        let decoys = decoys(key, list);
        for (number, standing) in [Standing::Revoked, Standing::Replaced].into_iter().enumerate() {
            let is_here = |change: &&StatusChange| change.index / PLACES == list && change.standing == standing;
            let real = changes.iter().filter(is_here).count();
            let lacking = (real / SET + 1) * SET - real;
            // the first half of the decoys is for one kind, the second for the other
            let own = decoys.iter().skip(number * decoys.len() / 2);
            all.extend(own.take(lacking).map(|index| StatusChange { index: *index, standing }));
        }
    }
    all
}

/// Status file of all lists.
pub(super) fn file(made_at: DateTime<Utc>, issued: u64, padded: &[StatusChange]) -> StatusFile {
    let places = usize::try_from(list_count(issued) * PLACES).unwrap_or(usize::MAX);
    let mut file = StatusFile::new(made_at, places);
    for change in padded {
        file.set(change.index, change.standing);
    }
    file
}

/// Bits of a list, packed as the standard has them: a bit is set where a certificate was revoked or replaced.
pub(super) fn encoded(list: u64, padded: &[StatusChange]) -> Result<String, Failure> {
    let mut bits = vec![0_u8; usize::try_from(PLACES / 8).unwrap_or_default()];
    for change in padded.iter().filter(|change| change.index / PLACES == list) {
        let place = change.index % PLACES;
        if let Some(byte) = usize::try_from(place / 8).ok().and_then(|byte| bits.get_mut(byte)) {
            *byte |= 0x80 >> (place % 8);
        }
    }
    let unpackable = |error: std::io::Error| Failure::Unreadable(error.to_string());
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&bits).map_err(unpackable)?;
    Ok(format!("u{}", BASE64URL_NOPAD.encode(&packer.finish().map_err(unpackable)?)))
}
