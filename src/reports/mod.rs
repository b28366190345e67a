//! Reports: views of the figure that are handed to a stranger, and what proves them.
//!
//! `report.rs` is a view as one thing, of which every format is made; `formats/` writes it out, each file for one format;
//! `evidence/` is the pack from which a stranger counts again.

mod evidence;
pub mod files;
mod formats;
mod report;
pub mod routes;
pub mod service;
pub mod site;
#[cfg(test)]
mod tests;
