//! Pages kept as they went out, compressed, until something in the registry changes.
//!
//! A public page is the same for all who have not signed in, and is made of the registry and of the day; so is a page of
//! figures, for one reader. Every change of the registry adds a line to the audit log in its own transaction; so the number
//! of lines, asked for at each request, says on every server whether a kept page is still true. On the embedded database it
//! is only read where anything was committed since it was read last.

use std::{
    collections::HashMap,
    io::Write,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;

use crate::ground::{ids::SessionId, work};

/// Largest number of bytes that are kept: a public page has some 40 KB, one of figures 200, and a search can ask for any
/// number of them.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Largest page in bytes that is kept.
const LARGEST: usize = 512 * 1024;
/// Effort of the compression, from 0 to 11, and the window in powers of two. A page of figures is made again after each
/// change, so its reader does not wait for the last kilobyte.
const QUALITY: u32 = 5;
const WINDOW: u32 = 18;

/// Pages of all readers of one server.
#[derive(Clone, Debug, Default)]
pub struct PageCache(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    kept: HashMap<Key, Kept>,
    bytes: usize,
    /// Lines of the audit log, as they were at a number of commits of the embedded database.
    lines: Option<(i64, i64)>,
}

/// Address of a page, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub address: String,
    /// Session of the reader, where the page names them.
    pub session: Option<SessionId>,
}

/// State that a page is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Lines of the audit log.
    pub lines: i64,
    pub today: NaiveDate,
}

#[derive(Clone, Debug)]
struct Kept {
    state: State,
    headers: HeaderMap,
    plain: Bytes,
    brotli: Bytes,
}

impl PageCache {
    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lines of the audit log at this number of commits, if they were noted: nothing was committed since then.
    pub fn lines_at(&self, commits: i64) -> Option<i64> {
        self.pages().lines.filter(|(at, _)| *at == commits).map(|(_, lines)| lines)
    }

    /// Notes the lines that were read after this number of commits was told.
    pub fn note_lines(&self, commits: i64, lines: i64) {
        self.pages().lines = Some((commits, lines));
    }

    /// Page as it was kept, if it is still true.
    pub fn find(&self, key: &Key, state: State, parts: &Parts) -> Option<Response> {
        let kept = self.pages().kept.get(key).filter(|kept| kept.state == state).cloned()?;
        Some(kept.response(takes_brotli(&parts.headers)))
    }

    /// Keeps a page, and answers with it.
    pub async fn keep(&self, key: Key, state: State, response: Response, parts: &Parts) -> Response {
        if response.status() != StatusCode::OK || response.headers().contains_key(header::SET_COOKIE) {
            return response;
        }
        let (head, body) = response.into_parts();
        let Ok(plain) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let bytes = plain.clone();
        let compressed = work::blocking(move || compressed(&bytes)).await;
        let Some(brotli) = compressed.ok().flatten().filter(|_| plain.len() <= LARGEST) else {
            return Response::from_parts(head, Body::from(plain));
        };
        let kept = Kept { state, headers: head.headers, plain, brotli };
        let answer = kept.clone().response(takes_brotli(&parts.headers));
        let mut pages = self.pages();
        pages.bytes += kept.bytes();
        if pages.bytes > MOST_BYTES {
            *pages = Pages { bytes: kept.bytes(), lines: pages.lines, ..Pages::default() };
        }
        if let Some(former) = pages.kept.insert(key, kept) {
            pages.bytes = pages.bytes.saturating_sub(former.bytes());
        }
        answer
    }
}

impl Kept {
    fn bytes(&self) -> usize {
        self.plain.len() + self.brotli.len()
    }

    fn response(self, takes_brotli: bool) -> Response {
        let mut response = Body::from(if takes_brotli { self.brotli } else { self.plain }).into_response();
        let headers = response.headers_mut();
        *headers = self.headers;
        if takes_brotli {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        response
    }
}

fn compressed(bytes: &[u8]) -> Option<Bytes> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 16 * 1024, QUALITY, WINDOW);
    writer.write_all(bytes).and_then(|()| writer.flush()).ok()?;
    Some(writer.into_inner().into())
}

/// Tells whether a reader's program takes Brotli.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        name.trim() == "br" && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_goes_to_those_alone_who_take_it() {
        for (accepted, takes) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("gzip, br;q=0", false),
            ("gzip", false),
            ("", false),
            ("brotli", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(takes_brotli(&headers), takes, "{accepted}");
        }
    }
}
