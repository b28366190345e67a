//! Specialists: the people the centre has trained, one record a human being (rule R2).
//!
//! `model.rs` knows IINs and names; `service.rs` begins with `register`. Names and IINs are personal data:
//! they leave through permits, and never for the dashboard.

pub mod model;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
pub mod service;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests;

pub use model::{Iin, PersonName, Sex};
