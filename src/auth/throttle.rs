//! Limits on how often a thing may be tried. The counts are in the database, so that several servers agree; who tried
//! is a keyed hash, so that the table tells nothing about anybody.

use chrono::TimeDelta;

use super::store;
use crate::{
    audit,
    db::{Ctx, Failure, Tx},
    ground::{AppError, text_enum},
};

text_enum! {
    /// Action whose attempts are counted.
    pub enum Attempt {
        /// Wrong passwords for one account from one network address.
        SignInOfAccount = "sign_in_of_account",
        /// Wrong passwords for one account from anywhere.
        SignInAnywhere = "sign_in_anywhere",
        /// Wrong passwords where a signed-in person has to give theirs once more.
        PasswordAskedAgain = "password_asked_again",
        /// Wrong passwords from one network address.
        SignInFromAddress = "sign_in_from_address",
        /// Sign-ups from one network address.
        SignUpFromAddress = "sign_up_from_address",
        /// Letters about signing up that are sent to one mailbox.
        SignUpToMailbox = "sign_up_to_mailbox",
        /// Letters about a forgotten password; counted apart, so that nobody can use up the owner's way back in.
        ResetToMailbox = "reset_to_mailbox",
        /// Letters requested from one network address.
        LetterFromAddress = "letter_from_address",
        /// Forms of one account that wait for it to sign in again.
        SavedFormOfAccount = "saved_form_of_account",
        /// Steps that one account takes in its own enrollments: each queues a letter and writes to the log.
        EnrollingOfAccount = "enrolling_of_account",
    }
}

impl Attempt {
    /// Largest number of attempts, and the time within which they are counted. One network address may be a whole
    /// university's.
    const fn limit(self) -> (i32, TimeDelta) {
        match self {
            Self::SignInOfAccount | Self::PasswordAskedAgain => (10, TimeDelta::minutes(15)),
            // more than for one address: else a stranger could lock the owner out
            Self::SignInAnywhere | Self::SignInFromAddress => (100, TimeDelta::minutes(15)),
            Self::SignUpFromAddress | Self::LetterFromAddress => (200, TimeDelta::hours(1)),
            Self::SignUpToMailbox | Self::ResetToMailbox => (5, TimeDelta::hours(1)),
            Self::SavedFormOfAccount => (30, TimeDelta::hours(1)),
            Self::EnrollingOfAccount => (60, TimeDelta::hours(1)),
        }
    }
}

/// Counts an attempt in each of these ways, in their order; too many are refused with the time to wait. A refused
/// attempt is not counted in the ways that follow, so that one who goes on trying from one place uses up nothing for
/// others.
pub async fn throttle(ctx: &Ctx, counted: &[(Attempt, &str)]) -> Result<(), AppError> {
    let mut tx = ctx.begin().await?;
    let mut wait = None;
    for (attempt, who) in counted {
        wait = count(&mut tx, *attempt, who).await?;
        if wait.is_some() {
            break;
        }
    }
    audit::commit_upkeep(tx).await?;
    wait.map_or(Ok(()), Err)
}

/// Counts an attempt in the transaction of the action itself: an action that is refused or fails is not counted.
pub async fn throttle_within(tx: &mut Tx, attempt: Attempt, who: &str) -> Result<(), AppError> {
    count(tx, attempt, who).await?.map_or(Ok(()), Err)
}

/// Counts an attempt; for one too many, returns the refusal with the time to wait.
async fn count(tx: &mut Tx, attempt: Attempt, who: &str) -> Result<Option<AppError>, Failure> {
    let (most, within) = attempt.limit();
    let (attempts, since) = store::count_attempt(tx, &key(attempt, who), within).await?;
    let seconds = (since + within - tx.at()).num_seconds();
    let refusal = AppError::TooMany { seconds: u32::try_from(seconds).unwrap_or(1).max(1) };
    Ok(Some(refusal).filter(|_| attempts > most))
}

/// Deletes the count of attempts after one that was successful.
pub async fn forgive(tx: &mut Tx, attempt: Attempt, who: &str) -> Result<(), Failure> {
    store::delete_attempts(tx, &key(attempt, who)).await
}

/// Takes one successful attempt back. The others remain counted.
pub async fn give_back(tx: &mut Tx, attempt: Attempt, who: &str) -> Result<(), Failure> {
    store::uncount_attempt(tx, &key(attempt, who)).await
}

fn key(attempt: Attempt, who: &str) -> String {
    format!("{} {who}", attempt.as_str())
}
