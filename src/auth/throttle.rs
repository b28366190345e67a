//! How often something may be tried. The counts are in the database, so that several servers agree; by whom is
//! a keyed hash, so that the table tells nothing about anybody.

use chrono::TimeDelta;

use super::store;
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, text_enum},
};

text_enum! {
    /// What is counted.
    pub enum Deed {
        /// A wrong password for one account.
        SignInOfAccount = "sign_in_of_account",
        /// Wrong passwords from one network address.
        SignInFromAddress = "sign_in_from_address",
        /// Sign-ups from one network address.
        SignUpFromAddress = "sign_up_from_address",
        /// Letters that one mailbox is sent for the asking.
        LetterToMailbox = "letter_to_mailbox",
        /// Letters asked for from one network address.
        LetterFromAddress = "letter_from_address",
    }
}

impl Deed {
    /// How many attempts within how long. One network address may stand for a whole university.
    const fn limit(self) -> (i32, TimeDelta) {
        match self {
            Self::SignInOfAccount => (10, TimeDelta::minutes(15)),
            Self::SignInFromAddress => (100, TimeDelta::minutes(15)),
            Self::SignUpFromAddress | Self::LetterFromAddress => (200, TimeDelta::hours(1)),
            Self::LetterToMailbox => (5, TimeDelta::hours(1)),
        }
    }
}

/// Counts an attempt; too many are refused with the wait.
pub async fn throttle(ctx: &Ctx, deed: Deed, who: &str) -> Result<(), AppError> {
    let (most, within) = deed.limit();
    let mut tx = ctx.begin().await?;
    let (attempts, since) = store::count_attempt(&mut tx, &key(deed, who), within).await?;
    let wait = since + within - tx.at();
    audit::commit_upkeep(tx).await?;
    if attempts > most {
        return Err(AppError::TooMany { seconds: u32::try_from(wait.num_seconds()).unwrap_or(1).max(1) });
    }
    Ok(())
}

/// Forgets the attempts: it went well.
pub async fn forgive(ctx: &Ctx, deed: Deed, who: &str) -> Result<(), AppError> {
    let mut tx = ctx.begin().await?;
    store::delete_attempts(&mut tx, &key(deed, who)).await?;
    Ok(audit::commit_upkeep(tx).await?)
}

/// Takes one attempt back: it went well. The others of this network address stay counted.
pub async fn give_back(ctx: &Ctx, deed: Deed, who: &str) -> Result<(), AppError> {
    let mut tx = ctx.begin().await?;
    store::uncount_attempt(&mut tx, &key(deed, who)).await?;
    Ok(audit::commit_upkeep(tx).await?)
}

fn key(deed: Deed, who: &str) -> String {
    format!("{} {who}", deed.as_str())
}
