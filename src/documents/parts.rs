//! Parts that several documents have, and what comes of making one.

use serde_json::{Value, json};

use crate::ground::{Locale, Localized};

/// Organisation at the head of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// Full name.
    pub name: Localized,
    pub address: Localized,
    /// Business identification number; empty where it is not set.
    pub bin: String,
}

/// Person who signs a document on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    pub name: String,
    pub role: Localized,
}

/// Mark of an organisation that pays, from a file that the centre supplied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunderMark {
    /// Name, which a screen reader says in place of the picture.
    pub name: String,
    /// Bytes of an SVG or a PNG.
    pub picture: Vec<u8>,
}

/// File inside the PDF, associated with the whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Name of the file, such as `credential.jwt`.
    pub name: String,
    pub media_type: String,
    pub description: String,
    pub bytes: Vec<u8>,
}

/// Finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub sha256: [u8; 32],
}

/// Reason why a document was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Letter that the fonts lack, and the text it is in.
    #[error("the fonts of documents have no {letter:?} (U+{:04X})", *letter as u32)]
    UnprintableLetter { letter: char, text: String },
    #[error("the text of {0} bytes is too long for a QR code")]
    QrTooLong(usize),
    #[error("the mark of a funder is neither SVG nor PNG")]
    UnknownPicture,
    #[error("the document was not made: {0}")]
    Typst(String),
}

/// Words in one language, as a template takes them.
pub(super) fn words(locale: Locale, text: &str) -> Value {
    json!({ "lang": locale.code(), "text": text })
}

/// Words in each language that they are written in, Kazakh first.
pub(super) fn trio(text: &Localized) -> Value {
    let parts = Locale::ALL.into_iter().map(|locale| (locale, text.part(locale)));
    parts.filter(|(_, part)| !part.is_empty()).map(|(locale, part)| words(locale, part)).collect()
}

/// Text of the product in the three languages.
pub(super) fn in_all(text: impl Fn(Locale) -> String) -> Localized {
    Localized { kk: text(Locale::Kk), ru: text(Locale::Ru), en: text(Locale::En) }
}

pub(super) fn letterhead(letterhead: &Letterhead) -> Value {
    json!({
        "name": trio(&letterhead.name),
        "address": trio(&letterhead.address),
        "bin": letterhead.bin,
    })
}

pub(super) fn signatories(signatories: &[Signatory]) -> Value {
    signatories.iter().map(|one| json!({ "name": one.name, "role": trio(&one.role) })).collect()
}

/// Texts in the three languages, each under its key.
macro_rules! texts {
    ($($section:ident.$key:ident),+ $(,)?) => {
        serde_json::json!({
            $(stringify!($key): $crate::documents::parts::trio(&$crate::documents::parts::in_all(
                |locale| $crate::i18n::text!(locale, $section.$key),
            ))),+
        })
    };
}
pub(super) use texts;
