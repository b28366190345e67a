//! Reports: views of the figure that are handed to a stranger, and what proves them.
//!
//! `report.rs` is a view as one thing, of which every format is made; `formats/` writes it out, each file for one format;
//! `evidence/` is the pack from which a stranger counts again. An edition is a report that was given out under a number:
//! its files lie in the database, so that they stay the same bytes. `public.rs` has the figures that anybody may see,
//! once a quarter, and `protect/` hides in them what would speak of few people. `islands.rs` reads a file that is checked
//! on the reader's own device.

#[cfg(feature = "ssr")]
mod evidence;
#[cfg(feature = "ssr")]
pub mod files;
#[cfg(feature = "ssr")]
mod formats;
#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod islands;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
mod outcome;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod policy;
#[cfg(feature = "ssr")]
mod protect;
#[cfg(feature = "ssr")]
mod public;
#[cfg(feature = "ssr")]
mod report;
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
