//! Pages of certificates: the check for everybody; and for staff the certificates of a run, the register, and one
//! certificate with its history.

mod certificate;
mod issue;
mod register;
mod status;
mod verify;

pub use certificate::certificate;
pub use issue::{certificate_row, certificate_table, issue};
pub use register::register;
pub use verify::{nameless, not_a_code, verify, verify_form, what_is_shown};
