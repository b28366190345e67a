//! Completion: scores, the result that rule R5 proposes for each person, and closing a run.

#[cfg(feature = "ssr")]
pub mod site;
