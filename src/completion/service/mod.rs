//! Scores of a run, and its end: `scores.rs` and `closing.rs`.

mod closing;
mod scores;

pub use closing::{
    Candidate, Closing, Reopening, TypedDecision, begin_reopening, close, closing, complete_after_all, reopen,
};
pub use scores::{Scores, TypedScore, save_scores, scores};
