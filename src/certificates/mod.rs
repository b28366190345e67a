//! Certificates: issued once for a completed enrollment, frozen as printed, checked by anyone (rule R6).
//!
//! `model/` knows check codes, registration numbers and the status of a certificate on a day; `service/` issues, revokes,
//! reissues and checks; `pages/` has the check for a person with a paper in hand, and the work of staff. `closing.rs` ties the page that
//! closes a run, which is opened again only until its first certificate. The page that issues a run's certificates is tied in
//! `programme`, which knows what they mean for the figure.

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
mod closing;
#[cfg(feature = "ssr")]
mod files;
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
pub mod published;
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

pub use model::{CheckCode, RegistrationNumber, Status};
