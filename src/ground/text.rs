//! Languages of the product, and text that exists in all three of them.

use serde::{Deserialize, Serialize};

/// Language of the product. Kazakh comes first everywhere (rule R10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    #[default]
    Kk,
    Ru,
    En,
}

impl Locale {
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// Code used in addresses and in `lang` attributes.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// Language that an `Accept-Language` header prefers, by its weights.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut wishes: Vec<(Self, f32)> = header
            .split(',')
            .filter_map(|part| {
                let (range, weight) = part.split_once(';').unwrap_or((part, "q=1"));
                let primary = range.trim().split('-').next()?.to_ascii_lowercase();
                let weight = weight.trim().strip_prefix("q=")?.parse().ok()?;
                Some((Self::from_code(&primary)?, weight))
            })
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        wishes.sort_by(|a, b| b.1.total_cmp(&a.1));
        wishes.first().map(|(locale, _)| *locale)
    }
}

/// Text in the three languages, as staff wrote it; a part may be empty.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Localized {
    #[serde(default)]
    pub kk: String,
    #[serde(default)]
    pub ru: String,
    #[serde(default)]
    pub en: String,
}

impl Localized {
    /// Returns the text for this reader and the language it is written in. Where the reader's language is empty, that
    /// is the first language with text, so that the page can say so (rule R10).
    pub fn pick(&self, locale: Locale) -> (&str, Locale) {
        std::iter::once(locale)
            .chain(Locale::ALL)
            .map(|candidate| (self.part(candidate), candidate))
            .find(|(text, _)| !text.is_empty())
            .unwrap_or(("", locale))
    }

    /// Tells whether it is written in no language at all.
    pub const fn is_empty(&self) -> bool {
        self.kk.is_empty() && self.ru.is_empty() && self.en.is_empty()
    }

    /// Words in one language; empty where nothing is.
    pub fn part(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.kk,
            Locale::Ru => &self.ru,
            Locale::En => &self.en,
        }
    }
}

/// Text in the three languages that is part of the product itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub kk: &'static str,
    pub ru: &'static str,
    pub en: &'static str,
}

impl Fixed {
    pub const fn get(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Kk => self.kk,
            Locale::Ru => self.ru,
            Locale::En => self.en,
        }
    }
}

impl From<Fixed> for Localized {
    fn from(fixed: Fixed) -> Self {
        Self { kk: fixed.kk.to_owned(), ru: fixed.ru.to_owned(), en: fixed.en.to_owned() }
    }
}

/// Word that names no variant of the enum it was read for: a newer program wrote it, or a person by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl std::fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "unknown word {:?}", self.0)
    }
}

impl std::error::Error for UnknownWord {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_the_language_with_the_greatest_weight() {
        assert_eq!(Locale::from_accept_language("de, en-GB;q=0.7, ru;q=0.9"), Some(Locale::Ru));
        assert_eq!(Locale::from_accept_language("kk-KZ"), Some(Locale::Kk));
        assert_eq!(Locale::from_accept_language("ru;q=0, en;q=0.1"), Some(Locale::En));
        assert_eq!(Locale::from_accept_language("de;q=x, *"), None);
    }

    #[test]
    fn an_empty_part_falls_back_and_says_in_which_language() {
        let title = Localized { ru: "Курс".into(), ..Localized::default() };
        assert_eq!(title.pick(Locale::En), ("Курс", Locale::Ru));
    }
}
