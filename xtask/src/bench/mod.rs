//! Speed and size, measured against the budgets of docs/architecture.md.
//!
//! The figures are printed, never judged: they depend on the machine. Only what could not be measured fails. Pages and
//! forms are requested by `load.rs`, on the very cores that the server has.

mod book;
mod documents;
mod figures;
mod pages;
mod staff;

use std::{fmt::Write, fs, path::Path, thread, time::Instant};

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

#[derive(Args)]
pub(crate) struct Options {
    /// Number of specialists that the generated databases hold
    #[arg(long, value_delimiter = ',', default_value = "130,10000")]
    specialists: Vec<u32>,
    /// Number of enrollments that each of them holds; ten for each specialist unless given
    #[arg(long)]
    enrollments: Option<u32>,
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
            Book::fill(&binary, specialists, enrollments)
        })?;
        writeln!(report, "\n## {specialists} specialists, {} enrollments\n", book.enrollments)?;
        writeln!(report, "| what | measured |\n| --- | --- |\n| made in | {:.1} s |", book.made_in.as_secs_f64())?;
        steps.step(&format!("starts, {specialists}"), || book.starts(report))?;
        steps.step(&format!("first visits, {specialists}"), || book.first_visits(report))?;
        steps.step(&format!("figures, {specialists}"), || figures::measure(&book, options.seconds, report))?;
        steps.step(&format!("documents, {specialists}"), || documents::measure(&book, report))?;
        steps.step(&format!("work of staff, {specialists}"), || staff::measure(&book, options.seconds, report))?;
        steps.step(&format!("pages and forms, {specialists}"), || pages::measure(&book, options.seconds, report))?;
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
