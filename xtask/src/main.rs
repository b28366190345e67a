//! Tool chain of the project, all of it: `cargo xtask --help`.
//!
//! Each command is one file; `steps.rs` is what they share. Nothing here needs a program that cargo, a C compiler and
//! rustup do not bring, and what makes a command better when it is there (PostgreSQL, Chromium, cargo-nextest,
//! cargo-deny) is looked for and named when it is missing.

mod assets;
mod bench;
mod check;
mod dev;
mod dist;
mod load;
mod postgres;
mod run;
mod server;
mod steps;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Builds, runs and proves Maman.")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds a fresh clone and runs the demonstration; the words behind `--` go to `maman serve`
    Run {
        #[arg(last = true)]
        extra: Vec<String>,
    },
    /// Runs the demonstration, built again and started again with every change of a file
    Dev,
    /// Proves that everything works: check, tests on both databases, documentation, browser tests; with names, only the
    /// tests whose names contain one of them, on SQLite
    Test { names: Vec<String> },
    /// Runs the quick half of `test`: formatting, lints for both halves, licences
    Check,
    /// Speed and size against the budgets of docs/architecture.md
    Bench(bench::Options),
    /// Builds the release binary, smallest and fastest
    Dist,
    /// Style, fonts and the browser's half, as the server embeds them
    Assets,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Task::Run { extra } => run::run(&extra),
        Task::Dev => dev::dev(),
        Task::Test { names } if names.is_empty() => test::test(),
        Task::Test { names } => test::named(&names),
        Task::Check => check::check(),
        Task::Bench(options) => bench::bench(&options),
        Task::Dist => dist::dist(),
        Task::Assets => assets::build(&mut steps::Steps::new(), assets::QUICK).map(|_| ()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
