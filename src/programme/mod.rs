//! Programme: its phases and targets, and how many specialists are trained (rule R1).
//!
//! `model/rule.rs` has the rule, `model/ledger.rs` all that counts in a phase as a table from which any day is
//! answered; `service/cache.rs` holds these tables and updates them by what has changed; `query.rs` is the one place
//! that reads and writes the address of a view. This slice reads the tables of others and writes only its own.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod forms;
pub mod model;
#[cfg(feature = "ssr")]
mod outcome;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub mod query;
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

pub use model::{Filter, Phase, Progress};
