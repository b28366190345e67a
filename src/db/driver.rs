//! Opening the two databases, with everything that differs between them side by side.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{Ctx, Failure, Installation, Key, migrate, migrate::APPLICATION_ID, tx::Conn};

/// How long a statement waits for another writer before it gives up.
const BUSY: Duration = Duration::from_secs(5);

/// A database that is open, migrated and fits its key.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    key: Key,
}

#[derive(Clone)]
enum Pools {
    /// One writer, several readers; `path` is the file.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        path: PathBuf,
    },
    Postgres(PgPool),
}

/// Why a database could not be opened: one line for the operator, exit code 1.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the address of the database must begin with sqlite: or postgres:")]
    UnknownScheme,
    #[error("the database is at version {found}, newer than this program knows ({known}): use the newer program")]
    Newer { found: i64, known: i64 },
    #[error("the database is locked by another program; stop it, or wait until it has finished")]
    Locked,
    #[error("the file is not a database of Maman")]
    NotOurs,
    #[error("the database could not be opened: {0}")]
    Unopened(String),
    #[error("the database could not be brought up to date: {0}")]
    Migration(String),
    #[error("the key file {path} is missing: put back the one that was made with this database")]
    KeyMissing { path: String },
    #[error("the key must be 64 hexadecimal digits")]
    KeyMalformed,
    #[error(
        "on PostgreSQL the key must be given in MAMAN_KEY (64 hexadecimal digits, such as `openssl rand -hex 32` makes)"
    )]
    KeyNotGiven,
    #[error("this database needs the key {needed}, and was given {given}")]
    KeyWrong { needed: String, given: String },
    #[error(transparent)]
    Failed(#[from] Failure),
    #[error("a file could not be read or written: {0}")]
    File(#[from] std::io::Error),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            match database.code().as_deref() {
                Some("5" | "6" | "261" | "517") => return Self::Locked,
                Some("26") => return Self::NotOurs,
                _ => {}
            }
        }
        Self::Unopened(error.to_string())
    }
}

impl Db {
    /// Opens the database, creates it where there is none (SQLite), migrates it, and checks the key.
    pub async fn open(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        let db = if url.starts_with("sqlite:") {
            Self::open_sqlite(url, key).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::open_postgres(url, key).await?
        } else {
            return Err(OpenError::UnknownScheme);
        };
        db.check_key().await?;
        Ok(db)
    }

    async fn open_sqlite(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::from_str(url)?;
        let path = options.get_filename().to_path_buf();
        // an empty file is one that nobody has used yet
        let fresh = std::fs::metadata(&path).map_or(true, |file| file.len() == 0);
        if let Some(folder) = path.parent().filter(|_| fresh) {
            std::fs::create_dir_all(folder)?;
        }
        if !fresh && !is_ours_or_empty(options.clone().busy_timeout(BUSY)).await? {
            return Err(OpenError::NotOurs);
        }
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .optimize_on_close(true, None)
            .pragma("cache_size", "-16000")
            // what is erased is overwritten in the file, not only left out of it
            .pragma("secure_delete", "on");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(2 * BUSY)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        migrate::sqlite(&write).await?;
        let key = if let Some(text) = key {
            Key::from_hex(text)?
        } else {
            // a first start that was cut short has encrypted nothing yet, so the next one may make the key
            let used: i64 = sqlx::query_scalar("select count(*) from installation").fetch_one(&write).await?;
            Key::from_file(&key_path(&path), used == 0)?
        };
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(2 * BUSY)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self { pools: Pools::Sqlite { write, read, path }, key })
    }

    async fn open_postgres(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        let key = Key::from_hex(key.ok_or(OpenError::KeyNotGiven)?)?;
        let options = PgConnectOptions::from_str(url)?.application_name("maman");
        // a pool would try for seconds and then say only that it gave up; one connection says why
        options.connect().await?.close().await?;
        let pool = PgPoolOptions::new().max_connections(10).acquire_timeout(BUSY).connect_with(options).await?;
        migrate::postgres(&pool).await?;
        Ok(Self { pools: Pools::Postgres(pool), key })
    }

    /// Another key than the one the data was encrypted with must not write a single row.
    async fn check_key(&self) -> Result<(), OpenError> {
        let ctx = Ctx::operator(self.clone(), "maman");
        let found = Installation::find(&mut ctx.read().await?).await?;
        match found {
            Some(installation) if installation.key_id != self.key.id() => {
                Err(OpenError::KeyWrong { needed: installation.key_id, given: self.key.id().to_owned() })
            }
            Some(_) => Ok(()),
            None => {
                let mut tx = ctx.begin().await?;
                Installation::insert(&mut tx, &self.key).await?;
                Ok(tx.finish().await?)
            }
        }
    }

    pub fn key(&self) -> &Key {
        &self.key
    }

    /// The file of an embedded database.
    pub fn sqlite_path(&self) -> Option<&std::path::Path> {
        match &self.pools {
            Pools::Sqlite { path, .. } => Some(path),
            Pools::Postgres(_) => None,
        }
    }

    /// On SQLite the write lock is taken at once: a transaction that begins by reading and then writes
    /// would fail without waiting when another has written in between.
    #[expect(clippy::disallowed_methods, reason = "this is the door that the others go through")]
    pub(super) async fn begin_write(&self) -> Result<Conn, Failure> {
        Ok(match &self.pools {
            Pools::Sqlite { write, .. } => Conn::Sqlite(write.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => Conn::Postgres(pool.begin().await?),
        })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door that the others go through")]
    pub(super) async fn begin_read(&self) -> Result<Conn, Failure> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Conn::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                Conn::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }

    /// Closes every connection; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    pub(super) fn sqlite_writer(&self) -> Option<&SqlitePool> {
        match &self.pools {
            Pools::Sqlite { write, .. } => Some(write),
            Pools::Postgres(_) => None,
        }
    }
}

/// Whether a file is a database of ours, or one in which nothing has been made yet. Only reads: what belongs to
/// another program is left as it is.
async fn is_ours_or_empty(options: SqliteConnectOptions) -> Result<bool, OpenError> {
    const MADE: &str = "select count(*) from sqlite_master where name not like '_sqlx%' and name not like 'sqlite%'";
    let mut connection = options.read_only(true).connect().await?;
    let application: i32 = sqlx::query_scalar("pragma application_id").fetch_one(&mut connection).await?;
    let made: i64 = sqlx::query_scalar(MADE).fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(application == APPLICATION_ID || made == 0)
}

/// Where the key of an embedded database lies.
pub(super) fn key_path(database: &std::path::Path) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(".key");
    path.into()
}
