//! Model of an enrollment: its life from application to result (`life.rs`), and its time limits (`terms.rs`).

mod life;
#[cfg(feature = "ssr")]
mod locked;
mod terms;

pub use life::{History, IllegalStep, Move, Reason, State, Step, StepReason};
#[cfg(feature = "ssr")]
pub use locked::LockedEnrollment;
pub use terms::{Closed, has_begun, offer_ends_at, passes_places_on};
