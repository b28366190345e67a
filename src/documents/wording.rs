//! Words around a value that a template sets apart.

/// Stands for the value in a text until the text is cut there.
const PLACE: char = '\u{1}';

/// Text with a value, cut into what stands before the value and what stands after it.
pub(super) fn around(text: impl FnOnce(char) -> String) -> [String; 2] {
    let text = text(PLACE);
    let (before, after) = text.split_once(PLACE).unwrap_or((&text, ""));
    [before.to_owned(), after.to_owned()]
}

/// Text with its first letter large.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
