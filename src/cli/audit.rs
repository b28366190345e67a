//! `maman audit verify`: reads the whole chain of the audit log.

use std::process::ExitCode;

use super::{Config, Stop, complain, open, say};
use crate::{
    audit::{self, Continuation, Head},
    ground::Locale,
    i18n::text,
};

/// Largest number of lines that are named; the others are counted.
const MOST_LINES: usize = 20;
/// Exit code for a log that does not go on from the earlier line.
const NOT_GOING_ON: u8 = 3;

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Check that no line was changed or removed
    Verify {
        /// Check also that the log goes on from this line, as an earlier check or backup printed it
        #[arg(long, value_name = "LINES:HASH")]
        against: Option<String>,
    },
}

pub(super) async fn run(config: &Config, command: &Command) -> Result<ExitCode, Stop> {
    let Command::Verify { against } = command;
    let locale = config.locale();
    let Ok(against) = against.as_deref().map(str::parse::<Head>).transpose() else {
        complain!("maman: {}", text!(locale, cli.audit_no_head, given = against.clone().unwrap_or_default()));
        return Ok(ExitCode::from(2));
    };
    let ctx = open(config).await?;
    let mut tx = ctx.read().await?;
    let report = audit::verify(&mut tx).await?;
    let continuation = match &against {
        Some(earlier) => Some((earlier, audit::compare(&mut tx, earlier).await?)),
        None => None,
    };
    drop(tx);
    ctx.db.close().await;
    if let Some(line) = report.broken_at {
        say!("{}", text!(locale, cli.audit_broken, line = line));
    }
    if !report.unexplained.is_empty() {
        say!("{}", text!(locale, cli.audit_unexplained, lines = named(locale, &report.unexplained)));
    }
    if !report.is_whole() {
        return Ok(ExitCode::FAILURE);
    }
    say!("{}", text!(locale, cli.audit_whole, count = report.entries));
    if report.erased > 0 {
        say!("{}", text!(locale, cli.audit_erased, count = report.erased));
    }
    say!("{}", text!(locale, cli.audit_head, head = report.head.to_string()));
    let Some((earlier, continuation)) = continuation else { return Ok(ExitCode::SUCCESS) };
    match continuation {
        Continuation::GoesOn => {
            say!("{}", text!(locale, cli.audit_goes_on, head = earlier.to_string()));
            return Ok(ExitCode::SUCCESS);
        }
        Continuation::Shorter => {
            say!("{}", text!(locale, cli.audit_shorter, now = report.entries, earlier = earlier.lines));
        }
        Continuation::Another => say!("{}", text!(locale, cli.audit_another, line = earlier.lines)),
    }
    Ok(ExitCode::from(NOT_GOING_ON))
}

/// First lines by their numbers.
fn named(locale: Locale, lines: &[i64]) -> String {
    let mut words: Vec<String> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
    if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        words.push(text!(locale, cli.list_more, count = more));
    }
    words.join(", ")
}
