//! Bringing in a spreadsheet: the centre's list of people it has trained.
//!
//! Bytes become a `sheet`, its `heading` says what each column means, each `row` becomes a checked
//! certificate or faults, and `list` compares the rows with each other; only `service` touches the
//! database. Nothing but `wording` has words for people.

pub mod cell;
pub mod column;
pub mod fault;
pub mod heading;
pub mod limits;
pub mod list;
pub mod row;
pub mod service;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod wording;

pub use column::Column;
pub use fault::{Fault, FaultKind, FileFault, Remark, RemarkKind};
pub use list::{Content, List, content, read};
pub use row::ListedCertificate;
