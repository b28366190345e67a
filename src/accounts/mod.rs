//! Accounts: who signs in, and how an account is made, changed and ended.
//!
//! An address becomes an account only when it is confirmed: until then a row of `account_tokens` waits for the link of
//! a letter to be opened. Only a reader of its mail learns whether an address has an account. `service/` has one file
//! for each matter; sessions and hashes themselves are in `auth`.

pub mod forms;
mod letters;
pub mod model;
pub mod outcome;
pub mod pages;
mod policy;
pub mod routes;
pub mod service;
pub mod site;
mod store;
#[cfg(test)]
mod tests;
mod wording;

pub use model::{Account, Email};
pub use outcome::Outcome;
