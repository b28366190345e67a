//! Run as staff describe it, with its meetings and trainers.

use chrono::NaiveDate;

use super::{Admission, Meeting, RunState};
use crate::{
    ground::{Locale, Localized, ids::AccountId},
    reference::Region,
};

/// Hours for which an offered seat is reserved, if staff set no other number (rule R3).
pub const OFFER_HOURS: i32 = 72;

/// Trainer of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trainer {
    pub name: String,
    /// Profession and experience, in a line.
    pub about: Localized,
    /// True if they agreed to be named on a public page.
    pub is_public: bool,
    /// Account with which they sign in, if they do.
    pub account: Option<AccountId>,
}

/// Run that is to be announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRun {
    pub code: String,
    /// Place where it is held, in words; empty if it is online or not known.
    pub venue: Localized,
    /// Region where it is held; `None`: online, or not known.
    pub region: Option<&'static Region>,
    pub language: Option<Locale>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Last day to apply; `None`: the day before the first.
    pub enroll_until: Option<NaiveDate>,
    /// Day by which staff answer, if they choose.
    pub decides_on: Option<NaiveDate>,
    /// Hours for which an offered seat is reserved (rule R3).
    pub offer_hours: i32,
    pub admission: Admission,
    pub state: RunState,
    pub capacity: i32,
    pub meetings: Vec<Meeting>,
    pub trainers: Vec<Trainer>,
}

impl NewRun {
    /// Makes an open run that gives seats to those who come first, with no other facts yet.
    pub fn plain(code: impl Into<String>, starts_on: NaiveDate, ends_on: NaiveDate, capacity: i32) -> Self {
        Self {
            code: code.into(),
            venue: Localized::default(),
            region: None,
            language: None,
            starts_on,
            ends_on,
            enroll_until: None,
            decides_on: None,
            offer_hours: OFFER_HOURS,
            admission: Admission::FirstCome,
            state: RunState::Open,
            capacity,
            meetings: Vec::new(),
            trainers: Vec::new(),
        }
    }
}
