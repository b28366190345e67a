//! `maman audit verify`: reads the whole chain of the audit log.

use std::process::ExitCode;

use super::{Config, Stop, open, say};
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
    if let Some(line) = report.broken_at {
        say!("{}", text!(locale, cli.audit_broken, line = line));
        return Ok(ExitCode::FAILURE);
    }
    say!("{}", text!(locale, cli.audit_whole, count = report.entries));
    if report.erased > 0 {
        say!("{}", text!(locale, cli.audit_erased, count = report.erased));
    }
    Ok(ExitCode::SUCCESS)
}
