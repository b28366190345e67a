//! How letters fare, what this installation is, and sending a letter again.

use serde_json::json;

use super::policy::{CanSeeLetters, may_administer, may_open_mailbox};
use crate::{
    audit,
    db::{Ctx, Tx, schema_version},
    ground::{AppError, ids::LetterId},
    outbox::{self, Counts, Listed},
};

/// Letters on one page of their list.
pub const PAGE: i64 = 25;

/// A page of the letters, the newest first.
#[derive(Debug)]
pub struct Letters {
    pub counts: Counts,
    pub page: i64,
    /// The number of the last page, from one.
    pub last: i64,
    pub letters: Vec<Listed>,
}

/// What this installation is, to be told when help is asked for.
#[derive(Clone, Debug)]
pub struct Identity {
    pub version: &'static str,
    pub database: &'static str,
    pub schema: i64,
    /// What the key is called; says nothing of the key itself.
    pub key: String,
    /// Lines of the audit log, and the hash of the last.
    pub lines: i64,
    pub head: String,
}

/// All that the settings show.
#[derive(Debug)]
pub struct Settings {
    pub mail: Letters,
    pub identity: Identity,
}

/// The settings with a page of the letters. What a letter says is shown only where no mail server is set: then the
/// administrator is the only way to it.
pub async fn settings(ctx: &Ctx, page: i64, has_mail_server: bool) -> Result<Settings, AppError> {
    let mut tx = ctx.read().await?;
    let permit = may_administer(tx.caller())?;
    let mut mail = letters(&mut tx, &permit, page).await?;
    if has_mail_server {
        mail.letters.iter_mut().for_each(|letter| letter.content = None);
    }
    Ok(Settings { mail, identity: identity(ctx, &mut tx).await? })
}

async fn identity(ctx: &Ctx, tx: &mut Tx) -> Result<Identity, AppError> {
    let (lines, head) = audit::head(tx).await?;
    Ok(Identity {
        version: env!("CARGO_PKG_VERSION"),
        database: if ctx.db.sqlite_path().is_some() { "SQLite" } else { "PostgreSQL" },
        schema: schema_version(),
        key: ctx.db.key().id().to_owned(),
        lines,
        head,
    })
}

/// The letters of the demonstration. Nobody is named in them who lives.
pub async fn mailbox(ctx: &Ctx, page: i64) -> Result<Letters, AppError> {
    let mut tx = ctx.read().await?;
    let permit = may_open_mailbox(&mut tx).await?;
    letters(&mut tx, &permit, page).await
}

/// A page of the letters; one that the list does not have is none.
async fn letters(tx: &mut Tx, _permit: &CanSeeLetters, page: i64) -> Result<Letters, AppError> {
    let counts = outbox::count_by_state(tx).await?;
    let all = counts.waiting + counts.sent + counts.failed;
    let last = (all + PAGE - 1).div_euclid(PAGE).max(1);
    if !(1..=last).contains(&page) {
        return Err(AppError::NotFound);
    }
    let letters = outbox::list(tx, PAGE, (page - 1) * PAGE).await?;
    Ok(Letters { counts, page, last, letters })
}

/// Puts a letter that was given up back in the queue. Says whether it was still given up: pressed twice, it is not.
pub async fn send_again(ctx: &Ctx, letter: LetterId) -> Result<bool, AppError> {
    let mut tx = ctx.begin().await?;
    may_administer(tx.caller())?;
    if !outbox::retry(&mut tx, letter).await? {
        return Ok(false);
    }
    let (before, after) = (json!({ "state": "failed" }), json!({ "state": "waiting" }));
    audit::record(&mut tx, "letter.sent_again", ("letter", letter), Some(&before), Some(&after))?;
    audit::commit(tx).await?;
    Ok(true)
}
