//! Evidence pack: one ZIP from which a stranger counts a view again, without names.
//!
//! A person is a key that means nothing outside the pack: a keyed hash of their record and the fingerprint of the view, so
//! that the same view gives the same pack.

use std::{
    collections::HashSet,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};
use zip::{CompressionMethod, DateTime as ZipTime, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{
    policy::may_fix_editions,
    report::Report,
    store::evidence::{self as store, ConsentCount, ResultRow},
};
use crate::{
    db::{Failure, Tx, key::hex},
    ground::{AppError, Locale, ids::SpecialistId},
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

/// Evidence pack of a report.
pub async fn pack(tx: &mut Tx, report: &Report) -> Result<Vec<u8>, AppError> {
    let (phase, rule, facts) = programme::facts(tx, &report.view.phase.code, report.known_at).await?;
    let fingerprint = report.fingerprint();
    let key = |holder: SpecialistId| {
        let mut text = hex(&tx.key().index(&format!("evidence {fingerprint} {holder}")));
        text.truncate(KEY);
        text
    };
    let counting = facts.iter().filter(|(_, one)| rule.takes(one));
    let mut rows: Vec<[String; 15]> = counting.map(|(holder, one)| row(key(*holder), one, &phase.code)).collect();
    // the order of the rows tells nothing either
    rows.sort();
    let heading = COLUMNS.map(str::to_owned);
    let lines = std::iter::once(&heading[..]).chain(rows.iter().map(|row| &row[..]));
    let pretty = |value: &Value| format!("{value:#}\n").into_bytes();
    let permit = may_fix_editions(tx.caller())?;
    let counted: HashSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let period = (rule.starts_on, rule.ends_on);
    let mut results = store::list_results(tx, &permit, period, report.known_at).await?;
    results.retain(|result| counted.contains(result.registration_number.as_str()));
    let consents = store::count_consents(tx, &permit).await?;
    let mut files = vec![
        ("view.json".to_owned(), report.document().to_string().into_bytes()),
        ("certificates.csv".to_owned(), sheets::csv(b',', lines)?),
        ("results.csv".to_owned(), results_table(&results)?),
        ("consents.json".to_owned(), pretty(&consents_document(&consents))),
        ("rule.json".to_owned(), pretty(&rule_document(&phase, &rule, report.known_at))),
        ("audit.json".to_owned(), pretty(&audit_document(report))),
        ("recount.py".to_owned(), RECOUNT.as_bytes().to_vec()),
    ];
    files.extend(Locale::ALL.iter().map(|locale| {
        let words = read_me(*locale).replace("{fingerprint}", &fingerprint);
        (format!("read-me.{}.txt", locale.code()), words.into_bytes())
    }));
    let mut sums = String::new();
    for (name, bytes) in &files {
        // writing to a text does not fail
        let _ = writeln!(sums, "{}  {name}", hex(digest(&SHA256, bytes).as_ref()));
    }
    files.push(("SHA256SUMS".to_owned(), sums.into_bytes()));
    packed(&files).map_err(|error| Failure::Unreadable(error.to_string()).into())
}

/// Explanation of the files in a language.
const fn read_me(locale: Locale) -> &'static str {
    match locale {
        Locale::Kk => include_str!("read-me.kk.txt"),
        Locale::Ru => include_str!("read-me.ru.txt"),
        Locale::En => include_str!("read-me.en.txt"),
    }
}

fn row(person: String, one: &Certificate, phase: &str) -> [String; 15] {
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

/// Hours and results behind the certificates.
fn results_table(results: &[ResultRow]) -> Result<Vec<u8>, AppError> {
    let heading = ["number", "academic_hours", "attended_hours", "score", "starts_on", "ends_on", "valid_until"];
    let heading = heading.map(str::to_owned);
    let word = |value: Option<String>| value.unwrap_or_default();
    let rows: Vec<[String; 7]> = results
        .iter()
        .map(|one| {
            [
                one.registration_number.clone(),
                one.academic_hours.to_string(),
                word(one.attended_hours.map(|hours| hours.to_string())),
                word(one.score.map(|score| score.to_string())),
                one.starts_on.to_string(),
                one.ends_on.to_string(),
                word(one.valid_until.map(|day| day.to_string())),
            ]
        })
        .collect();
    sheets::csv(b',', std::iter::once(&heading[..]).chain(rows.iter().map(|row| &row[..])))
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

fn packed(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(ZipTime::default());
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
