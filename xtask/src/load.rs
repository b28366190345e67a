//! Repeated requests to a server, over connections that stay open, each waiting for its answer before the next request.
//!
//! Threads of the standard library are enough for the tens of connections that are measured, every request can be
//! another one, and every answer is read to its end and compared with what it has to be: an error page is never
//! measured as if it were the page.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::{Mutex, PoisonError},
    thread::{self, ScopedJoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// Longest wait for a server's answer; after it, the server is not measured any more.
const PATIENCE: Duration = Duration::from_secs(30);

/// Request, and what its answer has to be.
pub(crate) struct Request {
    name: String,
    text: String,
    expected: Expected,
}

enum Expected {
    /// Page as the answer.
    Page,
    /// Form was carried out, and leads on to an address that begins so.
    LeadsTo(String),
}

impl Request {
    /// Request for a page, in the name of the session's owner.
    pub(crate) fn page(path: &str, session: Option<&str>) -> Self {
        Self { name: path.to_owned(), text: head("GET", path, session) + "\r\n", expected: Expected::Page }
    }

    /// Sends a form, whose fields are written as a browser sends them.
    pub(crate) fn form(path: &str, session: Option<&str>, fields: &str, leads_to: &str) -> Self {
        let head = head("POST", path, session);
        let kind = "application/x-www-form-urlencoded";
        let text = format!("{head}Content-Type: {kind}\r\nContent-Length: {}\r\n\r\n{fields}", fields.len());
        Self { name: path.to_owned(), text, expected: Expected::LeadsTo(leads_to.to_owned()) }
    }

    fn is_answered_by(&self, answer: &Answer) -> bool {
        match &self.expected {
            Expected::Page => answer.status == 200,
            Expected::LeadsTo(start) => answer.status == 303 && answer.location.starts_with(start),
        }
    }
}

// Browsers ask for compressed pages, and compressing is part of what a page costs.
fn head(method: &str, path: &str, session: Option<&str>) -> String {
    let cookie = session.map(|session| format!("Cookie: __Host-session={session}\r\n")).unwrap_or_default();
    let encodings = "Accept-Encoding: gzip, deflate, br\r\n";
    format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\n{encodings}{cookie}")
}

/// Result of a load.
#[derive(Debug)]
pub(crate) struct Load {
    /// Time that each request took, from its first byte to the last of its answer; the shortest first.
    took: Vec<Duration>,
    lasted: Duration,
}

impl Load {
    pub(crate) fn requests(&self) -> usize {
        self.took.len()
    }

    #[expect(clippy::cast_precision_loss, reason = "nobody measures a quadrillion requests")]
    pub(crate) fn requests_a_second(&self) -> f64 {
        self.took.len() as f64 / self.lasted.as_secs_f64()
    }

    /// Time within which so many of a hundred requests were answered.
    pub(crate) fn percentile(&self, share: usize) -> Duration {
        let place = (self.took.len() * share).div_ceil(100).saturating_sub(1);
        self.took.get(place).copied().unwrap_or_default()
    }
}

/// Sends the requests, in their order, over so many connections; it ends after so long or when there are no more.
pub(crate) fn ask<'a>(
    address: &str,
    connections: usize,
    longest: Duration,
    requests: impl Iterator<Item = &'a Request> + Send,
) -> Result<Load> {
    let requests = Mutex::new(requests);
    let start = Instant::now();
    let asked = thread::scope(|scope| {
        let asking: Vec<_> =
            (0..connections).map(|_| scope.spawn(|| ask_in_turn(address, start + longest, &requests))).collect();
        asking.into_iter().map(ScopedJoinHandle::join).collect::<Vec<_>>()
    });
    let lasted = start.elapsed();
    let mut took = Vec::new();
    for of_one in asked {
        took.extend(of_one.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
    }
    ensure!(!took.is_empty(), "nothing was asked");
    took.sort_unstable();
    Ok(Load { took, lasted })
}

/// Reads a page as text, beside any measuring.
pub(crate) fn read_page(address: &str, path: &str, session: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("nobody answers at {address}"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    // the older version of HTTP has neither chunks nor compression
    let cookie = format!("Cookie: __Host-session={session}");
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n{cookie}\r\n\r\n").as_bytes())?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    ensure!(page.split(' ').nth(1) == Some("200"), "{path} was answered with {}", page.lines().next().unwrap_or(""));
    Ok(page)
}

fn ask_in_turn<'a>(
    address: &str,
    end: Instant,
    requests: &Mutex<impl Iterator<Item = &'a Request>>,
) -> Result<Vec<Duration>> {
    let stream = TcpStream::connect(address).with_context(|| format!("nobody answers at {address}"))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut connection = BufReader::with_capacity(64 * 1024, stream);
    let mut took = Vec::new();
    while Instant::now() < end {
        let Some(request) = requests.lock().unwrap_or_else(PoisonError::into_inner).next() else { break };
        let start = Instant::now();
        connection.get_mut().write_all(request.text.as_bytes())?;
        let answer = read(&mut connection).with_context(|| format!("asking for {}", request.name))?;
        took.push(start.elapsed());
        ensure!(request.is_answered_by(&answer), "{} was answered with {answer:?}", request.name);
    }
    Ok(took)
}

/// Parts of an answer that are checked; the rest is read and thrown away.
#[derive(Debug, Default, PartialEq)]
struct Answer {
    status: u16,
    location: String,
}

/// Reads an answer to its last byte.
fn read(connection: &mut impl BufRead) -> Result<Answer> {
    let mut answer = Answer::default();
    let mut length = Some(0);
    let first = read_line(connection)?;
    answer.status = first.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no answer in HTTP")?;
    loop {
        let line = read_line(connection)?;
        let Some((name, value)) = line.split_once(':') else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = Some(value.trim().parse()?),
            "transfer-encoding" => length = None,
            "location" => value.trim().clone_into(&mut answer.location),
            _ => {}
        }
    }
    match length {
        Some(length) => skip(connection, length)?,
        None => skip_chunks(connection)?,
    }
    Ok(answer)
}

fn skip_chunks(connection: &mut impl BufRead) -> Result<()> {
    loop {
        let size = u64::from_str_radix(&read_line(connection)?, 16)?;
        skip(connection, size)?;
        ensure!(read_line(connection)?.is_empty(), "a chunk is longer than it says");
        if size == 0 {
            return Ok(());
        }
    }
}

fn read_line(connection: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    ensure!(connection.read_line(&mut line)? > 0, "the server hung up");
    Ok(line.trim_end().to_owned())
}

fn skip(connection: &mut impl BufRead, length: u64) -> Result<()> {
    let read = io::copy(&mut connection.take(length), &mut io::sink())?;
    if read < length {
        bail!("the answer breaks off");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{iter, net::TcpListener};

    use super::*;

    const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nсө\n\r\n1\r\nz\r\n0\r\n\r\n";
    const LED_ON: &str = "HTTP/1.1 303 See Other\r\nlocation: /ru/my?done=confirmed\r\ncontent-length: 0\r\n\r\n";

    #[test]
    fn answers_are_read_to_their_end_one_after_another() {
        let mut sent = [CHUNKED, LED_ON, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"].concat();
        let mut connection = sent.as_bytes();
        assert_eq!(read(&mut connection).unwrap(), Answer { status: 200, location: String::new() });
        let led_on = Answer { status: 303, location: "/ru/my?done=confirmed".to_owned() };
        assert_eq!(read(&mut connection).unwrap(), led_on);
        assert_eq!(read(&mut connection).unwrap().status, 200);
        assert!(connection.is_empty());
        sent.pop();
        let mut broken_off = &sent.as_bytes()[CHUNKED.len() + LED_ON.len()..];
        assert!(read(&mut broken_off).is_err());
        assert!(read(&mut "".as_bytes()).is_err());
    }

    #[test]
    fn an_error_page_or_another_way_on_is_not_what_was_asked_for() {
        let answer = |status, location: &str| Answer { status, location: location.to_owned() };
        let page = Request::page("/ru", None);
        assert!(page.is_answered_by(&answer(200, "")) && !page.is_answered_by(&answer(503, "")));
        let form = Request::form("/ru/runs/R-1/enroll", Some("token"), "", "/ru/runs/");
        assert!(form.is_answered_by(&answer(303, "/ru/runs/R-1?done=confirmed")));
        assert!(!form.is_answered_by(&answer(303, "/ru/sign-in")) && !form.is_answered_by(&answer(200, "")));
    }

    #[test]
    fn a_percentile_is_the_time_of_a_request_that_was_asked() {
        let load = |count| Load { took: (1..=count).map(Duration::from_millis).collect(), lasted: PATIENCE };
        let percentiles = |count| [50, 99].map(|share| load(count).percentile(share).as_millis());
        assert_eq!(percentiles(1), [1, 1]);
        assert_eq!(percentiles(200), [100, 198]);
        assert!((load(600).requests_a_second() - 20.0).abs() < f64::EPSILON);
    }

    #[test]
    fn every_request_is_sent_once_and_the_end_of_them_ends_the_asking() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let server = thread::spawn(move || {
            let mut paths = Vec::new();
            for _ in 0..2 {
                let (stream, _) = listener.accept().unwrap();
                let mut connection = BufReader::new(stream);
                while let Ok(first) = read_line(&mut connection) {
                    while !read_line(&mut connection).unwrap().is_empty() {}
                    paths.push(first);
                    connection.get_mut().write_all(CHUNKED.as_bytes()).unwrap();
                }
            }
            paths
        });
        let requests: Vec<Request> = (0..5).map(|number| Request::page(&format!("/{number}"), None)).collect();
        let load = ask(&address, 1, PATIENCE, requests.iter()).unwrap();
        assert_eq!(load.requests(), 5);
        let none = ask(&address, 1, PATIENCE, iter::empty());
        assert!(none.is_err());
        let expected: Vec<String> = (0..5).map(|number| format!("GET /{number} HTTP/1.1")).collect();
        assert_eq!(server.join().unwrap(), expected);
    }
}
