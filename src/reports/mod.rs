//! Reports: views of the figure that are handed to a stranger, and what proves them.
//!
//! `report.rs` is a view as one thing, of which every format is made; `formats/` writes it out, each file for one format;
//! `evidence/` is the pack from which a stranger counts again. An edition is a report that was given out under a number:
//! its files lie in the database, so that they stay the same bytes. `public.rs` has the figures that anybody may see,
//! once a quarter, and `protect/` hides in them what would speak of few people.

mod evidence;
pub mod files;
mod formats;
pub mod forms;
pub mod model;
mod outcome;
mod pages;
mod policy;
mod protect;
mod public;
mod report;
pub mod routes;
pub mod service;
pub mod site;
mod store;
#[cfg(test)]
mod tests;
