//! Consistent copy of the embedded database, made while it serves.
//!
//! The key is not in the copy: a finder learns no IIN from it. The key is stored apart, under the id we print.

use std::{
    io,
    path::{Path, PathBuf},
};

use sqlx::{
    ConnectOptions, Connection,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use super::{
    Conn, Db, Key, OpenError, Tx,
    files::{self, Partial},
    key::hex,
    migrate::{self, APPLICATION_ID},
    seal,
    tx::Embedded,
};
use crate::ground::{caller::Caller, clock::Clock, ids::Ids};

/// Reason for which a backup was not made or not put back.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("this is for the embedded database; on PostgreSQL use pg_dump and pg_restore")]
    NotEmbedded,
    #[error("{} is there already; name a file that is not", .0.display())]
    Exists(PathBuf),
    #[error("another backup is writing {} just now", .0.display())]
    BeingMade(PathBuf),
    #[error("{} was not made by the backup of Maman", .0.display())]
    NotABackup(PathBuf),
    #[error("{} is damaged, or was changed since it was made", .0.display())]
    Altered(PathBuf),
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    #[error("the backup is at version {found}, newer than this program knows ({known})")]
    Newer { found: i64, known: i64 },
    #[error("the database is in use; stop the server first")]
    InUse,
    #[error("the copy needs {needed} bytes in {}, and {free} are free", .folder.display())]
    NoRoom { folder: PathBuf, needed: u64, free: u64 },
    #[error("the copy was not put in place: {why}")]
    NotSwapped { why: io::Error, database: PathBuf, left: Option<(PathBuf, PathBuf)> },
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("a file could not be read or written: {0}")]
    File(#[from] io::Error),
    #[error("the database refused: {0}")]
    Database(#[from] sqlx::Error),
}

/// Copy that is written and checked, but has not got its name yet. Dropped, it is gone.
#[derive(Debug)]
pub struct PendingBackup {
    partial: Partial,
    to: PathBuf,
    key_id: String,
}

/// Copies the database to a file beside the one named, and checks the copy.
pub async fn backup(db: &Db, to: &Path) -> Result<PendingBackup, BackupError> {
    let writer = db.sqlite_writer().ok_or(BackupError::NotEmbedded)?;
    let partial = Partial::claim(to)?.ok_or_else(|| BackupError::BeingMade(to.to_path_buf()))?;
    // now nobody else can be about to publish a copy under this name
    if to.symlink_metadata().is_ok() {
        return Err(BackupError::Exists(to.to_path_buf()));
    }
    sqlx::query("vacuum into $1").bind(partial.path().display().to_string()).execute(writer).await?;
    seal::seal(partial.path()).await?;
    seal::check(partial.path()).await?;
    let key_id = inspect(partial.path()).await?;
    Ok(PendingBackup { partial, to: to.to_path_buf(), key_id })
}

impl PendingBackup {
    /// Opens the copy for reading.
    pub async fn read(&self) -> Result<Tx, BackupError> {
        read(self.partial.path()).await
    }

    /// Gives the copy its name, and returns the id of the key that it needs.
    pub fn publish(self) -> Result<String, BackupError> {
        self.partial.publish()?;
        files::sync_folder(&self.to)?;
        Ok(self.key_id)
    }
}

/// Begins a reading transaction in a copy that nobody writes.
#[expect(clippy::disallowed_methods, reason = "a copy is not behind the door: it is no open database")]
pub(super) async fn read(file: &Path) -> Result<Tx, BackupError> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    let ids = Ids::default();
    // nothing in a copy is decrypted before it is put back, so that any key will do
    let key = Key::from_hex(&hex(&ids.random::<32>()))?;
    Ok(Tx {
        conn: Conn::Sqlite(Embedded::Transaction(pool.begin().await?)),
        caller: Caller::Operator { name: "maman".to_owned() },
        at: Clock::System.now(),
        ids,
        key,
        origin: "".into(),
        changes: Vec::new(),
        figures_change: None,
    })
}

/// Checks that a file is a whole database of ours that this program can read, and returns its key's id.
pub(super) async fn inspect(file: &Path) -> Result<String, BackupError> {
    let not_ours = |_| BackupError::NotABackup(file.to_path_buf());
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut connection = options.connect().await.map_err(not_ours)?;
    let application: i32 =
        sqlx::query_scalar("pragma application_id").fetch_one(&mut connection).await.map_err(not_ours)?;
    if application != APPLICATION_ID {
        return Err(BackupError::NotABackup(file.to_path_buf()));
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
