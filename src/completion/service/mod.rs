//! Scores of a run, and its end: `scores.rs` and `closing.rs`; `file.rs` has scores from a spreadsheet.

mod closing;
mod file;
mod scores;

pub use super::store::OwnScore;
pub use closing::{
    Candidate, Closing, Reopening, TypedDecision, begin_reopening, close, closing, complete_after_all, reopen,
};
pub use file::{Named, named, read_file};
pub use scores::{Scores, TypedScore, own_scores, save_scores, scores};
