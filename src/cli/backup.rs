//! `maman backup TO` and `maman restore FROM`, for the embedded database.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{Config, Stop, open, opening, say};
use crate::{
    audit,
    db::{self, BackupError},
    ground::Locale,
    i18n::text,
};

const MEGABYTE: u64 = 1_000_000;

#[derive(Debug, clap::Args)]
pub(super) struct BackupArgs {
    /// File to write; it must not be there yet
    to: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// Copy to put back
    from: PathBuf,
}

pub(super) async fn backup(config: &Config, args: &BackupArgs) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let ctx = open(config).await?;
    let copy = db::backup(&ctx.db, &args.to).await?;
    let log = audit::verify(&mut copy.read().await?).await?;
    if !log.is_whole() {
        return Err(Stop::Line(text!(locale, cli.backup_log)));
    }
    let key_id = copy.publish()?;
    ctx.db.close().await;
    say!("{}", text!(locale, cli.backed_up, file = args.to.display().to_string(), key = key_id));
    say!("{}", text!(locale, cli.audit_head, head = log.head.to_string()));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(config: &Config, args: &RestoreArgs) -> Result<ExitCode, Stop> {
    let locale = config.locale();
    let copy = db::restore(&config.database_url, &args.from).await?;
    let log = audit::verify(&mut copy.read().await?).await?;
    if !log.is_whole() {
        return Err(Stop::Line(text!(locale, cli.restore_log, file = args.from.display().to_string())));
    }
    let restored = copy.swap().await?;
    say!("{}", text!(locale, cli.restored, file = args.from.display().to_string()));
    say!("{}", text!(locale, cli.audit_head, head = log.head.to_string()));
    if let Some(kept) = restored.kept {
        say!("{}", text!(locale, cli.restore_kept, file = kept.display().to_string()));
    }
    if !restored.key_lies_beside {
        say!("{}", text!(locale, cli.restore_key, key = restored.key_id));
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn words(locale: Locale, error: &BackupError) -> String {
    let name = |path: &Path| path.display().to_string();
    match error {
        BackupError::NotEmbedded => text!(locale, cli.backup_not_embedded),
        BackupError::Exists(file) => text!(locale, cli.backup_exists, file = name(file)),
        BackupError::BeingMade(file) => text!(locale, cli.backup_being_made, file = name(file)),
        BackupError::NotABackup(file) => text!(locale, cli.backup_not_one, file = name(file)),
        BackupError::Altered(file) => text!(locale, cli.backup_altered, file = name(file)),
        BackupError::Damaged(why) => text!(locale, cli.backup_damaged, why = why.as_str()),
        BackupError::Newer { found, known } => text!(locale, cli.open_newer, found = *found, known = *known),
        BackupError::InUse => text!(locale, cli.restore_in_use),
        BackupError::NoRoom { folder, needed, free } => text!(
            locale,
            cli.restore_no_room,
            folder = name(folder),
            needed = needed.div_ceil(MEGABYTE),
            free = free / MEGABYTE
        ),
        BackupError::NotSwapped { why, database, left } => {
            let line = text!(locale, cli.restore_not_swapped, why = why.to_string(), database = name(database));
            match left {
                Some((now, was)) => {
                    format!("{line}. {}", text!(locale, cli.restore_log_left, now = name(now), name = name(was)))
                }
                None => line,
            }
        }
        BackupError::Open(error) => opening(locale, error),
        BackupError::File(error) => text!(locale, cli.file_failed, why = error.to_string()),
        BackupError::Database(error) => text!(locale, cli.backup_failed, why = error.to_string()),
    }
}
