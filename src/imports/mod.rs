//! Bringing in a spreadsheet: the centre's list of people it has trained.
//!
//! Bytes become a [`sheet`], its [`heading`] says what each column means, each [`row`] becomes a checked
//! certificate or faults, and [`list`] compares the rows with each other. Nothing here touches the
//! database, and nothing is a word for people: those stand in [`wording`].

pub mod fault;
pub mod heading;
pub mod limits;
pub mod list;
pub mod row;
pub mod sheet;
#[cfg(test)]
mod tests;
pub mod wording;

pub use fault::{Fault, FaultKind, FileFault, Remark, RemarkKind};
pub use heading::Column;
pub use list::{Content, List, content, read};
pub use row::ListedCertificate;
