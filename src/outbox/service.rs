//! Queueing of a letter, and the operator's actions on queued letters.

use super::{
    letter::{Content, Counts, Letter, Payload, QueuedLetter, State, recipient_hash},
    message, store,
    store::{LetterRow, New},
};
use crate::{
    db::{Failure, Key, Tx},
    ground::{Private, ids::LetterId},
    settings::{self, Centre},
};

/// Queues a letter in the transaction of the change it reports: both are saved, or neither.
pub async fn queue(tx: &mut Tx, letter: Letter) -> Result<(), Failure> {
    let id = tx.ids().next();
    let (kind, locale, dedupe_key) = (letter.kind, letter.locale, letter.dedupe_key.clone());
    let useless_after = letter.useless_after.map(|wait| tx.at() + wait);
    let recipient_hash = recipient_hash(tx.key(), &letter.to);
    let cipher = tx.key().encrypt(tx.ids(), &Payload::of(letter).to_json()?)?;
    let (recipient_hash, cipher) = (&recipient_hash[..], &cipher[..]);
    let dedupe_key = dedupe_key.as_deref();
    store::insert(tx, &New { id, kind, locale, recipient_hash, cipher, dedupe_key, useless_after }).await
}

/// List for the operator: letters, the newest first, behind so many newer ones; with the content of those not sent yet.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<QueuedLetter>, Failure> {
    let (stored, centre) = (store::list(tx, limit, offset).await?, settings::service::current(tx).await?);
    stored.into_iter().map(|letter| listed(tx.key(), &centre, &letter)).collect()
}

/// List of only the letters that were given up.
pub async fn list_failed(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<QueuedLetter>, Failure> {
    let (stored, centre) = (store::list_failed(tx, limit, offset).await?, settings::service::current(tx).await?);
    stored.into_iter().map(|letter| listed(tx.key(), &centre, &letter)).collect()
}

fn listed(key: &Key, centre: &Centre, letter: &LetterRow) -> Result<QueuedLetter, Failure> {
    Ok(QueuedLetter {
        id: letter.id,
        kind: letter.kind,
        locale: letter.locale()?,
        queued_at: letter.queued_at,
        due_at: letter.due_at,
        attempts: letter.attempts,
        state: letter.state(),
        last_error: letter.last_error(),
        // one that cannot be read is given up with that fault; it must not hide the others
        content: content(key, centre, letter).ok().flatten(),
    })
}

fn content(key: &Key, centre: &Centre, letter: &LetterRow) -> Result<Option<Content>, Failure> {
    let Some(cipher) = letter.cipher.as_deref().filter(|_| letter.state() != State::Sent) else { return Ok(None) };
    message::content(letter.locale()?, centre, &Payload::decrypt(key, cipher)?).map(Some)
}

/// Letters to an address, the newest first: their kinds and states, not their content.
pub async fn list_to(tx: &mut Tx, to: &Private<String>) -> Result<Vec<QueuedLetter>, Failure> {
    let recipient_hash = recipient_hash(tx.key(), to);
    let stored = store::list_to(tx, &recipient_hash).await?;
    stored
        .into_iter()
        .map(|letter| Ok(QueuedLetter { content: None, ..listed(tx.key(), &Centre::default(), &letter)? }))
        .collect()
}

/// Counts the letters that wait, are sent, were given up, have expired.
pub async fn count_by_state(tx: &mut Tx) -> Result<Counts, Failure> {
    store::count(tx).await
}

/// Puts a letter that was given up back in the queue, due at once; returns whether there was one.
pub async fn retry(tx: &mut Tx, id: LetterId) -> Result<bool, Failure> {
    store::update_waiting(tx, id).await
}

/// Puts all letters that were given up back in the queue, due at once; returns which.
pub async fn retry_all(tx: &mut Tx) -> Result<Vec<LetterId>, Failure> {
    store::update_all_waiting(tx).await
}

/// Deletes all letters to an address, sent or not, when its person is erased. Returns how many there were.
pub async fn erase(tx: &mut Tx, to: &Private<String>) -> Result<u64, Failure> {
    let recipient_hash = recipient_hash(tx.key(), to);
    store::delete_to(tx, &recipient_hash).await
}
