//! Text as people see it, without the marks that came along with it.

use unicode_normalization::UnicodeNormalization;

use super::letters::{is_direction, is_invisible};

/// Text with composed letters and single spaces, without marks that are invisible or that turn it around.
pub fn visible_text(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_invisible(*letter) && !is_direction(*letter)).nfc().collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
