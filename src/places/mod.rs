//! Places: the seats and the waiting list of each run, counted in one row that the database itself bounds (rule R3).
//!
//! The room knows runs by their id alone. `courses` makes the row of a new run and shows how many seats are free;
//! `enrollments` changes what each person holds, and locks the row before it decides who gets a seat.

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

pub use model::{Holding, Places};
