//! Pages of attendance: the grid of a run, and check-in by a code.

mod cells;
mod check_in;
mod grid;
mod projector;

pub use check_in::check_in;
pub use grid::attendance;
pub use projector::projector;

pub use super::wording::name_words;
