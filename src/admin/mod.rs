//! Settings for administrators: the states of letters and facts about this installation; in a demonstration, its
//! mailbox.
//!
//! The settings are the administrators' alone (rule R7). The mailbox is open to all, and only where every person is
//! invented: the database itself says so.

pub mod forms;
pub mod outcome;
pub mod pages;
mod policy;
pub mod routes;
pub mod service;
pub mod site;
#[cfg(test)]
mod tests;
mod wording;
