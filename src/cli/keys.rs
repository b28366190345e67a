//! `maman keys`: the keys that sign credentials, listed and rotated.

use std::process::ExitCode;

use super::{Config, Stop, open, say};
use crate::{
    audit,
    credentials::{self, published},
    ground::clock,
    i18n::{dates, text},
};

#[derive(Debug, clap::Subcommand)]
pub(super) enum Command {
    /// Public keys, a line each: id, algorithm, and the days on which it was made and retired
    List,
    /// Retire both keys and make new ones; what the old ones signed stays proven
    Rotate,
}

pub(super) async fn run(config: &Config, command: Option<&Command>) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let ctx = open(config).await?;
    if let Some(Command::Rotate) = command {
        let mut tx = ctx.begin().await?;
        credentials::rotate(&mut tx).await?;
        audit::commit(tx).await?;
    }
    let keys = published::keys(&mut ctx.read().await?).await?;
    ctx.db.close().await;
    let day = |at| dates::long(locale, clock::day_of(at));
    for key in &keys {
        let state = match key.retired_at {
            Some(at) => text!(locale, cli.key_retired, made = day(key.created_at), retired = day(at)),
            None => text!(locale, cli.key_current, made = day(key.created_at)),
        };
        say!("{}  {}  {state}", key.id, key.algorithm.as_str());
    }
    if keys.is_empty() {
        say!("{}", text!(locale, cli.no_keys));
    }
    Ok(ExitCode::SUCCESS)
}
