//! Completion: scores, the result that rule R5 proposes for each person, and closing a run.
//!
//! `model.rs` is rule R5 as a pure function; `service/` saves scores, closes a run by what staff decide, and opens it
//! again. Staff decide: what they decide otherwise than proposed has a reason.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod forms;
#[cfg(feature = "ssr")]
mod letters;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod outcome;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
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
