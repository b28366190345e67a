//! What a person sees of their own record and of what they agreed to, and what everybody may read about it.

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
