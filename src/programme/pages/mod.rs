//! Home page, dashboard, the certificates behind its numbers, and how the figure rises with those of a run.
//!
//! `opened.rs` reads an address and fetches the view it names; `by.rs` knows the breakdowns of a figure.

mod ahead;
mod by;
mod charts;
mod compare;
mod dashboard;
mod evidence;
mod filter_bar;
mod funders;
mod home;
mod issue;
mod needs;
mod opened;
mod phase_form;
mod runs;
mod sun;
mod targets;
mod two_way;

pub use by::{Name, filter_words, quarter_name};
pub use compare::compare;
pub use dashboard::dashboard;
pub use evidence::evidence;
pub use funders::{funders, run_funders};
pub use home::home;
pub use issue::issue;
pub use needs::needs;
pub use runs::{expiring, runs};
pub use sun::sun_figure;
pub use targets::targets;
