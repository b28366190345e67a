//! Editions: a view is fixed with all its files, found again by any of them, and compared with the one before.

use std::sync::Arc;

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::json;

use super::{Report, pack, report};
use crate::{
    audit::{self, Head},
    db::{Ctx, Tx, key::hex},
    ground::{AppError, FormErrors, Locale, Problem, address::with_query, caller::Caller, error::Clash, work},
    programme::{
        Filter,
        model::changes::Change,
        query::{AS_OF, KNOWN_AT, Links},
        service::{self as programme, Count, ViewCache, ViewQuery},
    },
    reports::{
        formats::Format,
        model::{Checked, Edition, EditionInFull},
        policy::may_fix_editions,
        store::editions as store,
    },
    settings,
};

pub const TITLE: &str = "title";
pub const NOTE: &str = "note";
/// Characters that a title may have.
pub const LONGEST_TITLE: usize = 120;
/// Characters that a note may have.
pub const LONGEST_NOTE: usize = 500;
/// Times that an edition is made anew when others change the registry meanwhile.
const ATTEMPTS: u32 = 3;
/// Editions on a page of the list.
pub const PAGE: i64 = 20;

/// Edition that is ready to be saved.
struct Ready {
    edition: Edition,
    scope: String,
    /// Registration numbers that it counts, one a line.
    counted: String,
    changes: Vec<Change>,
    files: Vec<(String, Vec<u8>)>,
    /// End of the log in the state that it is made of.
    head: Head,
}

/// Fixes a view as the next edition, with its files in all languages; returns its number. All of it is made before
/// anything is saved, so that nobody else's change waits meanwhile. `Conflict`: the registry changed again and again in
/// the moment that the edition is of, or others fixed editions.
pub async fn fix(
    ctx: &Ctx,
    cache: &ViewCache,
    view: (ViewQuery, Filter),
    title: &str,
    note: &str,
) -> Result<u32, AppError> {
    for _ in 0..ATTEMPTS {
        let ready = prepare(&mut ctx.read().await?, cache, view.clone(), (title, note)).await?;
        let mut tx = ctx.begin().await?;
        if audit::was_end_at(&mut tx, &ready.head, ready.edition.fixed_at).await?
            && let Some(number) = save(&mut tx, ready).await?
        {
            audit::commit(tx).await?;
            return Ok(number);
        }
    }
    Err(AppError::Conflict(Clash::EditionTaken))
}

async fn prepare(
    tx: &mut Tx,
    cache: &ViewCache,
    (query, filter): (ViewQuery, Filter),
    (title, note): (&str, &str),
) -> Result<Ready, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    let mut errors = FormErrors::default();
    if title.is_empty() {
        errors.add(TITLE, Problem::Required);
    }
    for (field, text, most) in [(TITLE, title, LONGEST_TITLE), (NOTE, note, LONGEST_NOTE)] {
        if text.chars().count() > most {
            errors.add(field, Problem::TooLong);
        }
    }
    errors.or(())?;
    let mut report = report(tx, cache, query, filter).await?;
    // what is known now stays answerable as what was known at this moment
    if report.view.known_at.is_none() {
        report.view = Arc::new(report.view.as_known_at(report.known_at));
    }
    let scope = scope(&report);
    let count = Count::of(&report.view, &report.filter, report.known_at);
    let counted = count.numbers.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let before = store::find_last_of(tx, &permit, &scope).await?;
    let view = Links::of(Locale::default(), &report.view).fields(&report.filter);
    let edition = Edition {
        // it gets one when it is saved
        number: 0,
        title: title.to_owned(),
        note: note.to_owned(),
        phase: report.view.phase.code.clone(),
        as_of: report.view.as_of,
        known_at: report.known_at,
        view: with_query("", view),
        trained: report.progress.trained,
        target: report.view.phase.target,
        fingerprint: report.fingerprint(),
        audit_head: report.audit.to_string(),
        follows: before.as_ref().map(|(before, _)| before.number),
        fixed_at: report.made_at,
        superseded_by: None,
    };
    let changes = match before {
        Some((before, list)) => {
            let numbers = list.lines().map(ToOwned::to_owned).collect();
            let then = Count { as_of: before.as_of, known_at: before.known_at, numbers };
            programme::changes_between(tx, &edition.phase, [then, count]).await?
        }
        None => Vec::new(),
    };
    let head = report.audit.clone();
    Ok(Ready { files: files(tx, report).await?, edition, scope, counted, changes, head })
}

/// Saves an edition under the next number, and returns it. `Ok(None)`: it does not follow the last one of its scope any more,
/// or somebody took the number at the same moment.
async fn save(tx: &mut Tx, ready: Ready) -> Result<Option<u32>, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    let Ready { mut edition, scope, counted, changes, files, head: _ } = ready;
    let last = store::find_last_of(tx, &permit, &scope).await?;
    if last.map(|(last, _)| last.number) != edition.follows {
        return Ok(None);
    }
    edition.number = store::last_number(tx).await? + 1;
    let fixed_by = if let Caller::Account(account) = tx.caller() { Some(account.account) } else { None };
    if !store::insert_edition(tx, &permit, &edition, (&scope, &counted), fixed_by).await? {
        return Ok(None);
    }
    store::insert_changes(tx, &permit, edition.number, &changes).await?;
    for (name, bytes) in &files {
        store::insert_file(tx, &permit, edition.number, name, (&sha256(bytes), bytes)).await?;
    }
    let after = json!({
        "number": edition.number, "title": edition.title, "phase": edition.phase, "as_of": edition.as_of,
        "trained": edition.trained, "fingerprint": edition.fingerprint,
    });
    audit::record_new(tx, "edition.fixed", ("edition", edition.number), &after)?;
    Ok(Some(edition.number))
}

/// Phase and filter of a report, as one text: editions that have them in common follow each other.
fn scope(report: &Report) -> String {
    let mut filter: Vec<_> = Links::of(Locale::default(), &report.view).fields(&report.filter);
    filter.retain(|(field, _)| ![AS_OF, KNOWN_AT].contains(field));
    filter.into_iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join("\n")
}

/// Files of a report in all languages, each with its name.
async fn files(tx: &mut Tx, report: Report) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let pack = pack(tx, &report).await?;
    let centre = settings::service::current(tx).await?;
    let made = work::blocking(move || {
        let mut files = vec![("zip".to_owned(), pack)];
        for format in Format::ALL {
            let languages = if format.is_worded() { &Locale::ALL[..] } else { &[Locale::En] };
            for locale in languages {
                let ending = format.as_str();
                let name = if format.is_worded() { format!("{}.{ending}", locale.code()) } else { ending.to_owned() };
                files.push((name, format.write(*locale, &report, &centre)?));
            }
        }
        Ok(files)
    });
    made.await?
}

/// Page of the editions, the latest first, and how many there are.
pub async fn editions(tx: &mut Tx, page: i64) -> Result<Vec<Edition>, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    Ok(store::list_editions(tx, &permit, (page - 1) * PAGE, PAGE).await?)
}

/// Number of editions.
pub async fn count_editions(tx: &mut Tx) -> Result<u32, AppError> {
    may_fix_editions(tx.caller())?;
    Ok(store::last_number(tx).await?)
}

/// Edition with its files, and what changed since the one before. `NotFound`: there is none with this number.
pub async fn edition(tx: &mut Tx, number: u32) -> Result<EditionInFull, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    let edition = store::find_edition(tx, &permit, number).await?.ok_or(AppError::NotFound)?;
    let before = match edition.follows {
        Some(before) => store::find_edition(tx, &permit, before).await?,
        None => None,
    };
    let before = match before {
        Some(before) => Some((before, store::list_changes(tx, &permit, number).await?)),
        None => None,
    };
    let files = store::list_files(tx, &permit, number).await?;
    Ok(EditionInFull { edition, files, before })
}

/// Bytes of a file of an edition. `NotFound`: there is no such file.
pub async fn file(tx: &mut Tx, number: u32, name: &str) -> Result<Vec<u8>, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    store::find_file(tx, &permit, number, name).await?.ok_or(AppError::NotFound)
}

/// Tells whether a file with this SHA-256 was given out.
pub async fn check(tx: &mut Tx, sha256: &str) -> Result<Checked, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    let Some((number, name)) = store::find_by_sha256(tx, &permit, sha256).await? else { return Ok(Checked::NotOurs) };
    let edition = store::find_edition(tx, &permit, number).await?;
    Ok(edition.map_or(Checked::NotOurs, |edition| Checked::GivenOut { edition: Box::new(edition), name }))
}

/// SHA-256 of the bytes of a file.
pub fn sha256(bytes: &[u8]) -> String {
    hex(digest(&SHA256, bytes).as_ref())
}
