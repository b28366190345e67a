//! Figures, the lists behind them, and how soon both follow an issue.

use std::{fmt::Write, fs, iter, time::Duration};

use anyhow::{Context, Result};
use serde_json::Value;

use super::{
    book::{Book, megabytes},
    pages::{HEAD, WARMING_UP, at_each_number, row},
};
use crate::{
    load::{Request, ask},
    steps::output,
};

/// Phase that most certificates count in.
pub(super) const PHASE: &str = "phase-2";
/// Lines on a page of the list behind a number.
const LINES: u64 = 50;
/// Longest wait of the first reader after a start, until everybody's certificates have been read.
const FIRST_READER: Duration = Duration::from_mins(1);

pub(super) fn measure(book: &Book, seconds: u32, report: &mut String) -> Result<()> {
    let server = book.serve()?;
    let longest = Duration::from_secs(seconds.into());
    let officer = book.sessions.first().map(String::as_str);
    let trained = trained(book)?;
    let dashboard = format!("/ru/dashboard?phase={PHASE}");
    let list = format!("/ru/dashboard/certificates?phase={PHASE}");
    let first = ask(server.address(), 1, FIRST_READER, iter::once(&Request::page(&dashboard, officer)))?;
    let ms = |took: Duration| took.as_secs_f64() * 1000.0;
    writeln!(
        report,
        "| dashboard of {trained} trained, the first reader after a start | {:.0} ms |",
        ms(first.percentile(50))
    )?;
    writeln!(report, "| memory after this | {} |", megabytes(server.memory()))?;
    let quiet = book.wait_until_quiet()?;
    writeln!(report, "| letters that were due at the start, queued within | {:.0} s |", quiet.as_secs_f64())?;
    issue_one(book)?;
    let next = ask(server.address(), 1, FIRST_READER, iter::once(&Request::page(&dashboard, officer)))?;
    writeln!(report, "| dashboard, the first reader after one certificate more | {:.1} ms |", ms(next.percentile(50)))?;
    book.wait_until_quiet()?;
    report.push_str(HEAD);
    for path in [
        dashboard.clone(),
        format!("{dashboard}&region=KZ-75"),
        list.clone(),
        format!("{list}&region=KZ-75"),
        format!("{list}&page={}", trained.div_ceil(LINES).max(1)),
        format!("{list}&all=1&course=NRC-02&sex=female"),
    ] {
        let page = Request::page(&path, officer);
        ask(server.address(), 1, WARMING_UP, iter::repeat(&page))?;
        let measured = at_each_number(&server, longest, usize::MAX, &mut iter::repeat(&page))?;
        report.push_str(&row(&format!("`{path}`"), &measured));
    }
    let days: Vec<Request> =
        days().map(|day| Request::page(&format!("/api/v1/progress?phase={PHASE}&as_of={day}"), None)).collect();
    let measured = at_each_number(&server, longest, usize::MAX, &mut days.iter().cycle())?;
    report.push_str(&row(&format!("`/api/v1/progress?phase={PHASE}&as_of=DAY`, {} days", days.len()), &measured));
    writeln!(report, "\nMemory after this: {}.", megabytes(server.memory()))?;
    Ok(())
}

fn trained(book: &Book) -> Result<u64> {
    let told = output(book.maman().args(["progress", "--phase", PHASE, "--format", "json"]))?;
    let told: Value = serde_json::from_str(&told)?;
    told["trained"].as_u64().context("maman progress told no figure")
}

/// Days of the phase, up to the 28th of each month.
fn days() -> impl Iterator<Item = String> {
    (2023..=2025)
        .flat_map(|year| (1..=12).flat_map(move |month| (1..=28).map(move |day| format!("{year}-{month:02}-{day:02}"))))
}

/// Brings in one certificate of a new person, beside the running server.
fn issue_one(book: &Book) -> Result<()> {
    const RUN: usize = 11;
    const NUMBER: usize = 15;
    let file = book.file("one.csv");
    output(book.maman().args(["generate", "--seed", "99", "--specialists", "1", "--list"]).arg(&file))?;
    let list = fs::read_to_string(&file)?;
    let (heading, line) = list.trim_end().split_once('\n').context("a list of one person has two lines")?;
    let mut cells: Vec<&str> = line.split(';').collect();
    for place in [RUN, NUMBER] {
        *cells.get_mut(place).context("the list has other columns")? = "BENCH-1";
    }
    fs::write(&file, format!("{heading}\n{}\n", cells.join(";")))?;
    output(book.maman().arg("import").arg(&file))?;
    Ok(())
}
