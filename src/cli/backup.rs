//! `maman backup TO` and `maman restore FROM`, for the embedded database.

use std::{path::PathBuf, process::ExitCode};

use super::{Config, Stop, open, opening, say};
use crate::{
    db::{self, BackupError},
    ground::Locale,
    i18n::text,
};

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// The file to write; it must not be there yet
    to: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The copy to put back
    from: PathBuf,
}

pub(super) async fn backup(config: &Config, args: &BackupArgs) -> Result<ExitCode, Stop> {
    let ctx = open(config).await?;
    let key_id = db::backup(&ctx.db, &args.to).await?;
    ctx.db.close().await;
    say!("{}", text!(config.locale(), cli.backed_up, file = args.to.display().to_string(), key = key_id));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(config: &Config, args: &RestoreArgs) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let restored = db::restore(&config.database_url, &args.from).await?;
    say!("{}", text!(locale, cli.restored, file = args.from.display().to_string()));
    if let Some(kept) = restored.kept {
        say!("{}", text!(locale, cli.restore_kept, file = kept.display().to_string()));
    }
    if !restored.key_lies_beside {
        say!("{}", text!(locale, cli.restore_key, key = restored.key_id));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn words(locale: Locale, error: &BackupError) -> String {
    match error {
        BackupError::NotEmbedded => text!(locale, cli.backup_not_embedded),
        BackupError::Exists(file) => text!(locale, cli.backup_exists, file = file.display().to_string()),
        BackupError::NotABackup(file) => text!(locale, cli.backup_not_one, file = file.display().to_string()),
        BackupError::Damaged(why) => text!(locale, cli.backup_damaged, why = why.as_str()),
        BackupError::Newer { found, known } => text!(locale, cli.open_newer, found = *found, known = *known),
        BackupError::InUse => text!(locale, cli.restore_in_use),
        BackupError::Open(error) => opening(locale, error),
        BackupError::File(error) => text!(locale, cli.file_failed, why = error.to_string()),
        BackupError::Database(error) => text!(locale, cli.open_failed, why = error.to_string()),
    }
}
