//! `maman import FILE…`: courses, a programme, or a list of trained specialists, by what the file holds.
//!
//! All files of one call are one transaction: either everything is saved, or nothing.

use std::{io::Read, path::PathBuf, process::ExitCode};

use serde_json::Value;

use super::{Config, Stop, complain, open, say};
use crate::{
    audit,
    courses::service::{self as courses, Brought, CourseFault, CourseFaultKind},
    db::Tx,
    ground::{
        Locale, Problem,
        letters::{is_direction, is_impossible},
    },
    i18n::text,
    imports::{self, Content, service::Saved, wording},
    programme::service::{self as programme, ProgrammeFault, ProgrammeFaultKind},
    sheets::limits,
    ui::field::problem_words,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files to read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Say what would happen, and save nothing
    #[arg(long)]
    dry_run: bool,
}

/// Largest number of faults that are shown. A list with more is wrong as a whole; the first ones show how.
const MOST_LINES: usize = 200;

/// Result of reading one file, in words.
struct Told {
    lines: Vec<String>,
    /// True if something is wrong with it, so nothing may be saved.
    refused: bool,
}

/// Content of a file, read before any query to a database.
enum Incoming {
    Courses(courses::CoursesFile),
    Programme(programme::ProgrammeFile),
    List(imports::List),
    /// File that cannot be read; in words.
    Refused(String),
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let ctx = open(config).await?;
    let mut files = Vec::new();
    for file in &args.files {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let (bytes, today) = (read(locale, file)?, ctx.clock.today());
        let told_as = name.clone();
        // unpacking and reading occupies a processor, so it is done off the threads that wait
        let incoming = tokio::task::spawn_blocking(move || incoming(locale, &told_as, &bytes, today));
        files.push((name, incoming.await.map_err(|error| Stop::Line(error.to_string()))?));
    }
    if files.iter().all(|(_, incoming)| matches!(incoming, Incoming::Refused(_))) {
        for (_, incoming) in files {
            if let Incoming::Refused(line) = incoming {
                complain!("{}", plain(&line));
            }
        }
        complain!("{}", text!(locale, cli.nothing_saved));
        return Ok(ExitCode::from(2));
    }
    let mut tx = ctx.begin().await?;
    let mut refused = false;
    for (name, incoming) in files {
        let outcome = bring_in(locale, &mut tx, &name, incoming).await?;
        for line in outcome.lines.iter().map(|line| plain(line)) {
            if outcome.refused { complain!("{line}") } else { say!("{line}") }
        }
        refused |= outcome.refused;
    }
    if refused {
        drop(tx);
        complain!("{}", text!(locale, cli.nothing_saved));
        return Ok(ExitCode::from(2));
    }
    programme::mark_counting_courses(&mut tx).await?;
    let is_new = tx.has_changes();
    if is_new && !args.dry_run {
        audit::commit(tx).await?;
    } else {
        drop(tx);
    }
    if !is_new {
        say!("{}", text!(locale, cli.nothing_new));
    } else if args.dry_run {
        say!("{}", text!(locale, cli.dry_run));
    }
    ctx.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, but no more of it than a list may have: a larger one is refused by its size alone.
fn read(locale: Locale, file: &PathBuf) -> Result<Vec<u8>, Stop> {
    let failed = |error: std::io::Error| {
        Stop::Line(text!(locale, cli.file_unreadable, file = file.display().to_string(), why = error.to_string()))
    };
    let most = u64::try_from(limits::FILE_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    std::fs::File::open(file).map_err(failed)?.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Line for a terminal, without characters out of a file that would steer the terminal or turn the line around.
fn plain(line: &str) -> String {
    let steers = |letter: char| letter.is_control() || is_direction(letter);
    line.chars().map(|letter| if steers(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// First text of a document that holds a character which can be in none: PostgreSQL refuses NUL.
fn impossible_text(document: &Value) -> Option<&str> {
    match document {
        Value::String(text) => text.contains(is_impossible).then_some(text),
        Value::Array(values) => values.iter().find_map(impossible_text),
        Value::Object(fields) => fields.values().find_map(impossible_text),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn incoming(locale: Locale, name: &str, bytes: &[u8], today: chrono::NaiveDate) -> Incoming {
    let broken = |error: serde_json::Error| {
        Incoming::Refused(text!(locale, cli.json_broken, file = name, why = error.to_string()))
    };
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let content = imports::content(bytes);
    if matches!(content, Content::Courses | Content::Programme)
        && let Ok(document) = serde_json::from_slice::<Value>(plain)
        && let Some(text) = impossible_text(&document)
    {
        let why = text!(locale, cli.json_impossible, text = text);
        return Incoming::Refused(text!(locale, cli.json_broken, file = name, why = why));
    }
    match content {
        Content::Courses => serde_json::from_slice(plain).map_or_else(broken, Incoming::Courses),
        Content::Programme => serde_json::from_slice(plain).map_or_else(broken, Incoming::Programme),
        Content::Unknown => Incoming::Refused(text!(locale, cli.content_unknown, file = name)),
        Content::List => match imports::read(bytes, today) {
            Ok(list) => Incoming::List(list),
            Err(fault) => Incoming::Refused(format!("{name}: {}", wording::file_fault(locale, &fault))),
        },
    }
}

async fn bring_in(locale: Locale, tx: &mut Tx, name: &str, incoming: Incoming) -> Result<Told, Stop> {
    Ok(match incoming {
        Incoming::Courses(file) => {
            let (brought, faults) = courses::bring_in(tx, file).await?;
            told_courses(locale, name, brought, &faults)
        }
        Incoming::Programme(file) => {
            let (new, faults) = programme::bring_in(tx, file).await?;
            told_programme(locale, name, new, &faults)
        }
        Incoming::List(mut list) => {
            let saved = imports::service::save(tx, &mut list, name).await?;
            told_list(locale, name, &list, saved)
        }
        Incoming::Refused(line) => Told { lines: vec![line], refused: true },
    })
}

fn told_courses(locale: Locale, name: &str, brought: Brought, faults: &[CourseFault]) -> Told {
    let summary = text!(locale, cli.courses_brought, file = name, new = brought.new, known = brought.known);
    let lines = faults.iter().map(|fault| {
        let what = match fault.kind {
            CourseFaultKind::Field(Problem::Unknown) => {
                let known = fault.field.words().join(", ");
                text!(locale, cli.fault_word, found = fault.value.as_str(), known = known)
            }
            CourseFaultKind::Field(problem) if fault.value.is_empty() => problem_words(locale, problem),
            CourseFaultKind::Field(problem) => format!("{}: {}", fault.value, problem_words(locale, problem)),
            CourseFaultKind::Repeated => text!(locale, cli.fault_repeated),
            CourseFaultKind::Differs => text!(locale, cli.fault_differs),
        };
        format!("{name}: {}, {}: {what}", fault.course, fault.field.as_str())
    });
    refused_or(lines.collect(), summary)
}

fn told_programme(locale: Locale, name: &str, new: u32, faults: &[ProgrammeFault]) -> Told {
    let lines = faults.iter().map(|fault| {
        let what = match fault.kind {
            ProgrammeFaultKind::EndsBeforeStart => text!(locale, cli.fault_ends_before_start),
            ProgrammeFaultKind::NoTarget => text!(locale, cli.fault_no_target),
            ProgrammeFaultKind::Repeated => text!(locale, cli.fault_repeated),
            ProgrammeFaultKind::Differs => text!(locale, cli.fault_differs),
        };
        format!("{name}: {}: {what}", fault.code)
    });
    refused_or(lines.collect(), text!(locale, cli.programme_brought, file = name, new = new))
}

fn told_list(locale: Locale, name: &str, list: &imports::List, saved: Saved) -> Told {
    let refused = !list.faults.is_empty();
    let mut lines: Vec<String> =
        list.faults.iter().take(MOST_LINES).map(|fault| wording::fault(locale, &list.sheets, fault)).collect();
    if list.faults.len() > MOST_LINES {
        lines.push(text!(locale, cli.list_more, count = list.faults.len() - MOST_LINES));
    }
    if refused {
        lines.insert(0, text!(locale, cli.list_refused, file = name, count = list.faults.len()));
    }
    if !list.remarks.is_empty() {
        lines.push(text!(locale, cli.list_remarks, count = list.remarks.len()));
        let remarks = list.remarks.iter().take(MOST_LINES);
        lines.extend(remarks.map(|remark| format!("  {}", wording::remark(locale, &list.sheets, remark))));
        if list.remarks.len() > MOST_LINES {
            lines.push(text!(locale, cli.list_more, count = list.remarks.len() - MOST_LINES));
        }
    }
    if !refused {
        lines.push(text!(
            locale,
            cli.list_brought,
            file = name,
            specialists = saved.specialists,
            runs = saved.runs,
            enrollments = saved.enrollments,
            certificates = saved.certificates
        ));
        if saved.known > 0 {
            lines.push(text!(locale, cli.list_known, count = saved.known));
        }
        if saved.outside_phases > 0 {
            lines.push(text!(locale, cli.list_outside, count = saved.outside_phases));
        }
    }
    Told { lines, refused }
}

fn refused_or(faults: Vec<String>, summary: String) -> Told {
    if faults.is_empty() {
        Told { lines: vec![summary], refused: false }
    } else {
        Told { lines: faults, refused: true }
    }
}
