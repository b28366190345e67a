//! What a trainee sees of their own; what everybody who has signed in sees of what is kept of them.

mod certificates;
mod data;
mod enrollments;
mod home;
mod next;
mod transcript;

pub use data::data;
pub use home::home;
pub use transcript::transcript;
