//! The command line; everything it does is in `maman::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    maman::cli::run()
}
