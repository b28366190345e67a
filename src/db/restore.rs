//! Putting back of a copy: checked and written beside the database first, then swapped in one step.
//!
//! At every moment, also after a kill or a power cut, either the former database or the new one has the name. The
//! former one has a name of its own afterwards.

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    str::FromStr,
};

use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    BackupError, Key, Tx, backup,
    driver::key_path,
    files::{self, Partial, beside},
    seal,
};

/// Room that a database needs on the disk beside the bytes of its copy: the pages of its write-ahead log.
const SPARE: u64 = 1 << 20;
/// First bytes of every database of SQLite.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Result of putting a backup back.
#[derive(Debug)]
pub struct Restored {
    /// Id of the key that the database needs now.
    pub key_id: String,
    /// True if that key lies beside the database, so that it can be opened as it is.
    pub key_lies_beside: bool,
    /// Path of the former database.
    pub kept: Option<PathBuf>,
}

/// Copy that was checked and lies beside the database, to be swapped with it. Dropped, it is gone, and the database is
/// as it was.
#[derive(Debug)]
pub struct PendingRestore {
    partial: Partial,
    database: PathBuf,
    key_id: String,
}

/// Checks a backup and copies it beside the database whose place it is to take.
pub async fn restore(database_url: &str, from: &Path) -> Result<PendingRestore, BackupError> {
    if !database_url.starts_with("sqlite:") {
        return Err(BackupError::NotEmbedded);
    }
    let options = SqliteConnectOptions::from_str(database_url).map_err(|_| BackupError::NotEmbedded)?;
    let database = options.get_filename().to_path_buf();
    if !from.is_file() {
        return Err(BackupError::NotABackup(from.to_path_buf()));
    }
    seal::check(from).await?;
    backup::inspect(from).await?;
    fs::create_dir_all(files::folder(&database))?;
    let mut partial = Partial::claim(&database)?.ok_or(BackupError::InUse)?;
    let (needed, free) = (fs::metadata(from)?.len() + SPARE, files::free_room(&database)?);
    if free < needed {
        return Err(BackupError::NoRoom { folder: files::folder(&database).to_path_buf(), needed, free });
    }
    io::copy(&mut fs::File::open(from)?, partial.file())?;
    partial.file().sync_all()?;
    // what a failing disk or a hand at the other file has done meanwhile
    seal::check(partial.path()).await?;
    seal::unseal(partial.path()).await?;
    // from here on no byte of it changes
    let key_id = backup::inspect(partial.path()).await?;
    Ok(PendingRestore { partial, database, key_id })
}

impl PendingRestore {
    /// Opens the copy for reading.
    pub async fn read(&self) -> Result<Tx, BackupError> {
        backup::read(self.partial.path()).await
    }

    /// Puts the copy in the database's place; the former database is left beside it.
    pub async fn swap(self) -> Result<Restored, BackupError> {
        let Self { partial, database, key_id } = self;
        let key = key_path(&database);
        let owner = [&database, &key].into_iter().find(|file| file.exists());
        files::give_to_owner_of(owner.map_or(files::folder(&database), PathBuf::as_path), partial.path());
        let former = hold(&database).await?;
        let is_whole = former.is_some();
        let swapped = put_in_place(partial, &database);
        if let Some(former) = former {
            former.close().await?;
        }
        let kept = swapped?;
        if let Some(kept) = kept.as_deref().filter(|_| is_whole)
            && let Err(error) = seal::seal(kept).await
        {
            // it is whole, only not a copy that can be put back the same way
            tracing::warn!("{} got no checksum: {error}", kept.display());
        }
        Ok(Restored { key_lies_beside: key_lies_beside(&database, &key_id), key_id, kept })
    }
}

fn key_lies_beside(database: &Path, key_id: &str) -> bool {
    fs::read_to_string(key_path(database))
        .ok()
        .and_then(|text| Key::from_hex(&text).ok())
        .is_some_and(|key| key.id() == key_id)
}

/// Folds the write-ahead log of the former database into its file and locks it. Both need the file for us alone, so
/// this tells whether a server is running. `None` where there is no database, or nothing that SQLite can read.
async fn hold(database: &Path) -> Result<Option<SqliteConnection>, BackupError> {
    // SQLite would take a file of anything else for a new database, and throw its log away
    if !is_sqlite(database)? {
        return Ok(None);
    }
    let folded = async {
        let mut connection = SqliteConnectOptions::new().filename(database).connect().await?;
        let mode: String = sqlx::query_scalar("pragma journal_mode = delete").fetch_one(&mut connection).await?;
        connection.execute("begin exclusive").await?;
        Ok((mode, connection))
    };
    match folded.await {
        Ok((mode, connection)) if mode == "delete" => Ok(Some(connection)),
        Ok(_) => Err(BackupError::InUse),
        Err(error) => match primary_code(&error) {
            // busy, locked
            Some(5 | 6) => Err(BackupError::InUse),
            // corrupt, not a database
            Some(11 | 26) => Ok(None),
            _ => Err(BackupError::Database(error)),
        },
    }
}

/// Tells by its first bytes whether there is a database of SQLite.
fn is_sqlite(file: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    match fs::File::open(file) {
        Ok(file) => file.take(MAGIC.len() as u64).read_to_end(&mut first)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(first == MAGIC)
}

/// Code of SQLite for the error, without the details in its higher bits.
fn primary_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse::<i32>().ok().map(|code| code & 0xff)
}

/// Gives the former database a second name, and then its own name to the copy. Undone when it fails.
fn put_in_place(partial: Partial, database: &Path) -> Result<Option<PathBuf>, BackupError> {
    let kept = (1..u32::MAX)
        .map(|number| beside(database, &format!(".before-restore-{number}")))
        .find(|kept| ["", "-wal", "-journal"].iter().all(|ending| !beside(kept, ending).exists()))
        .ok_or(BackupError::InUse)?;
    let mut moved = Vec::new();
    let swapped = set_aside(database, &kept, &mut moved).and_then(|()| partial.publish());
    if let Err(why) = swapped {
        let _ = fs::remove_file(&kept);
        let left = moved.into_iter().find(|(was, now)| fs::rename(now, was).is_err()).map(|(was, now)| (now, was));
        return Err(BackupError::NotSwapped { why, database: database.to_path_buf(), left });
    }
    files::sync_folder(database)?;
    Ok((kept.exists() || !moved.is_empty()).then_some(kept))
}

/// Saves the former database under a second name, with the logs that could not be folded into it: they must not be
/// taken for those of the new one.
fn set_aside(database: &Path, kept: &Path, moved: &mut Vec<(PathBuf, PathBuf)>) -> io::Result<()> {
    if database.exists() && fs::hard_link(database, kept).is_err() {
        // a disk that knows no second names
        fs::copy(database, kept)?;
        fs::File::open(kept)?.sync_all()?;
    }
    for ending in ["-wal", "-journal"] {
        let (from, to) = (beside(database, ending), beside(kept, ending));
        if from.exists() {
            fs::rename(&from, &to)?;
            moved.push((from, to));
        }
    }
    // the index of a write-ahead log, which is made anew from it
    match fs::remove_file(beside(database, "-shm")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => files::sync_folder(database),
    }
}
