//! Letters: queued in the same transaction as the change they report, delivered over SMTP afterwards.
//!
//! A slice calls `queue` beside its change, so that no letter reports a change that was not saved, and every saved one
//! is reported (R9). `deliver` sends the letters that are due; a letter that does not get through is tried again, for
//! two days, and no longer than the link or the offer in it is valid. Until it is sent or has expired, a letter is
//! stored encrypted; afterwards only its kind and its times are left.

mod delivery;
mod failure;
mod letter;
mod mailer;
mod message;
mod outgoing;
mod relay;
mod service;
mod store;
#[cfg(test)]
mod tests;
pub mod wording;

pub use delivery::{Delivered, deliver};
pub use letter::{Content, Counts, Fault, Letter, LetterKind, QueuedLetter, State};
pub use mailer::Mailer;
pub use relay::MailerError;
pub use service::{count_by_state, erase, list, list_failed, list_to, queue, retry, retry_all};
