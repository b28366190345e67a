//! Line of the log, and the data that its hashes are taken of.
//!
//! digest = SHA-256(salt, before, after); hash = SHA-256(every field of the line, digest, previous hash). Each field
//! goes in with its length, so that no two lines can be cut differently from the same bytes.

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::db::{Failure, key::hex};

pub(super) type Hash = Vec<u8>;

/// End of the log: the number of its last line, and that line's hash. Written down elsewhere as `LINES:HASH`, it tells
/// later whether the log goes on from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub lines: i64,
    pub(super) hash: Hash,
}

impl Head {
    /// Head of a log in which nothing has been written yet.
    pub(super) fn of_nothing() -> Self {
        Self { lines: 0, hash: vec![0; 32] }
    }
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.lines, hex(&self.hash))
    }
}

/// Text that is not `LINES:HASH`.
#[derive(Debug, PartialEq, Eq)]
pub struct NoHead;

impl std::str::FromStr for Head {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let (lines, digits) = text.trim().split_once(':').ok_or(NoHead)?;
        let pairs = digits.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap_or_default());
        let hash: Hash = pairs.map_while(|pair| u8::from_str_radix(pair, 16).ok()).collect();
        let lines: u32 = lines.parse().map_err(|_| NoHead)?;
        if hash.len() == 32 && digits.len() == 64 { Ok(Self { lines: lines.into(), hash }) } else { Err(NoHead) }
    }
}

/// Line of the log as it is stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Entry {
    pub seq: i64,
    pub recorded_at: DateTime<Utc>,
    pub actor: String,
    pub action: String,
    pub subject_kind: String,
    pub subject_id: String,
    pub digest: Hash,
    pub previous: Hash,
    pub hash: Hash,
}

/// Description of the line: the thing before and after; erased with the person.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Document {
    pub seq: i64,
    pub salt: Vec<u8>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Line of the log for the person it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub recorded_at: DateTime<Utc>,
    pub actor: String,
    pub action: String,
    /// State of the thing before the change; `None` where there was nothing, or it has been erased.
    pub before: Option<Value>,
    /// State of the thing after the change.
    pub after: Option<Value>,
}

#[derive(sqlx::FromRow)]
pub(super) struct LineRow {
    recorded_at: DateTime<Utc>,
    actor: String,
    action: String,
    before: Option<String>,
    after: Option<String>,
}

impl TryFrom<LineRow> for Line {
    type Error = Failure;

    fn try_from(row: LineRow) -> Result<Self, Failure> {
        let read = |text: Option<String>| {
            let value = text.map(|text| serde_json::from_str::<Value>(&text)).transpose();
            value.map_err(|error| Failure::Unreadable(format!("a document of the audit log: {error}")))
        };
        Ok(Self {
            recorded_at: row.recorded_at,
            actor: row.actor,
            action: row.action,
            before: read(row.before)?,
            after: read(row.after)?,
        })
    }
}

fn digest(parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    context.finish().as_ref().to_vec()
}

impl Document {
    pub(super) fn digest(&self) -> Hash {
        let part =
            |text: &Option<String>| text.as_deref().map_or_else(|| vec![0], |text| [b"\x01", text.as_bytes()].concat());
        digest(&[&self.salt, &part(&self.before), &part(&self.after)])
    }
}

impl Entry {
    pub(super) fn computed_hash(&self) -> Hash {
        digest(&[
            &self.seq.to_be_bytes(),
            &self.recorded_at.timestamp_micros().to_be_bytes(),
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.subject_kind.as_bytes(),
            self.subject_id.as_bytes(),
            &self.digest,
            &self.previous,
        ])
    }
}
