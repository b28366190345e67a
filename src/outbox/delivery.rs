//! Sending of the letters that are due.
//!
//! A letter is claimed in a short transaction, sent outside of any, and settled in another. A server that is killed
//! between sending and settling leaves a letter that is sent again when the claim ends: rather twice than never. Its
//! Message-ID is made of its id, so that a double can be recognised.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    failure::DeliveryFailure,
    letter::Fault,
    mailer::{Mailer, Round},
    outgoing::OutgoingMail,
    store::{self, LetterRow},
};
use crate::{
    audit,
    db::{Ctx, Failure},
    ground::AppError,
    settings::{self, Centre},
};

/// Letters claimed at once. Each may take three waits of the mailer, and all together less than a claim.
const BATCH: i64 = 8;
/// Time for which a claimed letter is left alone by other servers.
const CLAIM: TimeDelta = TimeDelta::minutes(5);
/// Waits after each attempt that failed; after one more attempt the letter is given up.
const WAITS: [TimeDelta; 8] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::hours(1),
    TimeDelta::hours(3),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
    TimeDelta::hours(24),
];

/// Result of a round: what became of the letters that were due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: u32,
    /// Letters to be tried again.
    pub put_off: u32,
    pub given_up: u32,
}

/// Sends the letters that are due. Where the mail server takes nothing at all, the rest remains due for the next call.
pub async fn deliver(ctx: &Ctx, mailer: &Mailer) -> Result<Delivered, AppError> {
    let mut delivered = Delivered::default();
    loop {
        let (letters, centre) = claim(ctx).await?;
        if letters.is_empty() {
            return Ok(delivered);
        }
        if !deliver_batch(ctx, (mailer, &centre), &letters, &mut delivered).await? {
            return Ok(delivered);
        }
    }
}

/// Claims some of the letters that are due, after those that have run out are marked: a link that leads nowhere helps
/// nobody, and a letter that was given up must not bring it back. Returns the centre with them, in whose name the
/// letters go.
async fn claim(ctx: &Ctx) -> Result<(Vec<LetterRow>, Centre), Failure> {
    let mut tx = ctx.begin().await?;
    let expired = store::update_expired(&mut tx).await?;
    let until = tx.at() + CLAIM;
    let letters = store::claim(&mut tx, BATCH, until).await?;
    let centre = settings::service::current(&mut tx).await?;
    audit::commit_upkeep(tx).await?;
    if expired > 0 {
        tracing::warn!(expired, "letters were not sent while their links and offers held, and are not sent any more");
    }
    Ok((letters, centre))
}

/// Sends a few letters over one connection; returns whether the mail server takes letters.
async fn deliver_batch(
    ctx: &Ctx,
    (mailer, centre): (&Mailer, &Centre),
    letters: &[LetterRow],
    delivered: &mut Delivered,
) -> Result<bool, Failure> {
    let mut round = mailer.round();
    let mut closed: Option<Fault> = None;
    for letter in letters {
        let outcome = match closed {
            Some(fault) => Err(fault),
            None => send(ctx, centre, &mut round, letter).await.map_err(|failure| {
                closed = failure.concerns_all.then_some(failure.fault);
                tell(letter, &failure);
                failure.fault
            }),
        };
        settle(ctx, letter, outcome, delivered).await?;
    }
    round.close().await;
    Ok(closed.is_none())
}

async fn send(ctx: &Ctx, centre: &Centre, round: &mut Round<'_>, letter: &LetterRow) -> Result<(), DeliveryFailure> {
    let mail = OutgoingMail::pack(ctx.db.key(), round.sender(), centre, letter, ctx.clock.now())?;
    round.send(&mail).await
}

/// Logs a failed attempt with its cause; neither the log nor the table has the address.
fn tell(letter: &LetterRow, failure: &DeliveryFailure) {
    let (kind, attempts, fault, cause) =
        (letter.kind.as_str(), letter.attempts, failure.fault.as_str(), &failure.cause);
    tracing::warn!(letter = %letter.id, kind, attempts, fault, cause, "a letter was not sent");
}

async fn settle(
    ctx: &Ctx,
    letter: &LetterRow,
    outcome: Result<(), Fault>,
    delivered: &mut Delivered,
) -> Result<(), Failure> {
    let mut tx = ctx.begin().await?;
    let attempt = (letter.id, letter.attempts);
    if let Err(fault) = outcome {
        if let Some(due_at) = next_try(fault, letter.attempts, tx.at()) {
            store::update_due(&mut tx, attempt, due_at, fault).await?;
            delivered.put_off += 1;
        } else {
            store::update_failed(&mut tx, attempt, fault).await?;
            delivered.given_up += 1;
        }
    } else {
        store::update_sent(&mut tx, letter.id).await?;
        delivered.sent += 1;
    }
    audit::commit_upkeep(tx).await
}

/// Time of the next try after this many attempts; `None`: the letter is given up.
fn next_try(fault: Fault, attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let wait = usize::try_from(attempts).ok()?.checked_sub(1).and_then(|made| WAITS.get(made))?;
    (!fault.is_final()).then(|| now + *wait)
}
