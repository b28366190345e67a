//! Places: the seats and the waiting list of each run, counted in one row that the database itself bounds (rule R3).
//!
//! The room knows runs by their id alone. `courses` opens the places of a run and shows how many are left; `enrollments`
//! changes what each person holds of them, and locks the row before it decides who gets what.

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
