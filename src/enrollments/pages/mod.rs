//! A run as everybody sees it, and the three pages on which somebody enrolls, accepts a place, or withdraws.

mod decide;
mod enroll;
mod parts;
mod run;

pub use decide::{accept, withdraw};
pub use enroll::enroll;
pub use run::run;
