//! Letter before it is queued, while it waits, and as the operator sees it.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    db::{Failure, Key},
    ground::{Locale, Private, ids::LetterId, text_enum},
};

text_enum! {
    /// Subject of a letter.
    pub enum LetterKind {
        SignUp = "sign_up",
        /// Letter for a sign-up with an address that has an account.
        AccountKnown = "account_known",
        Reset = "reset",
        PasswordChanged = "password_changed",
        /// Letter to somebody for whom an account was made.
        Invitation = "invitation",
        ApplicationReceived = "application_received",
        PlaceConfirmed = "place_confirmed",
        WaitingList = "waiting_list",
        PlaceOffered = "place_offered",
        OfferRanOut = "offer_ran_out",
        NoPlace = "no_place",
        Declined = "declined",
        CertificateIssued = "certificate_issued",
        CertificateRevoked = "certificate_revoked",
        CertificateReplaced = "certificate_replaced",
        CertificateExpires = "certificate_expires",
        Withdrawn = "withdrawn",
        /// Result of a run for somebody who did not complete it.
        NotCompleted = "not_completed",
        /// Letter about other days, meetings or another venue.
        RunChanged = "run_changed",
        RunCancelled = "run_cancelled",
        /// Days of a course that has had none.
        DatesAreSet = "dates_are_set",
        /// Figure of a view, for whoever subscribed to it.
        FigureOfView = "figure_of_view",
    }
}

/// Letter before it is queued. Its words are finished, in the reader's language.
#[derive(Clone)]
pub struct Letter {
    pub kind: LetterKind,
    pub to: Private<String>,
    pub locale: Locale,
    pub subject: String,
    /// Paragraphs of plain text; the template escapes it.
    pub paragraphs: Vec<String>,
    /// Button: its words, and the absolute address behind it.
    pub action: Option<(String, String)>,
    /// Key against doubles: a second letter with the same key is not queued, not even once the first is sent. It is
    /// readable in the table, so it names things by their ids.
    pub dedupe_key: Option<String>,
    /// File of `text/calendar` to go with it.
    pub calendar: Option<String>,
    /// Time after queueing for which the link or the offer in it holds: later it is not sent any more. `None`: its
    /// words stay true.
    pub useless_after: Option<TimeDelta>,
}

text_enum! {
    /// State of a letter.
    pub enum State {
        Waiting = "waiting",
        Sent = "sent",
        /// Given up: it is not tried again unless the operator asks for it.
        Failed = "failed",
        /// Link or offer in it ran out before it was sent: it is never tried again.
        Expired = "expired",
    }
}

text_enum! {
    /// Reason for which the last attempt to send a letter failed.
    pub enum Fault {
        /// Mail server did not answer, or not in time.
        Unreachable = "unreachable",
        /// Mail server takes no letters from us: the name, the password or the sender is not right.
        NotAllowed = "not_allowed",
        /// Mail server asks for the letter later.
        RejectedForNow = "rejected_for_now",
        /// Mail server will never take the letter, or knows no such recipient.
        Refused = "refused",
        /// Address is not one that a letter can be sent to.
        AddressMalformed = "address_malformed",
        /// Stored letter cannot be read by this program.
        Unreadable = "unreadable",
    }
}

impl Fault {
    /// Tells whether trying again cannot help.
    pub(super) const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::AddressMalformed | Self::Unreadable)
    }
}

/// Letter as the operator sees it.
#[derive(Clone, Debug)]
pub struct QueuedLetter {
    pub id: LetterId,
    pub kind: LetterKind,
    pub locale: Locale,
    pub queued_at: DateTime<Utc>,
    /// Time of the next try; of a letter that is sent or given up, the time of the last try; of one that has expired,
    /// the time when it did.
    pub due_at: DateTime<Utc>,
    pub attempts: i32,
    pub state: State,
    pub last_error: Option<Fault>,
    /// `None` once it is sent or has expired.
    pub content: Option<Content>,
}

/// Content of a letter as its reader sees it, finished.
#[derive(Clone)]
pub struct Content {
    pub to: Private<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// File of `text/calendar` that goes with it.
    pub calendar: Option<String>,
}

/// Hides the content: letters name people and have links into their accounts, and a log line shows neither.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("kind", &self.kind.as_str()).finish_non_exhaustive()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Content").finish_non_exhaustive()
    }
}

/// Number of letters in each state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    pub waiting: i64,
    pub sent: i64,
    pub failed: i64,
    pub expired: i64,
}

/// Part of a letter that is encrypted.
#[derive(Serialize, Deserialize)]
pub(super) struct Payload {
    pub to: String,
    pub subject: String,
    pub paragraphs: Vec<String>,
    pub action: Option<(String, String)>,
    pub calendar: Option<String>,
}

impl Payload {
    pub(super) fn of(letter: Letter) -> Self {
        Self {
            to: letter.to.reveal().clone(),
            // a line break has no place in a head line, and some who show it are led astray by one
            subject: letter.subject.replace(char::is_control, " "),
            paragraphs: letter.paragraphs,
            action: letter.action,
            calendar: letter.calendar,
        }
    }

    pub(super) fn to_json(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|error| Failure::Unreadable(error.to_string()))
    }

    pub(super) fn decrypt(key: &Key, cipher: &[u8]) -> Result<Self, Failure> {
        let json = key.decrypt(cipher)?;
        serde_json::from_str(json.reveal()).map_err(|_| Failure::Unreadable("the content of a letter".to_owned()))
    }
}

/// Hash by which the letters of an address are found again; writing the address with capitals changes nothing.
pub(super) fn recipient_hash(key: &Key, to: &Private<String>) -> Vec<u8> {
    key.index(&to.reveal().to_lowercase())
}
