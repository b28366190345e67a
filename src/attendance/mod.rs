//! Attendance: who was there at each meeting of a run, and for how many academic hours.
//!
//! `model.rs` knows what a mark is worth; `service/` shows the grid of a run and saves its marks, the later of two
//! holding. The people are those with a seat; staff mark them, and the trainers who teach the run.
//! `islands.rs` saves each mark as it is made.

#[cfg(feature = "ssr")]
mod api;
#[cfg(feature = "ssr")]
mod forms;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;
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
