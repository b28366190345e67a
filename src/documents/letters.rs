//! Letters of the fonts: a text with another one is refused, because it would be printed as an empty box.

use serde_json::Value;

use super::{parts::DocumentError, world::LOADED_FONTS};

/// Hyphen at which no line is broken; on paper it is a hyphen, and the fonts have no other.
const FIRM_HYPHEN: char = '\u{2011}';

/// Finds the first letter that one of the fonts lacks.
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|letter| !is_printable(*letter))
}

fn is_printable(letter: char) -> bool {
    // the word joiner has no shape, and a line break none either
    matches!(letter, FIRM_HYPHEN | '\n' | '\u{2060}')
        || LOADED_FONTS.iter().all(|font| font.info().coverage.contains(u32::from(letter)))
}

/// Checks all texts of a document.
pub(super) fn check(data: &Value) -> Result<(), DocumentError> {
    match data {
        Value::String(text) => unprintable(text)
            .map_or(Ok(()), |letter| Err(DocumentError::UnprintableLetter { letter, text: text.clone() })),
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(fields) => fields.values().try_for_each(check),
        _ => Ok(()),
    }
}

/// Puts the hyphen that the fonts have in place of the firm one.
pub(super) fn plain_hyphens(data: Value) -> Value {
    match data {
        Value::String(text) => Value::String(text.replace(FIRM_HYPHEN, "-")),
        Value::Array(items) => items.into_iter().map(plain_hyphens).collect(),
        Value::Object(fields) => fields.into_iter().map(|(key, value)| (key, plain_hyphens(value))).collect(),
        other => other,
    }
}
