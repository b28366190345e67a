//! Load on each page and each form, over one connection, a few, and more than the machine has cores for.

use std::{fmt::Write, iter, time::Duration};

use anyhow::{Context, Result};

use super::{
    book::{Book, megabytes},
    nginx::Nginx,
};
use crate::{
    load::{Load, Request, ask, read_page},
    server::Server,
};

const CONNECTIONS: [usize; 3] = [1, 8, 32];
pub(super) const WARMING_UP: Duration = Duration::from_secs(1);
const VISITING: Duration = Duration::from_mins(1);

/// Heads of the rows below.
pub(super) const HEAD: &str = "
A pair is p50 and p99 in milliseconds over so many connections.

| what | 1 connection | 8 | 32 | CPU ms a request at 1, 8, 32 | requests/s at 1, 8, 32 |
| --- | ---: | ---: | ---: | ---: | ---: |
";

/// Load, and the processor time that it took the server, in milliseconds a request.
type Measured = (Load, Option<f64>);

pub(super) fn measure(book: &Book, seconds: u32, report: &mut String) -> Result<()> {
    let server = book.serve()?;
    let longest = Duration::from_secs(seconds.into());
    report.push_str(HEAD);
    for (what, page) in pages(book) {
        ask(server.address(), 1, WARMING_UP, iter::repeat(&page))?;
        let measured = at_each_number(&server, longest, usize::MAX, &mut iter::repeat(&page))?;
        report.push_str(&row(&what, &measured));
    }
    let page = read_page(server.address(), "/ru", "")?;
    let (_, page) = page.split_once("\r\n\r\n").context("a page has a head")?;
    match Nginx::start(book.folder(), page)? {
        Some(nginx) => {
            let file = Request::page("/ru", None);
            let measured = at_each_number_of(
                &nginx.address,
                || nginx.processor_seconds(),
                (longest, usize::MAX),
                &mut iter::repeat(&file),
            )?;
            report.push_str(&row("`/ru` as a file, nginx with one process", &measured));
        }
        None => report.push_str("| `/ru` as a file | not measured: nginx is not installed | | | | |\n"),
    }
    let sign_ins = sign_ins(book);
    let measured = at_each_number(&server, longest, usize::MAX, &mut sign_ins.iter().cycle())?;
    report.push_str(&row("`POST /ru/sign-in`, a real argon2id", &measured));
    // a person who enrolls has looked at a page just before, and their session's last use is written down
    let visits: Vec<Request> = book.sessions.iter().map(|session| Request::page("/ru/my", Some(session))).collect();
    ask(server.address(), 1, VISITING, visits.iter())?;
    let enrollments = enrollments(book);
    // each can be sent once, and all three numbers are to have some
    let share = enrollments.len() / CONNECTIONS.len();
    let measured = at_each_number(&server, longest, share, &mut enrollments.iter())?;
    report.push_str(&row("`POST /ru/runs/RUN/enroll`, a write each", &measured));
    writeln!(report, "\nMemory after this: {}.", megabytes(server.memory()))?;
    Ok(())
}

/// Pages that are read: by visitors, but for the trainee's own page.
fn pages(book: &Book) -> Vec<(String, Request)> {
    // the first has other work than a trainee
    let trainee = book.sessions.get(1).map(String::as_str);
    let run = book.open_runs.first().map_or("", String::as_str);
    let page = |path: &str, session| (format!("`{path}`"), Request::page(path, session));
    let one_of_many = |shown: &str, path: &str| (format!("`{shown}`"), Request::page(path, None));
    vec![
        page("/ru", None),
        page("/ru/courses", None),
        one_of_many("/ru/courses?q=психосоц", "/ru/courses?q=%D0%BF%D1%81%D0%B8%D1%85%D0%BE%D1%81%D0%BE%D1%86"),
        page("/ru/courses/NRC-01", None),
        one_of_many("/ru/runs/RUN", &format!("/ru/runs/{run}")),
        page("/ru/my", trainee),
        page("/ru/sign-in", None),
        one_of_many("/ru/verify/CODE", &format!("/ru/verify/{}", book.check_code)),
        page("/api/v1/progress?phase=phase-1", None),
    ]
}

/// Sign-ins: each person with a session signs in once more, each with their own address.
fn sign_ins(book: &Book) -> Vec<Request> {
    let sign_in = |number| {
        let fields = format!("email=trainee.{number}%40generated.example&password={PASSWORD}");
        Request::form("/ru/sign-in", None, &fields, "/ru/my")
    };
    // the first has other work than a trainee
    (2..=book.sessions.len()).map(sign_in).collect()
}

/// Password that `maman generate` gives to all its accounts.
const PASSWORD: &str = "saffron-kettle-orbit-7";

/// Enrollments of everybody in every run, each once, so that each is a seat taken.
fn enrollments(book: &Book) -> Vec<Request> {
    let in_run = |run: &String| {
        let path = format!("/ru/runs/{run}/enroll");
        book.sessions.iter().map(move |session| Request::form(&path, Some(session), "", "/ru/my")).collect::<Vec<_>>()
    };
    book.open_runs.iter().flat_map(in_run).collect()
}

pub(super) fn at_each_number<'a>(
    server: &Server,
    longest: Duration,
    most: usize,
    requests: &mut (impl Iterator<Item = &'a Request> + Send),
) -> Result<Vec<Measured>> {
    at_each_number_of(server.address(), || server.processor_seconds(), (longest, most), requests)
}

fn at_each_number_of<'a>(
    address: &str,
    processor_seconds: impl Fn() -> Option<f64>,
    (longest, most): (Duration, usize),
    requests: &mut (impl Iterator<Item = &'a Request> + Send),
) -> Result<Vec<Measured>> {
    let mut measured = Vec::new();
    for connections in CONNECTIONS {
        let before = processor_seconds();
        let load = ask(address, connections, longest, requests.by_ref().take(most))?;
        let used = processor_seconds().zip(before).map(|(after, before)| after - before);
        #[expect(clippy::cast_precision_loss, reason = "nobody measures a quadrillion requests")]
        let each = used.map(|used| used * 1000.0 / load.requests() as f64);
        measured.push((load, each));
    }
    Ok(measured)
}

pub(super) fn row(what: &str, measured: &[Measured]) -> String {
    let each = |told: fn(&Measured) -> String| measured.iter().map(told).collect::<Vec<_>>();
    let ms = |load: &Load, share| load.percentile(share).as_secs_f64() * 1000.0;
    let times: Vec<String> =
        measured.iter().map(|(load, _)| format!("{:.2} / {:.2}", ms(load, 50), ms(load, 99))).collect();
    let cpu = each(|(_, cpu)| cpu.map_or("–".to_owned(), |cpu| format!("{cpu:.2}")));
    let speeds = each(|(load, _)| format!("{:.0}", load.requests_a_second()));
    format!("| {what} | {} | {} | {} |\n", times.join(" | "), cpu.join(", "), speeds.join(", "))
}
