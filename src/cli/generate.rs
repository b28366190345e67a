//! `maman generate`: invented people in any number, for measuring; as a database or as a list to import.

use std::{path::PathBuf, process::ExitCode};

use super::{Config, Stop, open, say};
use crate::{
    demo::{self, DemoError},
    i18n::text,
};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How many people
    #[arg(long, default_value_t = 130)]
    specialists: u32,
    /// The same seed gives the same people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write a list to import to this file, and leave the database alone
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
}

pub(super) async fn run(config: &Config, args: &Args) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    if let Some(file) = &args.list {
        std::fs::write(file, demo::list_csv(args.specialists, args.seed))
            .map_err(|error| Stop::Line(text!(locale, cli.file_failed, why = error.to_string())))?;
        say!("{}", text!(locale, cli.list_written, file = file.display().to_string()));
        return Ok(ExitCode::SUCCESS);
    }
    let ctx = open(config).await?;
    let code = demo::generate(&ctx, args.specialists, args.seed).await.map_err(|error| match error {
        DemoError::NotEmpty => Stop::Line(text!(locale, cli.generate_not_empty)),
        DemoError::App(error) => Stop::App(error),
    })?;
    ctx.db.close().await;
    say!("check code: {code}");
    Ok(ExitCode::SUCCESS)
}
