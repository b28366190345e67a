//! Editions: views of the figure that were given out; and subscriptions to views.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    ground::{ids::AccountId, text_enum},
    programme::model::changes::Change,
};

/// Edition as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Number, counted from one without gaps.
    pub number: u32,
    pub title: String,
    pub note: String,
    /// Code of the phase.
    pub phase: String,
    pub as_of: NaiveDate,
    /// Moment as of which the facts are meant.
    pub known_at: DateTime<Utc>,
    /// Fields of the address of the view.
    pub view: String,
    pub trained: u32,
    pub target: u32,
    /// SHA-256 of the figures.
    pub fingerprint: String,
    /// End of the audit log when it was fixed.
    pub audit_head: String,
    /// Edition of the same phase and filter before it.
    pub follows: Option<u32>,
    pub fixed_at: DateTime<Utc>,
    /// Latest edition of the same phase, filter and day, where there is a later one.
    pub superseded_by: Option<u32>,
}

/// File of an edition, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionFile {
    pub name: String,
    pub size: u32,
}

/// Edition with what it is handed out as, and what changed since the one before.
#[derive(Clone, Debug)]
pub struct EditionInFull {
    pub edition: Edition,
    pub files: Vec<EditionFile>,
    /// Edition before it, with the certificates that came and went since.
    pub before: Option<(Edition, Vec<Change>)>,
}

/// Answer to whether a file was given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// File of an edition, byte for byte.
    GivenOut {
        edition: Box<Edition>,
        name: String,
    },
    NotOurs,
}

text_enum! {
    /// Interval at which a subscriber is written to.
    pub enum Every {
        Month = "month",
        Quarter = "quarter",
    }
}

/// State of the registry that a letter told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub as_of: NaiveDate,
    pub known_at: DateTime<Utc>,
}

/// Subscription of an account to a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    pub id: Uuid,
    pub account: AccountId,
    /// Fields of the address of the view, without day and moment.
    pub view: String,
    pub every: Every,
    /// State that the last letter told of; before the first, that of the day of subscribing.
    pub told: Told,
}
