//! Outcomes of the forms about targets, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        TargetSet = "target_set",
        CountingSet = "counting_set",
        PhaseAdded = "phase_added",
        PhaseWorded = "phase_worded",
        NeedsSet = "needs_set",
        FundersSet = "funders_set",
    }
}
