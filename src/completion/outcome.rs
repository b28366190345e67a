//! Outcomes of the forms of results and of closing, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        /// Scores that were saved; the page reports how many.
        Saved = "scores_saved",
        /// Form that changed nothing.
        Unchanged = "scores_unchanged",
        Closed = "run_closed",
        Reopened = "run_reopened",
        /// Result of one person that was corrected.
        Corrected = "result_corrected",
    }
}
