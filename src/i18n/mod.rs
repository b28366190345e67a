//! Texts, dates, numbers and the order of names in the three languages.
//!
//! `text!(locale, section.key, name = value)` is the only way a word reaches a reader; a key that lacks a language, or
//! a value, does not compile. The keys are in `locales/{kk,ru,en}.json`.

pub mod dates;
pub mod names;
pub mod numbers;
mod plurals;
/// Texts by section and key, made by `build.rs` from `locales/`.
#[expect(nonstandard_style, reason = "the keys of the files are the names")]
#[expect(missing_docs, clippy::pedantic, reason = "made by build.rs")]
pub mod texts {
    use std::fmt::Display;

    pub use super::plurals::Count;
    use super::{Words, plurals::form};
    use crate::ground::Locale;

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use crate::ground::Locale;

/// Text without values, in Kazakh, Russian and English.
pub struct Words([&'static str; 3]);

impl Words {
    pub fn get(&self, locale: Locale) -> String {
        let [kk, ru, en] = self.0;
        match locale {
            Locale::Kk => kk,
            Locale::Ru => ru,
            Locale::En => en,
        }
        .to_owned()
    }
}

/// Text of `locales/` in the reader's language: `text!(locale, section.key, name = value)`.
macro_rules! text {
    ($locale:expr, $section:ident.$key:ident $(,)?) => {
        $crate::i18n::texts::$section::$key.get($locale)
    };
    ($locale:expr, $section:ident.$key:ident, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::i18n::texts::$section::$key { $($name: &$value),+ }.get($locale)
    };
}
pub(crate) use text;
