//! What a reader asked for: the address read once, and in which language to answer.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header, request::Parts};
use leptos::prelude::use_context;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::ground::{Locale, letters::is_impossible};

/// What a reader asked for: the address, read once.
#[derive(Clone, Debug)]
pub struct Asked {
    pub locale: Locale,
    /// Whether the address itself says the language.
    pub says_locale: bool,
    /// The path behind the language, beginning with a slash, or empty.
    pub path: String,
    query: Vec<(String, String)>,
    pub raw_query: Option<String>,
    pub request_id: Option<String>,
}

impl Asked {
    /// Reads the address and the headers of the request that is being answered.
    pub fn from_context() -> Self {
        use_context::<Parts>()
            .map_or_else(|| Self::of(&Uri::default(), &HeaderMap::new()), |parts| Self::of(&parts.uri, &parts.headers))
    }

    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let (locale, path) = split_locale(uri.path());
        let query = uri.query().map(parse_query).unwrap_or_default();
        Self {
            locale: locale.unwrap_or_else(|| wished_locale(headers)),
            says_locale: locale.is_some(),
            path: if locale.is_some() { path.to_owned() } else { String::new() },
            query,
            raw_query: uri.query().filter(|_| locale.is_some()).map(ToOwned::to_owned),
            request_id: headers.get("x-request-id").and_then(|id| id.to_str().ok()).map(ToOwned::to_owned),
        }
    }

    /// The value of a field of the address; an empty one counts as none.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// All values of a field that may stand several times, as ticked boxes send it; empty ones count as none.
    pub fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.query.iter().filter(move |(key, _)| key == name);
        of_name.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Whether the field was sent at all, even empty.
    pub fn has_field(&self, name: &str) -> bool {
        self.query.iter().any(|(key, _)| key == name)
    }

    /// The last part of the path, read back from its escapes.
    pub fn last_segment(&self) -> String {
        last_segment(&self.path)
    }

    /// A part of the path, counted from 0 behind the language, read back from its escapes.
    pub fn segment(&self, nth: usize) -> String {
        unescape(self.path.split('/').nth(nth + 1).unwrap_or_default(), false)
    }

    /// The address of the sign-in page, which leads back to this one.
    ///
    /// An address longer than any of ours is left out: a proxy refuses answers with a head of that size.
    pub fn sign_in_address(&self) -> String {
        const LONGEST: usize = 1000;
        let sign_in = format!("/{}/sign-in", self.locale.code());
        if self.in_locale(self.locale).len() > LONGEST {
            return sign_in;
        }
        let next = utf8_percent_encode(&self.in_locale(self.locale), NON_ALPHANUMERIC).to_string();
        format!("{sign_in}?next={next}")
    }

    /// The address of the same page in another language.
    pub fn in_locale(&self, locale: Locale) -> String {
        let query = self.raw_query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}{}{query}", locale.code(), self.path)
    }
}

/// The last part of a path, read back from its escapes; whatever is no text in it becomes a mark.
pub fn last_segment(path: &str) -> String {
    unescape(path.rsplit('/').next().unwrap_or_default(), false)
}

/// What stands in an address as it is, beside letters and digits.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// A word as it stands in an address, be it a part of the path or a value.
pub fn escaped(word: &str) -> String {
    utf8_percent_encode(word, ESCAPED).to_string()
}

/// The address of a page with these fields.
pub fn address_of<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}={}", escaped(&value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

pub(super) fn parse_query(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (unescape(key, true), unescape(value, true)))
        .collect()
}

/// Reads an address or a form back from its escapes. Whatever can be in no text becomes a mark, here and nowhere else:
/// the rooms behind it never see a NUL.
fn unescape(text: &str, plus_is_space: bool) -> String {
    let spaced = if plus_is_space { text.replace('+', " ") } else { text.to_owned() };
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy();
    decoded.chars().map(|letter| if is_impossible(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// The language at the head of a path, and the rest.
pub fn split_locale(path: &str) -> (Option<Locale>, &str) {
    let trimmed = path.strip_prefix('/').unwrap_or(path);
    let (head, rest) = trimmed.find('/').map_or((trimmed, ""), |at| trimmed.split_at(at));
    match Locale::from_code(head) {
        Some(locale) => (Some(locale), rest.trim_end_matches('/')),
        None => (None, path),
    }
}

/// The cookie that remembers the language a reader chose.
pub const LOCALE_COOKIE: &str = "lang";

/// The language of a reader whose address says none: the cookie, then `Accept-Language`, then Kazakh.
pub fn wished_locale(headers: &HeaderMap) -> Locale {
    locale_cookie(headers)
        .or_else(|| Locale::from_accept_language(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// The language that the cookie remembers.
pub fn locale_cookie(headers: &HeaderMap) -> Option<Locale> {
    cookie(headers, LOCALE_COOKIE).and_then(Locale::from_code)
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// The reader's network address as the nearest proxy tells it: the last one of the header, which the proxy wrote.
pub fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> Asked {
        Asked::of(&address.parse().unwrap(), &HeaderMap::new())
    }

    #[test]
    fn the_language_switch_keeps_the_page_and_its_filter() {
        let asked = asked("/ru/dashboard?phase=phase-1&as_of=2022-06-30");
        assert_eq!(asked.locale, Locale::Ru);
        assert_eq!(asked.in_locale(Locale::Kk), "/kk/dashboard?phase=phase-1&as_of=2022-06-30");
    }

    #[test]
    fn an_address_without_a_language_switches_to_the_start_page() {
        assert_eq!(asked("/de/x?y=1").in_locale(Locale::En), "/en");
    }

    #[test]
    fn fields_are_read_back_from_their_escapes() {
        let asked = asked("/ru/verify?code=4H7K+Q2MX%2D9RDT&phase=");
        assert_eq!(asked.field("code"), Some("4H7K Q2MX-9RDT"));
        assert_eq!((asked.field("phase"), asked.has_field("phase")), (None, true));
    }

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let address = address_of("/kk/courses", [("q", "Құдайб & 50%".to_owned()), ("lang", "kk".to_owned())]);
        let read = asked(&address);
        assert_eq!((read.field("q"), read.field("lang")), (Some("Құдайб & 50%"), Some("kk")));
        assert_eq!(address_of("/kk/courses", []), "/kk/courses");
    }

    #[test]
    fn ticked_boxes_of_one_name_are_all_read() {
        let asked = asked("/ru/courses?lang=kk&area=x&lang=&lang=ru");
        assert_eq!(asked.fields("lang").collect::<Vec<_>>(), ["kk", "ru"]);
    }

    #[test]
    fn the_cookie_weighs_more_than_the_browser() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().unwrap());
        assert_eq!(wished_locale(&headers), Locale::En);
        headers.insert(header::COOKIE, "a=b; lang=ru".parse().unwrap());
        assert_eq!(wished_locale(&headers), Locale::Ru);
        headers.insert(header::COOKIE, "lang=de".parse().unwrap());
        assert_eq!(wished_locale(&headers), Locale::En);
    }
}
