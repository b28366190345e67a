//! How lines are chained, and how the chain is checked.

use super::{
    entry::{Document, Entry},
    store,
};
use crate::db::{Change, Failure, Tx};

/// What a check of the whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Lines that were read.
    pub entries: i64,
    /// Lines whose document has been erased with its person.
    pub erased: i64,
    /// The first line that does not fit, if any.
    pub broken_at: Option<i64>,
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
            previous,
            hash: Vec::new(),
        };
        entry.hash = entry.computed_hash();
        previous = entry.hash.clone();
        lines.push((entry, document));
    }
    store::insert(tx, &lines).await?;
    store::move_head(tx, seq, &previous).await
}

/// Reads the whole chain and says where it first does not fit.
pub async fn verify(tx: &mut Tx) -> Result<Report, Failure> {
    const PAGE: i64 = 1_000;
    let (last, head) = store::head(tx).await?;
    let mut report = Report { entries: 0, erased: 0, broken_at: None };
    let mut previous = vec![0; 32];
    let mut seq = 0;
    loop {
        let entries = store::list_entries(tx, seq, PAGE).await?;
        let mut documents = store::list_documents(tx, seq, PAGE).await?.into_iter().peekable();
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            let document = documents.next_if(|document| document.seq == entry.seq);
            report.erased += i64::from(document.is_none());
            let described = document.is_none_or(|document| document.digest() == entry.digest);
            let fits = entry.seq == seq + 1 && entry.previous == previous && entry.hash == entry.computed_hash();
            if !(fits && described) {
                report.broken_at = Some(seq + 1);
                return Ok(report);
            }
            report.entries += 1;
            seq = entry.seq;
            previous = entry.hash;
        }
    }
    if seq != last || previous != head {
        report.broken_at = Some(seq + 1);
    }
    Ok(report)
}
