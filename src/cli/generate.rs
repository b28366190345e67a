//! `maman generate`: invented people in any number, for measuring; as a database or as a list to import.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{Config, Stop, open, say};
use crate::{
    demo::{self, DemoError, Wanted},
    ground::Locale,
    i18n::text,
};

/// Largest number of people who are signed in.
const SESSIONS: u32 = 1_000;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Number of people
    #[arg(long, default_value_t = 130)]
    specialists: u32,
    /// Number of enrollments in all; without any, those alone that made certificates
    #[arg(long, default_value_t = 0)]
    enrollments: u32,
    /// Sign in a thousand of them, every second at most, and write what their cookies hold to this file, one a line;
    /// the first is of staff and sees the dashboard, too
    #[arg(long, value_name = "FILE", conflicts_with = "list")]
    sessions: Option<PathBuf>,
    /// Make runs in which staff have something to do, too: one with 2,000 applications, one with 60 people and 20
    /// meetings, and runs of 25 and of 500 people to close
    #[arg(long, conflicts_with = "list")]
    work: bool,
    /// Number to start from: the same seed gives the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write a list to import to this file, and leave the database alone
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    if let Some(file) = &args.list {
        write(locale, file, demo::list_csv(args.specialists, args.seed))?;
        say!("{}", text!(locale, cli.list_written, file = file.display().to_string()));
        return Ok(ExitCode::SUCCESS);
    }
    let ctx = open(config).await?;
    let wanted = Wanted {
        specialists: args.specialists,
        enrollments: args.enrollments,
        sessions: if args.sessions.is_some() { SESSIONS } else { 0 },
        work: args.work,
        seed: args.seed,
    };
    let generated = demo::generate(&ctx, &wanted).await.map_err(|error| match error {
        DemoError::NotEmpty => Stop::Line(text!(locale, cli.generate_not_empty)),
        DemoError::App(error) => Stop::App(error),
    })?;
    ctx.db.close().await;
    if let Some(file) = &args.sessions {
        write(locale, file, generated.sessions.iter().map(|token| token.reveal() + "\n").collect())?;
    }
    if !generated.open_runs.is_empty() {
        say!("open runs: {}", generated.open_runs.join(" "));
    }
    if args.work {
        let work = &generated.work;
        say!("applications: {}", work.applications);
        say!("grid: {}", work.grid);
        say!("runs of 25: {}", work.small.join(" "));
        say!("runs of 500: {}", work.large.join(" "));
    }
    say!("check code: {}", generated.check_code);
    Ok(ExitCode::SUCCESS)
}

fn write(locale: Locale, file: &Path, text: String) -> Result<(), Stop> {
    std::fs::write(file, text).map_err(|error| Stop::Line(text!(locale, cli.file_failed, why = error.to_string())))
}
