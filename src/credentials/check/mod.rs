//! Check of a statement, a credential or a document, the same on the server and in the browser: whatever was read goes
//! in with the published keys, the status file and the moment, and one of seven answers comes out.

pub mod pdf;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    claims::Claims,
    ring::{KeyRing, Proof},
    statement::{self, Statement},
    status::{Standing, StatusFile},
    token::{self, Token},
};

/// Answer of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Valid,
    Altered,
    Revoked,
    Replaced,
    Expired,
    UnknownKey,
    /// Genuine, and the status file is too old to say more.
    ListTooOld,
}

impl Verdict {
    pub const ALL: [Self; 7] =
        [Self::Valid, Self::Altered, Self::Revoked, Self::Replaced, Self::Expired, Self::UnknownKey, Self::ListTooOld];

    /// Word by which a page finds what to show.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Altered => "altered",
            Self::Revoked => "revoked",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
            Self::UnknownKey => "unknown-key",
            Self::ListTooOld => "list-too-old",
        }
    }
}

impl From<Proof> for Verdict {
    fn from(proof: Proof) -> Self {
        match proof {
            Proof::Altered => Self::Altered,
            Proof::UnknownKey => Self::UnknownKey,
        }
    }
}

/// Answer to whether a file is the one that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileVerdict {
    VeryFile,
    GenuineInAnotherFile,
    Altered,
    NotOurs,
}

impl FileVerdict {
    pub const ALL: [Self; 4] = [Self::VeryFile, Self::GenuineInAnotherFile, Self::Altered, Self::NotOurs];

    /// Answer for a file whose credential is proven or not, and which is the very file or not.
    pub const fn of(proven: Result<(), Proof>, is_same: bool) -> Self {
        match (proven, is_same) {
            (Ok(()), true) => Self::VeryFile,
            (Ok(()), false) => Self::GenuineInAnotherFile,
            (Err(Proof::Altered), _) => Self::Altered,
            (Err(Proof::UnknownKey), _) => Self::NotOurs,
        }
    }

    /// Word by which a page finds what to show.
    pub const fn word(self) -> &'static str {
        match self {
            Self::VeryFile => "very-file",
            Self::GenuineInAnotherFile => "another-file",
            Self::Altered => "altered-file",
            Self::NotOurs => "not-ours",
        }
    }
}

/// Thing that can be checked, as it was read.
#[derive(Debug)]
pub enum Proven {
    Statement(Statement),
    Token(Token),
}

impl Proven {
    /// Reads what a scanner or a file has: the text of a QR code, the bytes of a statement, or a token.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let text = str::from_utf8(bytes).ok();
        let statement = text.and_then(statement::bytes_in).and_then(|bytes| statement::open(&bytes));
        statement
            .or_else(|| statement::open(bytes))
            .map(Self::Statement)
            .or_else(|| text.and_then(token::open).map(Self::Token))
    }

    /// Facts that it states, whether they are proven or not.
    pub const fn claims(&self) -> &Claims {
        match self {
            Self::Statement(statement) => &statement.claims,
            Self::Token(token) => &token.claims,
        }
    }

    /// Proves it with these keys.
    pub async fn prove(&self, keys: &KeyRing) -> Result<(), Proof> {
        match self {
            Self::Statement(statement) => keys.prove(&statement.envelope),
            Self::Token(token) => keys.prove_token(token).await,
        }
    }

    /// Answers for it at a moment.
    pub async fn verdict(&self, keys: &KeyRing, status: Option<&StatusFile>, now: DateTime<Utc>) -> Verdict {
        match self.prove(keys).await {
            Ok(()) => standing(self.claims(), status, now),
            Err(proof) => proof.into(),
        }
    }
}

/// Calendar day of Kazakhstan, which has had one time of day since March 2024, before any of this was signed.
fn today(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::hours(5)).date_naive()
}

/// Answer for facts that are proven. What the file says against a certificate holds however old the file is.
fn standing(claims: &Claims, status: Option<&StatusFile>, now: DateTime<Utc>) -> Verdict {
    let said = status.and_then(|file| file.standing(claims.status_index));
    match said {
        Some(Standing::Revoked | Standing::Suspended) => Verdict::Revoked,
        Some(Standing::Replaced) => Verdict::Replaced,
        _ if claims.valid_until.is_some_and(|last| last < today(now)) => Verdict::Expired,
        Some(Standing::Unchanged) if status.is_some_and(|file| !file.is_too_old(now)) => Verdict::Valid,
        Some(Standing::Unchanged) | None => Verdict::ListTooOld,
    }
}
