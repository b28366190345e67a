//! Model of an enrollment: its life from application to result (`life.rs`), its time limits
//! (`terms.rs`), and what staff decide (`decision.rs`) in the list of applications (`applications.rs`).

#[cfg(feature = "ssr")]
mod applications;
mod decision;
mod life;
#[cfg(feature = "ssr")]
mod locked;
mod terms;

#[cfg(feature = "ssr")]
pub use applications::{ApplicationColumn, ApplicationFilter, ApplicationOrder};
pub use decision::Decision;
pub use life::{History, IllegalStep, Move, Reason, State, Step, StepReason};
#[cfg(feature = "ssr")]
pub use locked::LockedEnrollment;
pub use terms::{Closed, has_begun, offer_ends_at, passes_places_on};
