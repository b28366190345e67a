//! Enrollments: a person's way through a run, from application to result (rules R3 and R4).
//!
//! `model/` knows the life of an enrollment; `service/` takes the steps: enrolling, accepting, withdrawing, and
//! offering free seats, each decided under a lock. `letters.rs` writes to the people; `pages/` and `forms.rs` are their
//! side of it.

#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
mod letters;
pub mod model;
#[cfg(feature = "ssr")]
pub mod outcome;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod query;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
pub mod site;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests;
#[cfg(feature = "ssr")]
mod wording;

pub use model::State;
