//! Typed addresses: a type for each address of the product, written and read by one pattern.
//!
//! A slice lists its addresses in its `site.rs` with `addresses!`; routes, links, form actions and redirects are made
//! from these types, and no address is written by hand.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Locale, letters::is_impossible};

/// Part of a pattern that is the language of the page.
pub const LOCALE: &str = "{locale}";

/// Address of the product.
pub trait Address: Clone + std::fmt::Debug + Send + Sized + 'static {
    /// Path as the router reads it, with its parts in braces: `/{locale}/runs/{run}`.
    const PATTERN: &'static str;
    /// Names of the parts in the order of the pattern; the language is not among them.
    const PARTS: &'static [&'static str];

    /// Parts as text, in the order of the pattern.
    fn parts(&self) -> Vec<String>;

    /// Makes the address of its parts. `None`: a part is not of its type, so there is no such address.
    fn from_parts(parts: &[String]) -> Option<Self>;

    /// Writes the path in this language, every part escaped.
    fn path(&self, locale: Locale) -> String {
        let mut path = String::with_capacity(Self::PATTERN.len() + 16);
        let mut parts = self.parts().into_iter();
        for segment in Self::PATTERN.split('/').skip(1) {
            path.push('/');
            match segment {
                LOCALE => path.push_str(locale.code()),
                _ if segment.starts_with('{') => path.push_str(&escaped(&parts.next().unwrap_or_default())),
                _ => path.push_str(segment),
            }
        }
        path
    }

    /// Writes the path with the fields of a query behind it.
    fn with<'a>(&self, locale: Locale, fields: impl IntoIterator<Item = (&'a str, String)>) -> String {
        with_query(&self.path(locale), fields)
    }

    /// Writes the whole address for a letter; `origin` is the public address of the site.
    fn url(&self, origin: &str, locale: Locale) -> String {
        format!("{origin}{}", self.path(locale))
    }

    /// Reads the address from a path that the router has matched with the pattern.
    fn from_path(path: &str) -> Option<Self> {
        let segments = Self::PATTERN.split('/').zip(path.split('/'));
        let parts = segments.filter(|(pattern, _)| pattern.starts_with('{') && *pattern != LOCALE);
        let parts: Vec<String> = parts.map(|(_, part)| unescaped(part)).collect();
        Self::from_parts(&parts)
    }
}

/// Declares addresses, a line each: `/// Page of a run.` above `RunPage { run: RunCode } = "/{locale}/runs/{run}";`.
/// A part is any type that is written with `Display` and read with `FromStr`.
macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident $({ $part:ident: $type:ty })? = $pattern:literal;)+) => {
        $($crate::ground::address::address! { $(#[$doc])* $name $({ $part: $type })? = $pattern })+
    };
}
pub(crate) use addresses;

/// Declares one address; see `addresses!`.
macro_rules! address {
    ($(#[$doc:meta])* $name:ident = $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name;

        impl $crate::ground::address::Address for $name {
            const PATTERN: &'static str = $pattern;
            const PARTS: &'static [&'static str] = &[];

            fn parts(&self) -> Vec<String> {
                Vec::new()
            }

            fn from_parts(_: &[String]) -> Option<Self> {
                Some(Self)
            }
        }
    };
    ($(#[$doc:meta])* $name:ident { $part:ident: $type:ty } = $pattern:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            pub $part: $type,
        }

        impl $name {
            pub fn of($part: impl Into<$type>) -> Self {
                Self { $part: $part.into() }
            }
        }

        impl $crate::ground::address::Address for $name {
            const PATTERN: &'static str = $pattern;
            const PARTS: &'static [&'static str] = &[stringify!($part)];

            fn parts(&self) -> Vec<String> {
                vec![self.$part.to_string()]
            }

            fn from_parts(parts: &[String]) -> Option<Self> {
                Some(Self { $part: parts.first()?.parse().ok()? })
            }
        }
    };
}
pub(crate) use address;

/// Characters that an address holds unescaped, beside letters and digits.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Escapes a word for an address, be it a part of the path or a value of the query.
pub fn escaped(word: &str) -> String {
    utf8_percent_encode(word, PLAIN).to_string()
}

/// Reads a part of a path back from its escapes. A character that can be in no text becomes a mark, so that the rooms
/// behind the router never see a NUL.
pub fn unescaped(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    decoded.chars().map(|letter| if is_impossible(letter) { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

/// Writes the fields of a query behind a path.
pub fn with_query<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}={}", escaped(&value))).collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Reads the fields of a query or of a form, where a plus is a space.
pub fn query_fields(query: &str) -> Vec<(String, String)> {
    let unescaped = |text: &str| unescaped(&text.replace('+', " "));
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (unescaped(name), unescaped(value)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    addresses! {
        /// Page of a run.
        RunPage { run: String } = "/{locale}/runs/{run}/enroll";
        /// Page without parts.
        Catalogue = "/{locale}/courses";
    }

    #[test]
    fn a_path_is_read_back_as_it_was_written() {
        let page = RunPage::of("A/1 Б");
        assert_eq!(page.path(Locale::En), "/en/runs/A%2F1%20%D0%91/enroll");
        assert_eq!(RunPage::from_path(&page.path(Locale::Kk)), Some(page));
        assert_eq!(Catalogue.with(Locale::Kk, [("q", "ә&б".to_owned())]), "/kk/courses?q=%D3%99%26%D0%B1");
    }

    #[test]
    fn what_can_be_in_no_text_becomes_a_mark() {
        assert_eq!(
            query_fields("q=a%00b+c&x"),
            [("q".to_owned(), "a\u{fffd}b c".to_owned()), ("x".to_owned(), String::new())]
        );
    }
}
