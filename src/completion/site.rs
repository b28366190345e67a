//! Addresses of results and of the end of a run.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    /// Final scores.
    Results { run: RunCode } = "/{locale}/staff/runs/{run}/results";
    /// List of the people of a run, to be filled in with scores.
    List { run: RunCode } = "/{locale}/staff/runs/{run}/results/list.xlsx";
    /// Page on which staff close a run (rule R5).
    Close { run: RunCode } = "/{locale}/staff/runs/{run}/close";
}
