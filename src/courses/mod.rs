//! Courses and their runs: what is taught, and when.
//!
//! `model/` knows who may still join a run; `service/` has the `catalogue`; `query.rs` alone reads and writes
//! addresses; `calendar.rs` makes the file that puts a run's meetings into a calendar. The seats of a run are counted
//! in the room `places`. `picture.rs` draws what a shared link to a course or a run
//! shows.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod calendar;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;
#[cfg(feature = "ssr")]
mod letters;
pub mod model;
#[cfg(feature = "ssr")]
pub mod outcome;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod picture;
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

pub use model::{Course, Format};
