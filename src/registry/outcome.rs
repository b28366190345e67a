//! Outcomes of the forms about people, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        /// IIN that was searched, and that nobody has.
        NobodyHasIin = "nobody_has_iin",
        Saved = "person_saved",
        /// Saved, with a name in another spelling than the typed one.
        Repaired = "person_repaired",
        /// Claim became the IIN of the record.
        IinSeen = "iin_seen",
        ClaimRefused = "claim_refused",
        Merged = "merged",
        ToldApart = "told_apart",
    }
}
