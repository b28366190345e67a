//! Location of a reader: the address of the request, read once, and the language to answer in.

use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};

use crate::ground::{Locale, address::query_fields};

/// Address of a request, read once.
#[derive(Clone, Debug)]
pub struct Location {
    pub locale: Locale,
    /// True if the address itself says the language.
    pub says_locale: bool,
    /// Path behind the language, beginning with a slash, or empty.
    pub path: String,
    query: Vec<(String, String)>,
    raw_query: Option<String>,
    /// Number of the request, which the log has as well.
    pub request_id: Option<String>,
}

impl Location {
    /// Reads the address and the headers of a request.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let (locale, path) = split_locale(uri.path());
        let query = uri.query().map(query_fields).unwrap_or_default();
        Self {
            locale: locale.unwrap_or_else(|| wished_locale(headers)),
            says_locale: locale.is_some(),
            path: if locale.is_some() { path.to_owned() } else { String::new() },
            query,
            raw_query: uri.query().filter(|_| locale.is_some()).map(ToOwned::to_owned),
            request_id: headers.get("x-request-id").and_then(|id| id.to_str().ok()).map(ToOwned::to_owned),
        }
    }

    /// Value of a field of the query; an empty one counts as none.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Values of a field that may come several times, as ticked boxes send it; empty ones count as none.
    pub fn fields<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of_name = self.query.iter().filter(move |(key, _)| key == name);
        of_name.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Tells whether the field was sent at all, even empty.
    pub fn has_field(&self, name: &str) -> bool {
        self.query.iter().any(|(key, _)| key == name)
    }

    /// Address of the same page in another language.
    pub fn in_locale(&self, locale: Locale) -> String {
        let query = self.raw_query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("/{}{}{query}", locale.code(), self.path)
    }
}

/// Language at the head of a path, and the rest.
pub fn split_locale(path: &str) -> (Option<Locale>, &str) {
    let trimmed = path.strip_prefix('/').unwrap_or(path);
    let (head, rest) = trimmed.find('/').map_or((trimmed, ""), |at| trimmed.split_at(at));
    match Locale::from_code(head) {
        Some(locale) => (Some(locale), rest.trim_end_matches('/')),
        None => (None, path),
    }
}

/// Cookie that remembers the language a reader chose.
pub const LOCALE_COOKIE: &str = "lang";

/// Language of a reader whose address says none: the cookie, then `Accept-Language`, then Kazakh.
pub fn wished_locale(headers: &HeaderMap) -> Locale {
    locale_cookie(headers)
        .or_else(|| Locale::from_accept_language(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// Language that the cookie remembers.
pub fn locale_cookie(headers: &HeaderMap) -> Option<Locale> {
    cookie(headers, LOCALE_COOKIE).and_then(Locale::from_code)
}

/// Value of a cookie.
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

/// Network address of the reader as the nearest proxy reports it: the last one of the header, which the proxy wrote.
pub fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(address: &str) -> Location {
        Location::of(&address.parse().unwrap(), &HeaderMap::new())
    }

    #[test]
    fn the_language_switch_keeps_the_page_and_its_filter() {
        let location = location("/ru/dashboard?phase=phase-1&as_of=2022-06-30");
        assert_eq!(location.locale, Locale::Ru);
        assert_eq!(location.in_locale(Locale::Kk), "/kk/dashboard?phase=phase-1&as_of=2022-06-30");
    }

    #[test]
    fn an_address_without_a_language_switches_to_the_start_page() {
        assert_eq!(location("/de/x?y=1").in_locale(Locale::En), "/en");
    }

    #[test]
    fn fields_are_read_back_from_their_escapes() {
        let location = location("/ru/verify?code=4H7K+Q2MX%2D9RDT&phase=");
        assert_eq!(location.field("code"), Some("4H7K Q2MX-9RDT"));
        assert_eq!((location.field("phase"), location.has_field("phase")), (None, true));
    }

    #[test]
    fn ticked_boxes_of_one_name_are_all_read() {
        let location = location("/ru/courses?lang=kk&area=x&lang=&lang=ru");
        assert_eq!(location.fields("lang").collect::<Vec<_>>(), ["kk", "ru"]);
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
