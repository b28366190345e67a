//! Who did what to which thing: an append-only log, chained by hashes (rule R8).
//!
//! A slice calls `record` beside its change and ends with `commit`; the lines are written in the same
//! transaction, the head of the chain being locked last. What each line describes lies in a table of its
//! own, so that it can be erased with the person while the chain stays whole.

mod chain;
mod entry;
mod store;
#[cfg(test)]
mod tests;

pub use chain::{Report, verify};

use serde::Serialize;

use crate::db::{Change, Failure, Installation, Tx};

/// Notes a change for the log. `before` and `after` are the thing as it was and as it is.
pub fn record<B: Serialize, A: Serialize>(
    tx: &mut Tx,
    action: &'static str,
    subject: (&'static str, impl ToString),
    before: Option<&B>,
    after: Option<&A>,
) -> Result<(), Failure> {
    let (subject_kind, subject_id) = subject;
    let change = Change {
        action,
        subject_kind,
        subject_id: subject_id.to_string(),
        before: before.map(serde_json::to_value).transpose().map_err(unwritable)?,
        after: after.map(serde_json::to_value).transpose().map_err(unwritable)?,
    };
    tx.note(change);
    Ok(())
}

/// Notes a change that brought something into being.
pub fn record_new<A: Serialize>(
    tx: &mut Tx,
    action: &'static str,
    subject: (&'static str, impl ToString),
    after: &A,
) -> Result<(), Failure> {
    record(tx, action, subject, None::<&()>, Some(after))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unwritable(error: serde_json::Error) -> Failure {
    Failure::Unreadable(error.to_string())
}

/// Writes the noted changes to the log and ends the transaction. One that changed nothing is a fault of
/// ours: whoever has nothing to write drops the transaction instead.
pub async fn commit(mut tx: Tx) -> Result<(), Failure> {
    let changes = tx.take_changes();
    if changes.is_empty() {
        return Err(Failure::Untraced);
    }
    if tx.figures_changed() {
        Installation::raise_figures_version(&mut tx).await?;
    }
    chain::append(&mut tx, changes).await?;
    tx.finish().await
}
