//! Work of staff: the pages of a run, a saved mark, and closing and issuing runs.

use std::{fmt::Write, iter, time::Duration};

use anyhow::{Context, Result, ensure};

use super::{
    book::Book,
    pages::{HEAD, WARMING_UP, at_each_number, row},
};
use crate::{
    load::{Load, Request, ask, read_page},
    server::Server,
};

/// Longest time for all that is done once.
const LONGEST: Duration = Duration::from_mins(2);

pub(super) fn measure(book: &Book, seconds: u32, report: &mut String) -> Result<()> {
    let server = book.serve()?;
    let longest = Duration::from_secs(seconds.into());
    let session = book.sessions.first().context("nobody of staff is signed in")?;
    let (applications, grid) = (&book.work.applications, &book.work.grid);
    let large = book.work.large.first().context("there is no run to close")?;
    report.push_str(HEAD);
    let runs = "/ru/staff/runs";
    for path in [
        "/ru/staff".to_owned(),
        runs.to_owned(),
        format!("{runs}/{applications}/applications"),
        format!("{runs}/{applications}/applications?page=20"),
        format!("{runs}/{grid}/attendance"),
        format!("{runs}/{large}/close"),
        "/ru/staff/certificates".to_owned(),
        "/ru/staff/specialists".to_owned(),
    ] {
        let page = Request::page(&path, Some(session));
        ask(server.address(), 1, WARMING_UP, iter::repeat(&page))?;
        let measured = at_each_number(&server, longest, usize::MAX, &mut iter::repeat(&page))?;
        report.push_str(&row(&format!("`{path}`"), &measured));
    }
    let marks = marks(&server, grid, session)?;
    let measured = at_each_number(&server, longest, usize::MAX, &mut marks.iter().cycle())?;
    report.push_str(&row("`POST …/attendance`, a saved mark", &measured));
    report.push_str("\n| what | how often | p50 ms | longest ms |\n| --- | ---: | ---: | ---: |\n");
    for (people, runs) in [("25", &book.work.small), ("500", &book.work.large)] {
        let (closing, issuing) = close_and_issue(&server, runs, session)?;
        once(report, &format!("closing a run of {people}"), &closing)?;
        once(report, &format!("issuing its {people} certificates"), &issuing)?;
    }
    Ok(())
}

/// Forms that set one mark each, a cell at a time, and then another mark in each of them.
fn marks(server: &Server, run: &str, session: &str) -> Result<Vec<Request>> {
    let path = format!("/ru/staff/runs/{run}/attendance");
    let cells = between(&read_page(server.address(), &path, session)?, "name=\"mark.", "\"");
    ensure!(!cells.is_empty(), "{path} has no cells");
    let cells: Vec<String> = cells.into_iter().filter(|cell| cell.matches('.').count() == 1).collect();
    let mark = |cell: &String, mark: &str| {
        let fields = format!("mark.{cell}={mark}");
        Request::form(&path, Some(session), &fields, &path)
    };
    let rounds = ["present", "absent"].iter().flat_map(|word| cells.iter().map(move |cell| mark(cell, word)));
    Ok(rounds.collect())
}

/// Closes the runs one after another, then issues their certificates.
fn close_and_issue(server: &Server, runs: &[String], session: &str) -> Result<(Load, Load)> {
    let path = |run: &String, tab: &str| format!("/ru/staff/runs/{run}/{tab}");
    let close = |run: &String| Request::form(&path(run, "close"), Some(session), "action=close", &path(run, "close"));
    let close: Vec<Request> = runs.iter().map(close).collect();
    let closing = ask(server.address(), 1, LONGEST, close.iter())?;
    let mut issue = Vec::new();
    for run in runs {
        let path = path(run, "certificates");
        let page = read_page(server.address(), &path, session)?;
        let people = between(&page, "name=\"enrollment\" value=\"", "\"");
        let day = between(&page, "name=\"issued_on\" value=\"", "\"");
        let day = day.first().or(None).cloned().unwrap_or_default();
        let mut fields = format!("sure=1&issued_on={day}");
        for person in people {
            write!(fields, "&enrollment={person}")?;
        }
        issue.push(Request::form(&path, Some(session), &fields, &path));
    }
    Ok((closing, ask(server.address(), 1, LONGEST, issue.iter())?))
}

/// Texts between a beginning and an end, wherever they are in a page.
fn between(page: &str, start: &str, end: &str) -> Vec<String> {
    let parts = page.split(start).skip(1);
    parts.filter_map(|part| part.split_once(end)).map(|(text, _)| text.to_owned()).collect()
}

/// Row of something that was done once a run.
fn once(report: &mut String, what: &str, load: &Load) -> Result<()> {
    let ms = |share| load.percentile(share).as_secs_f64() * 1000.0;
    writeln!(report, "| {what} | {} | {:.0} | {:.0} |", load.requests(), ms(50), ms(100))?;
    Ok(())
}
