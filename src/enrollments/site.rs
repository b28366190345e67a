//! Addresses of a run and of what a person can do in it.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    RunPage { run: RunCode } = "/{locale}/runs/{run}";
    Enroll { run: RunCode } = "/{locale}/runs/{run}/enroll";
    /// Page that accepts an offered seat.
    Accept { run: RunCode } = "/{locale}/runs/{run}/accept";
    Withdraw { run: RunCode } = "/{locale}/runs/{run}/withdraw";
}
