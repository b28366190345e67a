//! Pages of a trainee's own things, and the page of stored data that every signed-in reader has.

mod certificates;
mod data;
mod enrollments;
mod home;
mod next;
mod standing;
mod transcript;

pub use data::data;
pub use home::home;
pub use standing::standing;
pub use transcript::transcript;
