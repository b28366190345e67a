//! Evidence pack: one ZIP from which a stranger counts a view again, without names.
//!
//! A person is a key that means nothing outside the pack: a keyed hash of their record and the fingerprint of the view, so
//! that the same view gives the same pack.

mod archive;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};

use self::archive::Archive;
use super::{
    policy::may_fix_editions,
    report::Report,
    store::evidence::{self as store, ConsentCount, ResultRow},
};
use crate::{
    db::{Key, Tx, key::hex},
    ground::{AppError, Locale, ids::SpecialistId, work},
    i18n::text,
    programme::{
        model::{
            NOT_STATED, PhaseWithTargets, quarter_word,
            rule::{Certificate, Rule},
        },
        service as programme,
    },
    sheets,
};

const RECOUNT: &str = include_str!("recount.py");
/// Letters of a person's key: with as many as this, no two people of a programme have the same.
const KEY: usize = 20;

const COLUMNS: [&str; 15] = [
    "number",
    "person",
    "course",
    "issued_on",
    "counts_on",
    "revoked_on",
    "replaced_on",
    "region",
    "profession",
    "sex",
    "organization_type",
    "language",
    "funders",
    "quarter",
    "phase",
];
const RESULTS: [&str; 7] =
    ["number", "academic_hours", "attended_hours", "score", "starts_on", "ends_on", "valid_until"];

/// Evidence pack of a report. Certificates are read and written a page at a time, so that it takes no more memory however
/// many there are.
pub async fn pack(tx: &mut Tx, report: &Report) -> Result<Vec<u8>, AppError> {
    let permit = may_fix_editions(tx.caller())?;
    let (phase, rule) = programme::rule(tx, &report.view.phase.code, report.known_at).await?;
    let (days, fingerprint) = ((rule.starts_on, rule.ends_on), report.fingerprint());
    let rule = Arc::new(rule);
    let pretty = |value: &Value| format!("{value:#}\n").into_bytes();
    let mut archive = Archive::default();
    archive.add("view.json", report.document().to_string().as_bytes())?;
    archive.add("certificates.csv", &heading(COLUMNS)?)?;
    let mut after = String::new();
    loop {
        let page = programme::facts(tx, report.known_at, days, &after).await?;
        let Some((_, last)) = page.last() else { break };
        after.clone_from(&last.registration_number);
        let (key, fingerprint) = (tx.key().clone(), fingerprint.clone());
        let (rule, phase) = (Arc::clone(&rule), phase.code.clone());
        let added = work::blocking(move || {
            let counting = page.iter().filter(|(_, one)| rule.takes(one));
            archive.add_lines(counting.map(|(holder, one)| row(person(&key, &fingerprint, *holder), one, &phase)))
        });
        archive = added.await??;
    }
    archive.add("results.csv", &heading(RESULTS)?)?;
    let mut after = String::new();
    loop {
        let page = store::list_results(tx, &permit, report.known_at, days, &after).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.registration_number);
        let rule = Arc::clone(&rule);
        let added = work::blocking(move || {
            let counting = page.into_iter().filter(|one| rule.takes_one_of(&one.course, one.counts_on));
            archive.add_lines(counting.map(results))
        });
        archive = added.await??;
    }
    let consents = store::count_consents(tx, &permit).await?;
    archive.add("consents.json", &pretty(&consents_document(&consents)))?;
    archive.add("rule.json", &pretty(&rule_document(&phase, &rule, report.known_at)))?;
    archive.add("audit.json", &pretty(&audit_document(report)))?;
    archive.add("recount.py", RECOUNT.as_bytes())?;
    for locale in Locale::ALL {
        let words = read_me(locale).replace("{fingerprint}", &fingerprint);
        archive.add(&format!("read-me.{}.txt", locale.code()), words.as_bytes())?;
    }
    archive.end()
}

/// Key of a person in a pack.
fn person(key: &Key, fingerprint: &str, holder: SpecialistId) -> String {
    let mut text = hex(&key.index(&format!("evidence {fingerprint} {holder}")));
    text.truncate(KEY);
    text
}

/// First line of a table, with its mark.
fn heading<const WIDTH: usize>(columns: [&str; WIDTH]) -> Result<Vec<u8>, AppError> {
    sheets::csv(b',', [&columns.map(str::to_owned)[..]])
}

/// Explanation of the files in a language.
const fn read_me(locale: Locale) -> &'static str {
    match locale {
        Locale::Kk => include_str!("read-me.kk.txt"),
        Locale::Ru => include_str!("read-me.ru.txt"),
        Locale::En => include_str!("read-me.en.txt"),
    }
}

fn row(person: String, one: &Certificate, phase: &str) -> [String; COLUMNS.len()] {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let word = |word: &Option<String>| word.clone().unwrap_or_else(|| NOT_STATED.to_owned());
    [
        one.registration_number.clone(),
        person,
        one.course.clone(),
        one.issued_on.to_string(),
        one.counts_on.to_string(),
        day(one.revoked_on),
        day(one.replaced_on),
        word(&one.region),
        word(&one.profession),
        word(&one.sex),
        word(&one.organization_type),
        word(&one.language),
        word(&one.funders),
        quarter_word(one.counts_on),
        phase.to_owned(),
    ]
}

/// Hours and results behind a certificate.
fn results(one: ResultRow) -> [String; RESULTS.len()] {
    let word = |value: Option<String>| value.unwrap_or_default();
    [
        one.registration_number,
        one.academic_hours.to_string(),
        word(one.attended_hours.map(|hours| hours.to_string())),
        word(one.score.map(|score| score.to_string())),
        one.starts_on.to_string(),
        one.ends_on.to_string(),
        word(one.valid_until.map(|day| day.to_string())),
    ]
}

/// Number of people in the registry who have given each consent, and who have withdrawn it.
fn consents_document(consents: &[ConsentCount]) -> Value {
    let count = |one: &ConsentCount| json!({ "kind": one.kind, "version": one.version, "given": one.given, "withdrawn": one.withdrawn });
    consents.iter().map(count).collect()
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Period, targets and counting courses of the phase.
fn rule_document(phase: &PhaseWithTargets, rule: &Rule, known_at: DateTime<Utc>) -> Value {
    let mut courses: Vec<_> =
        rule.courses.iter().flat_map(|(code, spans)| spans.iter().map(move |span| (code, span))).collect();
    courses.sort();
    let courses = courses.iter().map(|(code, (from, to))| json!({ "course": code, "from_on": from, "to_on": to }));
    let targets = phase
        .targets
        .iter()
        .map(|target| json!({ "from_on": target.from_on, "target": target.target, "baseline": target.baseline }));
    json!({
        "phase": phase.code, "name": phase.name, "starts_on": rule.starts_on, "ends_on": rule.ends_on,
        "known_at": instant(known_at), "targets": targets.collect::<Vec<_>>(),
        "counting_courses": courses.collect::<Vec<_>>(),
        "definition": {
            "kk": text!(Locale::Kk, words.rule),
            "ru": text!(Locale::Ru, words.rule),
            "en": text!(Locale::En, words.rule),
        },
    })
}

/// End of the audit log when the pack was made: `maman audit verify --against` proves that it goes on from there.
fn audit_document(report: &Report) -> Value {
    json!({
        "head": report.audit.to_string(), "made_at": instant(report.made_at),
        "fingerprint": report.fingerprint(),
    })
}
