//! Outcomes of the forms about one's own record, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        Saved = "saved",
        /// Saved, with a name in another spelling than the typed one.
        Repaired = "repaired",
        ConsentWithdrawn = "consent_withdrawn",
    }
}
