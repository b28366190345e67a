//! Outcome of a form of the own space, as the page after it reports.

use crate::ground::text_enum;

text_enum! {
    pub enum Outcome {
        /// Data of the person is all erased.
        Erased = "erased",
    }
}
