//! Chain of the log's lines: how it is made and how it is checked.

use super::{
    entry::{Document, Entry, Head},
    store,
};
use crate::db::{Change, Failure, Tx};

/// Result of a check of the whole chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Lines that were read.
    pub entries: i64,
    /// Lines whose document has been erased with its person.
    pub erased: i64,
    /// First line that does not fit, if any.
    pub broken_at: Option<i64>,
    /// Lines whose document is missing although no later line says that their subject was erased.
    pub unexplained: Vec<i64>,
    /// Last line that was read.
    pub head: Head,
}

impl Report {
    pub const fn is_whole(&self) -> bool {
        self.broken_at.is_none() && self.unexplained.is_empty()
    }
}

/// Relation of a log to an earlier head that it is said to have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuation {
    GoesOn,
    /// Log has fewer lines: its end was cut off.
    Shorter,
    /// Line with that number is another one: the log was written anew, or is of another registry.
    Another,
}

/// Adds the changes to the chain. Locks its head until the transaction ends.
pub(super) async fn append(tx: &mut Tx, changes: Vec<Change>) -> Result<(), Failure> {
    let (mut seq, mut previous) = store::lock_head(tx).await?;
    let (recorded_at, actor) = (tx.at(), tx.caller().name());
    let mut lines = Vec::with_capacity(changes.len());
    for change in changes {
        seq += 1;
        let document = Document {
            seq,
            salt: tx.ids().random::<16>().to_vec(),
            before: change.before.map(|value| value.to_string()),
            after: change.after.map(|value| value.to_string()),
        };
        let mut entry = Entry {
            seq,
            recorded_at,
            actor: actor.clone(),
            action: change.action.to_owned(),
            subject_kind: change.subject_kind.to_owned(),
            subject_id: change.subject_id,
            digest: document.digest(),
            previous: std::mem::take(&mut previous),
            hash: Vec::new(),
        };
        entry.hash = entry.computed_hash();
        previous.clone_from(&entry.hash);
        lines.push((entry, document));
    }
    store::insert(tx, &lines).await?;
    store::move_head(tx, seq, &previous).await
}

/// Reads the whole chain; reports where it first does not fit, and which documents are missing without a reason.
pub async fn verify(tx: &mut Tx) -> Result<Report, Failure> {
    const PAGE: i64 = 1_000;
    let (last, head) = store::head(tx).await?;
    let erasures = store::list_erasures(tx).await?;
    let mut report =
        Report { entries: 0, erased: 0, broken_at: None, unexplained: Vec::new(), head: Head::of_nothing() };
    loop {
        let seq = report.head.lines;
        let entries = store::list_entries(tx, seq, PAGE).await?;
        let mut documents = store::list_documents(tx, seq, PAGE).await?.into_iter().peekable();
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let document = documents.next_if(|document| document.seq == entry.seq);
            let described = document.as_ref().is_none_or(|document| document.digest() == entry.digest);
            let next = report.head.lines + 1;
            let fits = entry.seq == next && entry.previous == report.head.hash && entry.hash == entry.computed_hash();
            if !(fits && described) {
                report.broken_at = Some(next);
                return Ok(report);
            }
            if document.is_none() {
                let subject = (entry.subject_kind, entry.subject_id);
                if erasures.get(&subject).is_some_and(|erased_at| *erased_at > entry.seq) {
                    report.erased += 1;
                } else {
                    report.unexplained.push(entry.seq);
                }
            }
            report.entries += 1;
            report.head = Head { lines: entry.seq, hash: entry.hash };
        }
    }
    if (report.head.lines, &report.head.hash) != (last, &head) {
        report.broken_at = Some(report.head.lines + 1);
    }
    Ok(report)
}

/// Compares the log with a head of an earlier day. The answer means something only if `verify` found the chain whole.
pub async fn compare(tx: &mut Tx, earlier: &Head) -> Result<Continuation, Failure> {
    if earlier.lines > store::head(tx).await?.0 {
        return Ok(Continuation::Shorter);
    }
    let of_line =
        if earlier.lines == 0 { Some(Head::of_nothing().hash) } else { store::find_hash(tx, earlier.lines).await? };
    Ok(if of_line.as_ref() == Some(&earlier.hash) { Continuation::GoesOn } else { Continuation::Another })
}
