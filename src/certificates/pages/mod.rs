//! Pages of certificates: the check for everybody; the holder's own; and for staff the certificates of a run, the register, and one
//! certificate with its history.

mod certificate;
mod ending;
mod files;
mod history;
mod issue;
mod own;
mod paper;
mod register;
mod scan;
mod status;
mod verify;

pub use certificate::certificate;
pub use issue::{certificate_row, certificate_table, issue};
pub use own::own_certificate;
pub use register::register;
pub use status::status_name;
pub use verify::{nameless, not_a_code, verify, verify_form, what_is_shown};
