//! Pages of a run: the public one, and the three on which a person enrolls, accepts a seat, or withdraws.

mod decide;
mod enroll;
mod parts;
mod run;

pub use decide::{accept, withdraw};
pub use enroll::enroll;
pub use run::run;
