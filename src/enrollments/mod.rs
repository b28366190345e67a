//! Enrollments: a person's place on a run, from application to result (rules R3 and R4).

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

pub use model::State;
