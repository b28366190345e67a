//! Texts, dates, numbers and the order of names in the three languages.
//!
//! `text!(locale, section.key, name = value)` is the only way a word reaches a reader; a key that lacks a
//! language does not compile. The keys stand in `locales/{kk,ru,en}.json`.

pub mod dates;
pub mod names;
pub mod numbers;
#[expect(clippy::pedantic, clippy::expect_used, reason = "made by build.rs from the files in locales/")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
pub use generated::i18n as keys;

use crate::ground::Locale;

impl From<Locale> for keys::Locale {
    fn from(locale: Locale) -> Self {
        match locale {
            Locale::Kk => Self::kk,
            Locale::Ru => Self::ru,
            Locale::En => Self::en,
        }
    }
}

/// A text of `locales/` in the reader's language.
macro_rules! text {
    ($locale:expr, $($rest:tt)*) => {{
        use $crate::i18n::keys as i18n;
        String::from(leptos_i18n::td_string!(i18n::Locale::from($locale), $($rest)*))
    }};
}
pub(crate) use text;
