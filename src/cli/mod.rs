//! The command line. One file a command; what a command does is in the slices' services.
//!
//! Exit codes: 0 done, 1 could not be done, 2 the input is not right; `verify` has codes of its own.
use std::process::ExitCode;
pub fn run() -> ExitCode { ExitCode::SUCCESS }
