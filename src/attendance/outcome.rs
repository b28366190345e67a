//! Outcomes of the forms of attendance, as the next page reports them.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        /// Marks that were saved; the page reports how many.
        Saved = "marks_saved",
        /// Form that changed nothing.
        Unchanged = "marks_unchanged",
    }
}
