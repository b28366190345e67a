//! Addresses of a run, of what a person can do in it, and of what staff decide.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    RunPage { run: RunCode } = "/{locale}/runs/{run}";
    Enroll { run: RunCode } = "/{locale}/runs/{run}/enroll";
    /// Page that accepts an offered seat.
    Accept { run: RunCode } = "/{locale}/runs/{run}/accept";
    Withdraw { run: RunCode } = "/{locale}/runs/{run}/withdraw";
    /// Applications to a run, on which staff decide.
    Applications { run: RunCode } = "/{locale}/staff/runs/{run}/applications";
    /// List of the people of a run, for paper.
    PeopleList { run: RunCode } = "/{locale}/staff/runs/{run}/applications/list";
    /// Page on which staff enroll somebody by hand.
    NewApplication { run: RunCode } = "/{locale}/staff/runs/{run}/applications/new";
}
