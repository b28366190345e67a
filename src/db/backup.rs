//! A consistent copy of the embedded database while it serves, and putting one back.
//!
//! The key is not in the copy: who finds it learns no IIN from it. It is kept apart, under the id we print.

use std::{
    fs,
    path::{Path, PathBuf},
    str::FromStr,
};

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    Db, OpenError,
    driver::key_path,
    migrate::{self, APPLICATION_ID},
};

/// Why a backup was not made or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("this is for the embedded database; on PostgreSQL use pg_dump and pg_restore")]
    NotEmbedded,
    #[error("{} is there already; name a file that is not", .0.display())]
    Exists(PathBuf),
    #[error("{} is not a backup of Maman", .0.display())]
    NotABackup(PathBuf),
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    #[error("the backup is at version {found}, newer than this program knows ({known})")]
    Newer { found: i64, known: i64 },
    #[error("the database is in use; stop the server first")]
    InUse,
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("a file could not be read or written: {0}")]
    File(#[from] std::io::Error),
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
}

/// Copies the database to a new file, checks the copy, and returns the id of the key it needs.
pub async fn backup(db: &Db, to: &Path) -> Result<String, BackupError> {
    let writer = db.sqlite_writer().ok_or(BackupError::NotEmbedded)?;
    if to.exists() {
        return Err(BackupError::Exists(to.to_path_buf()));
    }
    // written under another name first: a copy that was cut short never looks like one
    let partial = PathBuf::from(format!("{}.partial", to.display()));
    if partial.exists() {
        fs::remove_file(&partial)?;
    }
    sqlx::query("vacuum into $1").bind(partial.display().to_string()).execute(writer).await?;
    let found = inspect(&partial).await?;
    fs::File::open(&partial)?.sync_all()?;
    fs::rename(&partial, to)?;
    Ok(found)
}

/// What putting a backup back came to.
#[derive(Debug)]
pub struct Restored {
    /// The id of the key that the database needs now.
    pub key_id: String,
    /// Whether that key lies beside the database, so that it can be opened as it is.
    pub key_lies_beside: bool,
    /// Where the database that stood there before lies now.
    pub kept: Option<PathBuf>,
}

/// Puts a backup in the database's place; what stood there is kept beside it.
pub async fn restore(database_url: &str, from: &Path) -> Result<Restored, BackupError> {
    let target = SqliteConnectOptions::from_str(database_url).map_err(|_| BackupError::NotEmbedded)?;
    let path = target.get_filename().to_path_buf();
    if !from.is_file() {
        return Err(BackupError::NotABackup(from.to_path_buf()));
    }
    let key_id = inspect(from).await?;
    let kept = if path.exists() { Some(set_aside(&path).await?) } else { None };
    // the log of a database that is gone must not be taken for this one's
    for leftover in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{leftover}", path.display()));
    }
    let partial = PathBuf::from(format!("{}.partial", path.display()));
    fs::copy(from, &partial)?;
    fs::File::open(&partial)?.sync_all()?;
    fs::rename(&partial, &path)?;
    Ok(Restored { key_lies_beside: key_lies_beside(&path, &key_id), key_id, kept })
}

fn key_lies_beside(database: &Path, key_id: &str) -> bool {
    fs::read_to_string(key_path(database))
        .ok()
        .and_then(|text| super::Key::from_hex(&text).ok())
        .is_some_and(|key| key.id() == key_id)
}

/// Leaving the write-ahead log needs the file to ourselves, so it tells whether a server is running.
async fn set_aside(path: &Path) -> Result<PathBuf, BackupError> {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await?;
    let mode: Result<String, _> = sqlx::query_scalar("pragma journal_mode = delete").fetch_one(&mut connection).await;
    connection.close().await?;
    match mode {
        Ok(mode) if mode == "delete" => {}
        Ok(_) | Err(_) => return Err(BackupError::InUse),
    }
    let kept = (1..10_000)
        .map(|number| PathBuf::from(format!("{}.before-restore-{number}", path.display())))
        .find(|candidate| !candidate.exists())
        .unwrap_or_else(|| path.with_extension("before-restore"));
    fs::rename(path, &kept)?;
    Ok(kept)
}

/// Checks that a file is a whole database of ours that this program can read, and returns its key's id.
async fn inspect(file: &Path) -> Result<String, BackupError> {
    let not_ours = || BackupError::NotABackup(file.to_path_buf());
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut connection: SqliteConnection = options.connect().await.map_err(|_| not_ours())?;
    let application: i32 =
        sqlx::query_scalar("pragma application_id").fetch_one(&mut connection).await.map_err(|_| not_ours())?;
    if application != APPLICATION_ID {
        return Err(not_ours());
    }
    let verdict: String = sqlx::query_scalar("pragma integrity_check(1)").fetch_one(&mut connection).await?;
    if verdict != "ok" {
        return Err(BackupError::Damaged(verdict));
    }
    let found: i64 =
        sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations").fetch_one(&mut connection).await?;
    let known = migrate::schema_version();
    if found > known {
        return Err(BackupError::Newer { found, known });
    }
    let key_id = sqlx::query_scalar("select key_id from installation where id = 1").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(key_id)
}
