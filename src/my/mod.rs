//! Trainee's own space: what is next, enrollments, certificates, the transcript; and the stored data of a person, to
//! take along or to have erased.
//!
//! It has no tables of its own: the slices before it know the owner of each thing, and each gives it out to its owner
//! alone.

pub mod api;
pub mod forms;
pub mod model;
pub mod outcome;
pub mod pages;
mod policy;
pub mod routes;
pub mod service;
pub mod site;
#[cfg(test)]
mod tests;
mod wording;
