//! Home page, dashboard, the certificates behind its numbers, and how the figure rises with those of a run.
//!
//! `opened.rs` reads an address and fetches the view it names; `by.rs` knows the breakdowns of a figure.

mod by;
mod charts;
mod dashboard;
mod evidence;
mod filter_bar;
mod home;
mod issue;
mod opened;
mod sun;
mod targets;
mod two_way;

pub use by::Name;
pub use dashboard::dashboard;
pub use evidence::evidence;
pub use home::home;
pub use issue::issue;
pub use targets::targets;
