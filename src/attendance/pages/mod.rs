//! Pages of attendance: the grid of a run, and its list for paper.

mod cells;
mod grid;
mod sheet;

pub use grid::attendance;
pub use sheet::sheet;

use super::service::Attendee;
use crate::{ground::Locale, i18n::text};

/// Name of a person as the pages of a run show it.
pub fn name_words(locale: Locale, person: &Attendee) -> String {
    let name = person.name.full();
    if name.is_empty() { text!(locale, attendance.erased) } else { name }
}
