//! Speed and size, measured against the budgets of docs/architecture.md.
//!
//! The figures are printed, never judged: they depend on the machine. Only what could not be measured fails. Pages and
//! forms are requested by `load.rs`, on the very cores that the server has.

mod book;
mod documents;
mod figures;
mod nginx;
mod pages;
mod reports;
mod staff;

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    thread,
    time::Instant,
};

use anyhow::Result;
use clap::Args;

use self::book::Book;
use crate::{
    assets,
    steps::{Steps, build_server, outlive_ctrl_c, output, program},
};

const LIST_ROWS: u32 = 10_000;
/// Number of enrollments that a generated person has.
const ENROLLMENTS_EACH: u32 = 10;

/// Part of the measuring: its name, and what writes it into the report.
type Part<'a> = (&'static str, &'a dyn Fn(&mut String) -> Result<()>);

#[derive(Args)]
pub(crate) struct Options {
    /// Number of specialists that the generated databases hold
    #[arg(long, value_delimiter = ',', default_value = "130,10000")]
    specialists: Vec<u32>,
    /// Number of enrollments that each of them holds; ten for each specialist unless given
    #[arg(long)]
    enrollments: Option<u32>,
    /// Folder in which the generated databases are kept for the next time; a million enrollments take minutes
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Parts that are measured: starts, visits, figures, reports, documents, staff, pages, import; all unless given
    #[arg(long, value_delimiter = ',')]
    parts: Vec<String>,
    /// Time for which each page and form is requested, at each number of connections
    #[arg(long, default_value_t = 5)]
    seconds: u32,
}

/// `cargo xtask bench`
pub(crate) fn bench(options: &Options) -> Result<()> {
    outlive_ctrl_c()?;
    let mut steps = Steps::new();
    let mut report = String::new();
    let outcome = measure(options, &mut steps, &mut report);
    println!("{report}");
    steps.finish(outcome)
}

fn measure(options: &Options, steps: &mut Steps, report: &mut String) -> Result<()> {
    let is_wanted = |part: &str| options.parts.is_empty() || options.parts.iter().any(|wanted| wanted == part);
    let package = assets::build(steps, assets::SMALL)?;
    let binary = steps.step("the server", || build_server("release"))?;
    let cores = thread::available_parallelism()?;
    writeln!(
        report,
        "Measured on {}, on {cores} cores that the asking shares, SQLite, every write on the disk",
        commit()
    )?;
    writeln!(report, "before it is answered.\n\n| file | bytes as sent (brotli) |\n| --- | ---: |")?;
    for (file, size) in assets::sizes(&package)? {
        writeln!(report, "| `{file}` | {size} |")?;
    }
    for &specialists in &options.specialists {
        let enrollments = options.enrollments.unwrap_or(specialists * ENROLLMENTS_EACH);
        let book = steps.step(&format!("a database of {specialists} specialists"), || {
            Book::fill(&binary, options.keep.as_deref(), specialists, enrollments)
        })?;
        writeln!(report, "\n## {specialists} specialists, {} enrollments\n", book.enrollments)?;
        writeln!(report, "| what | measured |\n| --- | --- |\n| made in | {:.1} s |", book.made_in.as_secs_f64())?;
        let seconds = options.seconds;
        let parts: [Part<'_>; 7] = [
            ("starts", &|report| book.starts(report)),
            ("visits", &|report| book.first_visits(report)),
            ("figures", &|report| figures::measure(&book, seconds, report)),
            ("reports", &|report| reports::measure(&book, report)),
            ("documents", &|report| documents::measure(&book, report)),
            ("staff", &|report| staff::measure(&book, seconds, report)),
            ("pages", &|report| pages::measure(&book, seconds, report)),
        ];
        for (part, measure) in parts.into_iter().filter(|(part, _)| is_wanted(part)) {
            steps.step(&format!("{part}, {specialists}"), || measure(report))?;
        }
    }
    if !is_wanted("import") {
        return Ok(());
    }
    steps.step("import", || import(&binary, report))
}

/// Commit that is measured, by the name that the history has for it.
fn commit() -> String {
    let git = |words: &str| output(program("git").args(words.split(' '))).ok();
    let Some(name) = git("rev-parse --short HEAD") else { return "a tree without a history".to_owned() };
    let changed = git("status --porcelain").is_none_or(|files| !files.is_empty());
    format!("commit {}{}", name.trim(), if changed { " with changes since" } else { "" })
}

fn import(binary: &Path, report: &mut String) -> Result<()> {
    let book = Book::empty(binary)?;
    let list = book.file("list.csv");
    let rows = LIST_ROWS.to_string();
    output(book.maman().args(["generate", "--seed", book::SEED, "--specialists", &rows, "--list"]).arg(&list))?;
    output(book.maman().args(["import", "data/courses.json", "data/programme.json"]))?;
    let size = fs::metadata(&list)?.len();
    let start = Instant::now();
    output(book.maman().arg("import").arg(&list))?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(report, "\n## Import\n\n| what | measured |\n| --- | --- |")?;
    writeln!(report, "| a list of {LIST_ROWS} rows (CSV, {} KB) | {seconds:.2} s |", size / 1000)?;
    writeln!(report, "| rows a second | {:.0} |", f64::from(LIST_ROWS) / seconds)?;
    Ok(())
}
