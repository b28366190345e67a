//! Settings: what the centre says of itself, from its name to its telephone number.
//!
//! Footer, check pages, error pages, letters and the consent take their words from here. Nothing is ever overwritten: a
//! value holds from the day it was set until a later one, so that the words of a page on any day can be read again.

mod cache;
pub mod model;
mod policy;
pub mod service;
mod store;
#[cfg(test)]
mod tests;
pub mod wording;

pub use cache::CentreCache;
pub use model::{Centre, Setting, Words};
