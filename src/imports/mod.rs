//! Import of a spreadsheet: the centre's list of people whom it has trained.
//!
//! The room `sheets` reads the cells, a `heading` gives the meaning of each column, each `row` becomes a checked certificate or
//! faults, and `list` compares the rows with each other; only `service` uses the database. Only `wording` has words for
//! people.

pub mod column;
mod content;
pub mod fault;
pub mod heading;
pub mod list;
pub mod row;
mod series;
pub mod service;
mod store;
#[cfg(test)]
mod tests;
pub mod wording;

pub use column::Column;
pub use content::{Content, content};
pub use fault::{Fault, FaultKind, FileFault, Remark, RemarkKind};
pub use list::{List, read, read_within};
pub use row::ListedCertificate;
