//! People as staff see them: the list, one person with all that the centre has of them, and two records of one person
//! that become one (rule R2).
//!
//! The values of a record are changed by `specialists`; this room stands after the rooms that have something of a person,
//! because a merge moves that too, each room its own rows, in one transaction.

pub mod forms;
mod model;
pub mod outcome;
mod pages;
mod policy;
mod query;
pub mod routes;
pub mod service;
pub mod site;
mod store;
#[cfg(test)]
mod tests;
