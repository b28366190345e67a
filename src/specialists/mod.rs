//! Specialists: the people whom the centre has trained, one record for each human being (rule R2).
//!
//! `model/` knows IINs, names, profiles and consents; `service/` has what staff do with records, and what people do
//! with their own. Names and IINs are personal data: a permit is needed to read them, and the dashboard never gets
//! them.

#[cfg(feature = "ssr")]
pub mod forms;
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

pub use model::{Iin, PersonName, Sex};
