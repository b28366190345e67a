//! Public address of the site, as letters and documents have it.

use axum::http::Uri;

use super::{Config, Stop};
use crate::i18n::text;

/// Public address of the site, if the operator has set one.
pub(super) fn public_address(config: &Config) -> Result<Option<&str>, Stop> {
    match config.url.as_deref() {
        Some(url) if !is_web_address(url) => {
            let words = text!(
                config.locale(),
                cli.url_malformed,
                variable = "MAMAN_URL",
                example = "https://maman.example.org"
            );
            Err(Stop::Line(words))
        }
        url => Ok(url),
    }
}

/// Tells whether links can begin with this: a path comes behind it.
fn is_web_address(url: &str) -> bool {
    // the parser leaves out the text behind this sign
    !url.contains('#')
        && url.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty())
                && uri.query().is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_begin_with_a_full_address_of_the_web() {
        for url in ["https://maman.example", "https://maman.example/", "http://192.0.2.7:3000", "HTTPS://maman.example"]
        {
            assert!(is_web_address(url), "{url}");
        }
        for url in [
            "",
            "maman.example",
            "maman.example:3000",
            "//maman.example",
            "/ru",
            "ftp://maman.example",
            "https://",
            "https:maman.example",
            "https://maman.example?x=1",
            "https://maman.example/#x",
            "https://two words",
        ] {
            assert!(!is_web_address(url), "{url}");
        }
    }
}
