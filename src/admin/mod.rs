//! Settings for administrators: how letters fare and what this installation is; in a demonstration, its mailbox.
//!
//! The settings are the administrators' alone (rule R7). The mailbox is open to all, and only where every person is
//! invented: the database itself says so.

pub mod forms;
pub mod outcome;
pub mod pages;
mod policy;
pub mod service;
pub mod site;
#[cfg(test)]
mod tests;
mod wording;
