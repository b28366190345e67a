//! Centre as documents show it: its head and those who sign.

use super::{Letterhead, Signatory};
use crate::{
    ground::{Locale, Localized},
    settings::{Centre, Words},
};

impl Letterhead {
    /// Head of the centre's documents, in each language that its words are written in.
    pub fn of(centre: &Centre) -> Self {
        Self {
            name: written(|locale| Some(centre.full_name(locale))),
            address: written(|locale| centre.address(locale)),
            bin: centre.bin().unwrap_or_default().to_owned(),
        }
    }
}

impl Signatory {
    /// People who sign the centre's documents, its head first.
    pub fn of(centre: &Centre) -> Vec<Self> {
        centre.signatories().into_iter().map(|one| Self { name: one.name, role: one.role }).collect()
    }
}

/// Words in the languages that they are written in; the others are empty.
fn written(words: impl Fn(Locale) -> Option<Words>) -> Localized {
    let of =
        |locale| words(locale).filter(|words| words.language == locale).map(|words| words.text).unwrap_or_default();
    Localized { kk: of(Locale::Kk), ru: of(Locale::Ru), en: of(Locale::En) }
}
