//! `maman audit verify`: reads the whole chain of the audit log.

use std::process::ExitCode;

use super::{Config, Stop, open};
use crate::{audit, i18n::text};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Check that no line was changed or removed
    Verify,
}

pub(super) async fn run(config: &Config, command: &Command) -> Result<ExitCode, Stop> {
    let Command::Verify = command;
    let locale = config.locale();
    let ctx = open(config).await?;
    let report = audit::verify(&mut ctx.read().await?).await?;
    ctx.db.close().await;
    Ok(match report.broken_at {
        Some(line) => {
            println!("{}", text!(locale, cli.audit_broken, line = line));
            ExitCode::FAILURE
        }
        None => {
            println!("{}", text!(locale, cli.audit_whole, count = report.entries));
            if report.erased > 0 {
                println!("{}", text!(locale, cli.audit_erased, count = report.erased));
            }
            ExitCode::SUCCESS
        }
    })
}
