//! The command line; everything it does is in `maman::cli`.

use std::process::ExitCode;

/// The system's allocator keeps what a hashed password took for as many threads as there ever were; this one gives it
/// back: docs/decisions/2026-11-25-mimalloc.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    maman::cli::run()
}
