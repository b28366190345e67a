//! Editions: a view is fixed with all its files, found again by any of them, and compared with the one before.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::json;

use super::{Report, pack, report};
use crate::{
    audit,
    db::{Tx, key::hex},
    ground::{AppError, FormErrors, Locale, Problem, address::with_query, caller::Caller, error::Clash, work},
    programme::{
        Filter,
        model::changes::{Change, Facts, changes},
        query::{AS_OF, KNOWN_AT, Links},
        service::{self as programme, ViewCache, ViewQuery},
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
/// Editions on a page of the list.
pub const PAGE: i64 = 20;

/// Fixes a view as the next edition, with its files in all languages; returns its number.
pub async fn fix(
    tx: &mut Tx,
    cache: &ViewCache,
    (query, filter): (ViewQuery, Filter),
    title: &str,
    note: &str,
) -> Result<u32, AppError> {
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
    // what is known now stays answerable as what was known at this moment
    let query = ViewQuery { known_at: Some(query.known_at.unwrap_or(tx.at())), ..query };
    let report = report(tx, cache, query, filter).await?;
    let scope = scope(&report);
    let counted: BTreeSet<String> = report.view.counted(&report.filter).into_iter().collect();
    let before = store::find_last_of(tx, &permit, &scope).await?;
    let number = store::last_number(tx).await? + 1;
    let view = Links::of(Locale::default(), &report.view).fields(&report.filter);
    let edition = Edition {
        number,
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
        fixed_at: tx.at(),
        superseded_by: None,
    };
    let fixed_by = if let Caller::Account(account) = tx.caller() { Some(account.account) } else { None };
    let list = counted.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    if !store::insert_edition(tx, &permit, &edition, (&scope, &list), fixed_by).await? {
        return Err(AppError::Conflict(Clash::EditionTaken));
    }
    if let Some((before, list)) = before {
        let listed: BTreeSet<String> = list.lines().map(ToOwned::to_owned).collect();
        for change in reconcile(tx, (&before, &listed), (&edition, &counted)).await? {
            store::insert_change(tx, &permit, number, &change).await?;
        }
    }
    for (name, bytes) in files(tx, report).await? {
        store::insert_file(tx, &permit, number, &name, (&sha256(&bytes), &bytes)).await?;
    }
    let after = json!({
        "number": number, "title": title, "phase": edition.phase, "as_of": edition.as_of, "trained": edition.trained,
        "fingerprint": edition.fingerprint,
    });
    audit::record_new(tx, "edition.fixed", ("edition", number), &after)?;
    Ok(number)
}

/// Phase and filter of a report, as one text: editions that have them in common follow each other.
fn scope(report: &Report) -> String {
    let mut filter: Vec<_> = Links::of(Locale::default(), &report.view).fields(&report.filter);
    filter.retain(|(field, _)| ![AS_OF, KNOWN_AT].contains(field));
    filter.into_iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join("\n")
}

/// Certificates that came and went between two editions, each with its reason.
async fn reconcile(
    tx: &mut Tx,
    (before, listed): (&Edition, &BTreeSet<String>),
    (after, counted): (&Edition, &BTreeSet<String>),
) -> Result<Vec<Change>, AppError> {
    let then = facts(tx, before).await?;
    let now = facts(tx, after).await?;
    let (listed, counted) = (listed.clone(), counted.clone());
    work::blocking(move || changes((&then, &listed), (&now, &counted))).await
}

async fn facts(tx: &mut Tx, edition: &Edition) -> Result<Facts, AppError> {
    let (_, rule, certificates) = programme::facts(tx, &edition.phase, edition.known_at).await?;
    Ok(Facts::new(edition.as_of, rule, certificates))
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
