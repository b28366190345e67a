//! Words about the people of a run.

use crate::{ground::Locale, i18n::text, specialists::PersonName};

/// Name of a person as the pages of a run show it.
pub fn name_words(locale: Locale, name: &PersonName) -> String {
    let name = name.full();
    if name.is_empty() { text!(locale, attendance.erased) } else { name }
}
