//! Pages on which people see their own record and their consents, and the public page about personal data.

mod consent;
mod fields;
mod privacy;
mod profile;
mod withdraw;

pub use consent::consent_fields;
pub use fields::{profile_fields, profile_labels};
pub use privacy::privacy;
pub use profile::profile;
pub use withdraw::withdraw_consent;
