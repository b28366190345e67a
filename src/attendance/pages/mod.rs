//! Pages of attendance: the grid of a run, its list for paper, and check-in by a code.

mod cells;
mod check_in;
mod grid;
mod projector;

pub use check_in::check_in;
pub use grid::attendance;
pub use projector::projector;

use super::service::Attendee;
use crate::{ground::Locale, i18n::text};

/// Name of a person as the pages of a run show it.
pub fn name_words(locale: Locale, person: &Attendee) -> String {
    let name = person.name.full();
    if name.is_empty() { text!(locale, attendance.erased) } else { name }
}
