//! Home page, dashboard, and the certificates behind its numbers.
//!
//! `opened.rs` reads an address and fetches the view it names; `by.rs` knows the breakdowns of a figure.

mod by;
mod charts;
mod dashboard;
mod evidence;
mod filter_bar;
mod home;
mod opened;
mod sun;

pub use dashboard::dashboard;
pub use evidence::evidence;
pub use home::home;
