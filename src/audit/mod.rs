//! Audit log: who did what to which thing. Lines are only added, and chained by hashes (rule R8).
//!
//! A slice calls `record` beside its change and ends with `commit`; the lines are written in the same transaction, the
//! head of the chain being locked last. What each line describes is in a table of its own, so that it can be erased
//! with the person while the chain stays whole.

mod chain;
mod entry;
mod store;
#[cfg(test)]
mod tests;

pub use chain::{Continuation, Report, compare, verify};
pub use entry::{Head, Line, NoHead};

use chrono::{DateTime, Utc};
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

/// Notes a change that created something.
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

/// Ends a transaction that changes nothing of the registry: sessions, throttles, the delivery of letters. One
/// that did note a change is a fault of ours; it belongs to `commit`.
pub async fn commit_upkeep(tx: Tx) -> Result<(), Failure> {
    if tx.has_changes() {
        return Err(Failure::Untraced);
    }
    tx.finish().await
}

/// End of the log as it is now.
pub async fn head(tx: &mut Tx) -> Result<Head, Failure> {
    let (lines, hash) = store::head(tx).await?;
    Ok(Head { lines, hash })
}

/// Tells whether this end of the log was its end at a moment: the last line was recorded by then, and whatever followed
/// was recorded later. Only a transaction that writes can tell: another that began before the moment may still end.
pub async fn was_end_at(tx: &mut Tx, head: &Head, moment: DateTime<Utc>) -> Result<bool, Failure> {
    Ok(store::count_out_of_place(tx, head.lines, moment).await? == 0)
}

/// Lines of the log about a subject, oldest first. They may be personal: the caller gives them only to the person they
/// are about.
pub async fn lines_about(
    tx: &mut Tx,
    subject_kind: &'static str,
    subject_id: impl ToString,
) -> Result<Vec<Line>, Failure> {
    let rows = store::list_about(tx, subject_kind, &subject_id.to_string()).await?;
    rows.into_iter().map(Line::try_from).collect()
}

/// Erases the descriptions in the lines about a subject; the lines themselves and their hashes remain (R2, R8). The
/// line that is noted of it explains to `verify` why so many documents are missing; its action ends in `erased`.
pub async fn erase(tx: &mut Tx, action: &'static str, subject: (&'static str, impl ToString)) -> Result<(), Failure> {
    let (kind, id) = (subject.0, subject.1.to_string());
    if !action.ends_with("erased") {
        // nothing would explain the gap
        return Err(Failure::Untraced);
    }
    let documents = store::delete_documents(tx, kind, &id).await?;
    record_new(tx, action, (kind, id), &serde_json::json!({ "documents": documents }))
}

/// Writes down the changes noted so far, once they are many, so that a transaction of millions of changes fits into
/// memory. The head of the chain is locked from then on, so it is only for commands that nobody has to wait for.
pub async fn write_much(tx: &mut Tx) -> Result<(), Failure> {
    const MUCH: usize = 1_000;
    if tx.count_changes() < MUCH {
        return Ok(());
    }
    let changes = tx.take_changes();
    chain::append(tx, changes).await
}

/// Ends the transaction if something changed; returns whether it did. A button pressed twice has nothing left to write.
pub async fn commit_changes(tx: Tx) -> Result<bool, Failure> {
    let has_changes = tx.has_changes();
    if has_changes {
        commit(tx).await?;
    }
    Ok(has_changes)
}

/// Writes the noted changes to the log and ends the transaction. One that changed nothing is a fault of ours: a caller
/// with nothing to write drops the transaction instead.
pub async fn commit(mut tx: Tx) -> Result<(), Failure> {
    let changes = tx.take_changes();
    if changes.is_empty() {
        return Err(Failure::Untraced);
    }
    if let Some(change) = tx.take_figures_change() {
        Installation::change_figures(&mut tx, change).await?;
    }
    chain::append(&mut tx, changes).await?;
    tx.finish().await
}
