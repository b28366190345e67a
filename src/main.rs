//! Command line; everything it does is in `maman::cli`.

use std::process::ExitCode;

/// Allocator that gives memory back. The system's holds what a hashed password took for as many threads as there ever
/// were: docs/decisions/2026-11-25-mimalloc.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    maman::cli::run()
}
