//! Addresses of attendance.

use crate::ground::{address::addresses, code::RunCode};

addresses! {
    /// Marks of everybody at every meeting of a run.
    Attendance { run: RunCode } = "/{locale}/staff/runs/{run}/attendance";
    /// List of the people for paper, with room for their signatures.
    Sheet { run: RunCode } = "/{locale}/staff/runs/{run}/attendance/sheet.pdf";
    /// Page of today's meeting for the projector, with the code that changes every 30 seconds.
    Projector { run: RunCode } = "/{locale}/staff/runs/{run}/check-in";
    /// Address behind the projected code.
    CheckIn { code: String } = "/{locale}/my/check-in/{code}";
}
