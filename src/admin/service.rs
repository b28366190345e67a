//! States of letters, facts about this installation, and sending letters again.

use serde_json::json;

use super::policy::{CanSeeLetters, may_administer, may_open_mailbox};
use crate::{
    audit,
    db::{Db, Failure, Tx, schema_version},
    ground::{AppError, ids::LetterId},
    outbox::{self, Counts, QueuedLetter},
    settings::{Centre, Setting, service as settings},
};

/// Letters on one page of their list.
pub const PAGE: i64 = 25;

/// Filter of the list of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterFilter {
    All,
    /// Letters that were given up: the operator has to look after them.
    Failed,
}

/// Page of the letters, the newest first.
#[derive(Debug)]
pub struct Letters {
    pub counts: Counts,
    pub filter: LetterFilter,
    pub page: i64,
    /// Number of the last page, from one.
    pub last: i64,
    pub letters: Vec<QueuedLetter>,
}

/// Facts about this installation, to be given when asking for help.
#[derive(Clone, Debug)]
pub struct Identity {
    pub version: &'static str,
    pub database: &'static str,
    pub schema: i64,
    /// Id of the key; it tells nothing of the key itself.
    pub key: String,
    /// Lines of the audit log, and the hash of the last.
    pub head: audit::Head,
}

/// Contents of the settings page.
#[derive(Debug)]
pub struct Settings {
    /// Words of the centre about itself.
    pub centre: Centre,
    pub mail: Letters,
    pub identity: Identity,
}

/// Settings with a page of the letters. The text of a letter is shown only where no mail server is set: then the
/// administrator is the only way to it.
pub async fn settings(
    tx: &mut Tx,
    db: &Db,
    filter: LetterFilter,
    page: i64,
    has_mail_server: bool,
) -> Result<Settings, AppError> {
    let permit = may_administer(tx.caller())?;
    let mut mail = letters(tx, &permit, filter, page).await?;
    if has_mail_server {
        mail.letters.iter_mut().for_each(|letter| letter.content = None);
    }
    let centre = settings::current(tx).await?;
    Ok(Settings { centre, mail, identity: identity(db, tx).await? })
}

/// Reads the centre's settings as they were at this version.
pub async fn centre_before(tx: &mut Tx, version: i64) -> Result<Centre, AppError> {
    may_administer(tx.caller())?;
    Ok(settings::at_version(tx, version).await?)
}

/// Saves what was typed about the centre, as `settings::change` does. Returns whether anything is new.
pub async fn change_centre(tx: &mut Tx, seen: i64, typed: Vec<(Setting, String)>) -> Result<bool, AppError> {
    Ok(!settings::change(tx, seen, typed).await?.is_empty())
}

async fn identity(db: &Db, tx: &mut Tx) -> Result<Identity, AppError> {
    Ok(Identity {
        version: env!("CARGO_PKG_VERSION"),
        database: if db.sqlite_path().is_some() { "SQLite" } else { "PostgreSQL" },
        schema: schema_version(),
        key: db.key().id().to_owned(),
        head: audit::head(tx).await?,
    })
}

/// Letters of the demonstration. They name no living person.
pub async fn mailbox(tx: &mut Tx, page: i64) -> Result<Letters, AppError> {
    let permit = may_open_mailbox(tx).await?;
    letters(tx, &permit, LetterFilter::All, page).await
}

/// Page of the letters; a page that the list does not have is not found.
async fn letters(tx: &mut Tx, _permit: &CanSeeLetters, filter: LetterFilter, page: i64) -> Result<Letters, AppError> {
    let counts = outbox::count_by_state(tx).await?;
    // where none was given up, there is nothing to narrow the list to
    let filter = if counts.failed == 0 { LetterFilter::All } else { filter };
    let number = match filter {
        LetterFilter::All => counts.waiting + counts.sent + counts.failed + counts.expired,
        LetterFilter::Failed => counts.failed,
    };
    let last = (number + PAGE - 1).div_euclid(PAGE).max(1);
    if !(1..=last).contains(&page) {
        return Err(AppError::NotFound);
    }
    let behind = (page - 1) * PAGE;
    let letters = match filter {
        LetterFilter::All => outbox::list(tx, PAGE, behind).await?,
        LetterFilter::Failed => outbox::list_failed(tx, PAGE, behind).await?,
    };
    Ok(Letters { counts, filter, page, last, letters })
}

/// Puts a letter that was given up back in the queue. Returns whether it was still given up: pressed twice, it is not.
pub async fn send_again(tx: &mut Tx, letter: LetterId) -> Result<bool, AppError> {
    may_administer(tx.caller())?;
    let was_given_up = outbox::retry(tx, letter).await?;
    if was_given_up {
        record_sent_again(tx, letter)?;
    }
    Ok(was_given_up)
}

/// Puts all letters that were given up back in the queue. Returns whether there were any.
pub async fn send_all_again(tx: &mut Tx) -> Result<bool, AppError> {
    may_administer(tx.caller())?;
    let letters = outbox::retry_all(tx).await?;
    for letter in &letters {
        record_sent_again(tx, *letter)?;
    }
    Ok(!letters.is_empty())
}

fn record_sent_again(tx: &mut Tx, letter: LetterId) -> Result<(), Failure> {
    let (before, after) = (json!({ "state": "failed" }), json!({ "state": "waiting" }));
    audit::record(tx, "letter.sent_again", ("letter", letter), Some(&before), Some(&after))
}
