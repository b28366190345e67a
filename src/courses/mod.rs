//! Courses and their runs: what is taught, and the dated deliveries of it.
//!
//! A run's places are counted here and bounded by the database itself (rule R3).

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

pub use model::{Course, Format};
