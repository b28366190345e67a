//! Letters of the fonts: a text with another one is refused, because it would be printed as an empty box.

use serde_json::Value;

use super::{parts::DocumentError, world::LOADED_FONTS};

/// Finds the first letter that one of the fonts lacks.
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|letter| !is_printable(*letter))
}

fn is_printable(letter: char) -> bool {
    // the word joiner has no shape, and a line break none either
    matches!(letter, '\n' | '\u{2060}')
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
