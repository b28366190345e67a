//! Pages of administrators, and the mailbox of a demonstration.

mod centre;
mod letters;
mod mailbox;
mod settings;

pub use mailbox::mailbox;
pub use settings::settings;
