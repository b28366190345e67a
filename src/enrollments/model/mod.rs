//! Model of an enrollment: its life from application to result (`life.rs`), its time limits
//! (`terms.rs`), and what staff decide (`decision.rs`) in the list of applications (`applications.rs`) or enter from paper
//! (`by_hand.rs`).

#[cfg(feature = "ssr")]
mod applications;
#[cfg(feature = "ssr")]
mod by_hand;
mod decision;
mod life;
#[cfg(feature = "ssr")]
mod locked;
mod terms;

#[cfg(feature = "ssr")]
pub use applications::{ApplicationColumn, ApplicationFilter, ApplicationOrder};
#[cfg(feature = "ssr")]
pub use by_hand::begins_by_hand;
pub use decision::Decision;
pub use life::{History, IllegalStep, Move, Reason, State, Step, StepReason};
#[cfg(feature = "ssr")]
pub use locked::LockedEnrollment;
pub use terms::{Closed, has_begun, offer_ends_at, passes_places_on};
