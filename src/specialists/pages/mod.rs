//! Pages on which people see their own record and their consents, and the public page about personal data; and the parts
//! of them that the pages of staff share.

mod consent;
mod fields;
mod privacy;
mod profile;
mod values;
mod withdraw;

pub use consent::consent_fields;
pub use fields::{enrolling_fields, field_label, profile_fields, profile_labels, staff_fields};
pub use privacy::privacy;
pub use profile::profile;
pub use values::value_words;
pub use withdraw::withdraw_consent;
