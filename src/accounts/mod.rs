//! Accounts: who signs in, and how an account is made, kept and ended.
//!
//! Nothing is an account before its address is confirmed: until then a row of `account_tokens` waits for the link
//! of a letter to be opened. Whether an address has an account is told to nobody who cannot read its mail.
//! `service/` has one file for each matter; sessions and hashes themselves are in `auth`.

pub mod forms;
mod letters;
pub mod model;
pub mod outcome;
pub mod pages;
mod policy;
pub mod service;
pub mod site;
mod store;
#[cfg(test)]
mod tests;

pub use model::{Account, Email};
pub use outcome::Outcome;
