//! Failure to deliver a letter: its reason, and whether it is about the letter or about us.

use std::error::Error as _;

use lettre::{Address, transport::smtp::Error};

use super::letter::Fault;

/// Reason for which a letter did not get through.
#[derive(Debug)]
pub(super) struct DeliveryFailure {
    pub fault: Fault,
    /// Cause for the log; without the address.
    pub cause: String,
    /// True if the mail server takes nothing from us at present, so that other letters would fare the same.
    pub concerns_all: bool,
}

/// Stage that the conversation with the mail server had reached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Part about us: greeting, TLS, sign-in, sender.
    Introduction,
    /// Part about the letter, its recipient and its content; or about us all the same, see `is_about_us`.
    Letter,
}

impl DeliveryFailure {
    /// Failure of this letter alone.
    pub(super) fn of_letter(fault: Fault, cause: impl ToString) -> Self {
        Self { fault, cause: cause.to_string(), concerns_all: false }
    }

    pub(super) fn at(stage: Stage, error: &Error, to: Option<&Address>) -> Self {
        let fault = if error.is_transient() {
            Fault::RejectedForNow
        } else if error.is_permanent() && stage == Stage::Letter && !is_about_us(error) {
            Fault::Refused
        } else if error.is_permanent() || error.is_client() {
            Fault::NotAllowed
        } else {
            Fault::Unreachable
        };
        let cause = without_address(&error.to_string(), to.map(Address::user));
        // a refusal of us that comes with the recipient may hold for this one alone, who must not delay the others
        Self { fault, cause, concerns_all: stage == Stage::Introduction }
    }
}

/// Tells whether a final refusal that came after the introduction is about us all the same.
///
/// Postfix holds back what it has against a client or a sender until the recipient is named (`smtpd_delay_reject`):
/// "554 5.7.1 Relay access denied", "553 5.7.1 Sender address rejected". 5.7 is about permission, 5.1.7 and 5.1.8 are
/// about the sender's address (RFC 3463); 530 and 535 ask for a sign-in (RFC 4954). Every other refusal is about the
/// letter.
fn is_about_us(error: &Error) -> bool {
    let asks_for_sign_in = matches!(error.status().map(u16::from), Some(530 | 535));
    let words = error.source().map(ToString::to_string).unwrap_or_default();
    let code = words.split_whitespace().next().unwrap_or_default();
    asks_for_sign_in || code.starts_with("5.7.") || matches!(code, "5.1.7" | "5.1.8")
}

/// Cause without the address that is refused, which servers like to repeat. It has no place in the log.
fn without_address(cause: &str, user: Option<&str>) -> String {
    let user = user.map(str::to_lowercase);
    let names_somebody =
        |word: &str| word.contains('@') || user.as_deref().is_some_and(|user| word.to_lowercase().contains(user));
    let words = cause.split_whitespace().map(|word| if names_somebody(word) { "•••" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_does_not_repeat_the_address_that_a_server_repeats() {
        let cause = "permanent error (550): 5.1.1 <Aigerim@example.org>: no mailbox AIGERIM here";
        let logged = without_address(cause, Some("aigerim"));
        assert_eq!(logged, "permanent error (550): 5.1.1 ••• no mailbox ••• here");
    }
}
