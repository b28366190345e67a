//! Addresses of results and of the end of a run.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    /// Final scores.
    Results { run: RunCode } = "/{locale}/staff/runs/{run}/results";
    /// Page on which staff close a run (rule R5).
    Close { run: RunCode } = "/{locale}/staff/runs/{run}/close";
}
