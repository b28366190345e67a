//! Consents: their kinds, and the text with the seven parts that the law requires (Law № 94-V of 21 May 2013, article
//! 8).
//!
//! The words are in `data/consent.json`, so that lawyers can change them without touching the code. A change of meaning
//! gets a new version, and then everybody is asked again. The operator at the time of a consent is found in the
//! settings of that moment (`settings::service::shown_at`).

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::ground::{Locale, Localized, text_enum};

text_enum! {
    /// Purpose that a person agrees to separately: no tick means two of them.
    pub enum ConsentKind {
        /// Processing of the data for training and certificates. Nobody enrolls without it.
        Processing = "processing",
        /// Use in the programme's figures by region, profession and sex.
        Programme = "programme",
        /// Name on the page that checks a certificate.
        CheckPage = "check_page",
    }
}

impl ConsentKind {
    /// Name of its field in a form.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Processing => "consent_processing",
            Self::Programme => "consent_programme",
            Self::CheckPage => "consent_check_page",
        }
    }
}

/// Consent of a person: to what, in which words, when, and whether it was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub kind: ConsentKind,
    /// Version of the text that they read.
    pub version: String,
    /// Language in which they read it.
    pub locale: Locale,
    pub given_at: DateTime<Utc>,
    /// True if they signed a paper on that day, and staff entered it.
    pub is_on_paper: bool,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Consent {
    /// Tells whether it was not withdrawn; a consent to an older text is valid too.
    pub const fn is_in_force(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    /// Tells whether it is valid and to the present text, so that nobody has to agree again.
    pub fn is_current(&self) -> bool {
        self.is_in_force() && self.version == ConsentText::current().version
    }
}

/// Mark in the file where the text names the operator: the centre, as its settings have it.
pub const OPERATOR: &str = "{operator}";

/// Text that people agree to.
#[derive(Debug, Default, Deserialize)]
pub struct ConsentText {
    pub version: String,
    /// Seven statements that the law requires.
    pub parts: Vec<ConsentPart>,
    kinds: Kinds,
}

#[derive(Debug, Deserialize)]
pub struct ConsentPart {
    pub title: Localized,
    pub text: Localized,
}

/// Words beside a tick.
#[derive(Debug, Default, Deserialize)]
pub struct ConsentWords {
    pub label: Localized,
    /// Consequences of agreeing, and of not agreeing.
    pub text: Localized,
}

#[derive(Debug, Default, Deserialize)]
struct Kinds {
    processing: ConsentWords,
    programme: ConsentWords,
    check_page: ConsentWords,
}

// a file that cannot be read gives an empty text, and a test fails on an empty text
static CURRENT: LazyLock<ConsentText> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../data/consent.json")).unwrap_or_default());

impl ConsentText {
    /// Text of this release.
    pub fn current() -> &'static Self {
        &CURRENT
    }

    pub const fn words(&self, kind: ConsentKind) -> &ConsentWords {
        match kind {
            ConsentKind::Processing => &self.kinds.processing,
            ConsentKind::Programme => &self.kinds.programme,
            ConsentKind::CheckPage => &self.kinds.check_page,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_a_version_its_seven_parts_and_words_for_every_kind_in_three_languages() {
        let text = ConsentText::current();
        assert!(!text.version.is_empty());
        assert_eq!(text.parts.len(), 7);
        for locale in Locale::ALL {
            let named = text.parts.iter().filter(|part| part.text.pick(locale).0.contains(OPERATOR)).count();
            assert_eq!(named, 1, "the operator is named once");
        }
        let of_parts = text.parts.iter().flat_map(|part| [&part.title, &part.text]);
        let of_kinds = ConsentKind::ALL.iter().map(|kind| text.words(*kind));
        for words in of_parts.chain(of_kinds.flat_map(|words| [&words.label, &words.text])) {
            for locale in Locale::ALL {
                let (found, language) = words.pick(locale);
                assert!(!found.is_empty() && language == locale, "{words:?}");
            }
        }
    }
}
