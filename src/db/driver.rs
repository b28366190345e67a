//! Opening of the two databases, with everything that differs between them side by side.

use std::{path::PathBuf, str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection, PgPool, Row, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::time::timeout;

use super::{
    Ctx, Failure, Installation, Key, OpenError,
    commits::Commits,
    contents::{Contents, contents},
    files, migrate,
    tx::{Conn, Embedded},
};

/// Longest wait of a reader for a connection, and of SQLite's readers for a file that another program has locked.
const BUSY: Duration = Duration::from_secs(5);
/// Longest wait of a writer for its turn, be it behind writers of this program or, on SQLite, of another, such as the
/// import of a long list; a request is given up a little later.
const WRITER_TURN: Duration = Duration::from_secs(15);
/// Longest wait for the database's answer when its readiness is checked.
const PROBE: Duration = Duration::from_secs(1);
/// Rows that SQLite's thread reads ahead of whoever asked for them.
const ROW_BUFFER: usize = 1_000;
/// Pages that a connection to SQLite keeps: at most 4 MB. There are seven of them, and the system keeps the file's pages
/// for all.
const SQLITE_CACHE: &str = "-4000";
/// Largest number of writers at once on PostgreSQL; the next wait in order. Writers of one run wait for each other
/// anyway.
const POSTGRES_WRITERS: u32 = 6;
const POSTGRES_READERS: u32 = 8;

/// Database that is open, migrated and fits its key.
#[derive(Clone)]
pub struct Db {
    pools: Pools,
    key: Key,
}

#[derive(Clone)]
enum Pools {
    /// Embedded database: one writer, several readers, those who read one statement, and the number of commits; `path` is
    /// the file.
    Sqlite { write: SqlitePool, read: SqlitePool, autocommit: SqlitePool, commits: Commits, path: PathBuf },
    /// Pools, three of them, so that no reader waits for the writers, and the check of readiness for neither.
    Postgres { write: PgPool, read: PgPool, probe: PgPool },
}

impl Db {
    /// Opens the database, creates it at the first start (SQLite), migrates it, and checks the key. Where there is a
    /// key's file, there was a database too: no new one is made in its place.
    pub async fn open(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        Self::open_or_create(url, key, false).await
    }

    /// Opens the database, and creates one under a key that is there already.
    pub async fn create(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        Self::open_or_create(url, key, true).await
    }

    async fn open_or_create(url: &str, key: Option<&str>, is_new_wanted: bool) -> Result<Self, OpenError> {
        let db = if url.starts_with("sqlite:") {
            Self::open_sqlite(url, key, is_new_wanted).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Self::open_postgres(url, key).await?
        } else {
            return Err(OpenError::UnknownScheme);
        };
        db.check_key().await?;
        Ok(db)
    }

    async fn open_sqlite(url: &str, key: Option<&str>, is_new_wanted: bool) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::from_str(url)?;
        let path = options.get_filename().to_path_buf();
        let key_file = key_path(&path);
        // looked at first: another program may be at its first start just now, and makes its key last
        let was_here = key_file.exists();
        match contents(&path, options.clone().busy_timeout(BUSY)).await? {
            Contents::Ours if !files::is_writable(&path) => return Err(OpenError::ReadOnly(path)),
            Contents::Ours => {}
            Contents::Foreign => return Err(OpenError::NotOurs),
            // a disk that is not mounted, a restore that went wrong: an empty registry would hide it
            Contents::Nothing if was_here && !is_new_wanted => {
                return Err(OpenError::DatabaseMissing { database: path, key: key_file });
            }
            Contents::Nothing => std::fs::create_dir_all(files::folder(&path))?,
        }
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("cache_size", SQLITE_CACHE)
            // what is erased is overwritten in the file, not only left out of it
            .pragma("secure_delete", "on")
            // long lists are read with fewer turns between the threads
            .row_buffer_size(ROW_BUFFER);
        let write = sqlite_at_rest(SqlitePoolOptions::new())
            .max_connections(1)
            .acquire_timeout(WRITER_TURN)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().busy_timeout(WRITER_TURN))
            .await?;
        migrate::sqlite(&write).await?;
        let key = if let Some(text) = key {
            Key::from_hex(text)?
        } else {
            // a first start that was cut short has encrypted nothing yet, so the next one may make the key
            let used: i64 = sqlx::query_scalar("select count(*) from installation").fetch_one(&write).await?;
            Key::from_file(&key_file, used == 0)?
        };
        files::narrow(&path, &key_file);
        let read = sqlite_at_rest(SqlitePoolOptions::new())
            .max_connections(4)
            .acquire_timeout(BUSY)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().pragma("query_only", "on"))
            .await?;
        // no transaction is ever open on these, so there is nothing to see to before or after
        let autocommit = SqlitePoolOptions::new()
            .max_connections(2)
            .acquire_timeout(BUSY)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_lazy_with(options.pragma("query_only", "on"));
        let commits = Commits::open(&path).map_err(|error| OpenError::Unopened(error.to_string()))?;
        Ok(Self { pools: Pools::Sqlite { write, read, autocommit, commits, path }, key })
    }

    async fn open_postgres(url: &str, key: Option<&str>) -> Result<Self, OpenError> {
        let key = Key::from_hex(key.ok_or(OpenError::KeyNotGiven)?)?;
        let options = PgConnectOptions::from_str(url)?.application_name("maman");
        // a pool would try for seconds and then say only that it gave up; one connection says why
        options.connect().await?.close().await?;
        let pool = |connections, patience| {
            postgres_at_rest(PgPoolOptions::new()).max_connections(connections).acquire_timeout(patience)
        };
        // bringing a large database up to date may take longer than any statement of a request
        let unlimited = pool(1, BUSY).connect_with(options.clone()).await?;
        migrate::postgres(&unlimited).await?;
        unlimited.close().await;
        let options = options.options(POSTGRES_LIMITS);
        let write = pool(POSTGRES_WRITERS, WRITER_TURN).connect_with(options.clone()).await?;
        let read = pool(POSTGRES_READERS, BUSY).connect_lazy_with(options.clone());
        let probe = pool(1, PROBE).connect_lazy_with(options);
        Ok(Self { pools: Pools::Postgres { write, read, probe }, key })
    }

    /// Checks the key: one that the data was not encrypted with must not write a single row.
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

    /// File of an embedded database.
    pub fn sqlite_path(&self) -> Option<&std::path::Path> {
        match &self.pools {
            Pools::Sqlite { path, .. } => Some(path),
            Pools::Postgres { .. } => None,
        }
    }

    /// Number that stays the same for as long as nothing is committed by anybody, told at once; `None`: only a statement
    /// can tell, as on PostgreSQL.
    pub fn commits(&self) -> Option<i64> {
        match &self.pools {
            Pools::Sqlite { commits, .. } => commits.number(),
            Pools::Postgres { .. } => None,
        }
    }

    /// Begins a transaction that writes. On SQLite the write lock is taken at once: a transaction that begins by
    /// reading and then writes would fail without waiting when another has written in between.
    #[expect(clippy::disallowed_methods, reason = "this is the door that the others go through")]
    pub(super) async fn begin_write(&self) -> Result<Conn, Failure> {
        Ok(match &self.pools {
            Pools::Sqlite { write, .. } => {
                Conn::Sqlite(Embedded::Transaction(write.begin_with("begin immediate").await?))
            }
            Pools::Postgres { write, .. } => Conn::Postgres(write.begin().await?),
        })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door that the others go through")]
    pub(super) async fn begin_read(&self) -> Result<Conn, Failure> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => Conn::Sqlite(Embedded::Transaction(read.begin().await?)),
            Pools::Postgres { read, .. } => {
                Conn::Postgres(read.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }

    #[expect(clippy::disallowed_methods, reason = "this is the door that the others go through")]
    pub(super) async fn begin_autocommit(&self) -> Result<Conn, Failure> {
        match &self.pools {
            Pools::Sqlite { autocommit, .. } => Ok(Conn::Sqlite(Embedded::Autocommit(autocommit.acquire().await?))),
            Pools::Postgres { .. } => self.begin_read().await,
        }
    }

    /// Checks that the database answers and lets us write; nothing is changed.
    ///
    /// A writer at work is no fault, nor is a file that another program locks for a moment.
    pub async fn probe(&self) -> Result<(), Failure> {
        const ALIVE: &str = "select count(*) from installation";
        match &self.pools {
            Pools::Sqlite { write, read, .. } => {
                sqlx::query(ALIVE).execute(read).await?;
                // no turn in time: the writer is at work
                if let Ok(begun) = timeout(PROBE, write.begin_with("begin immediate")).await {
                    begun?.rollback().await?;
                }
                Ok(())
            }
            Pools::Postgres { probe, .. } => {
                // a standby refuses this
                let mut tx = probe.begin_with("begin read write").await?;
                sqlx::query(ALIVE).execute(&mut *tx).await?;
                Ok(tx.rollback().await?)
            }
        }
    }

    /// Closes every connection; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read, autocommit, commits, .. } => {
                commits.close();
                autocommit.close().await;
                read.close().await;
                write.close().await;
            }
            Pools::Postgres { write, read, probe } => {
                probe.close().await;
                read.close().await;
                write.close().await;
            }
        }
    }

    pub(super) fn sqlite_writer(&self) -> Option<&SqlitePool> {
        match &self.pools {
            Pools::Sqlite { write, .. } => Some(write),
            Pools::Postgres { .. } => None,
        }
    }
}

/// Limits of every connection to PostgreSQL, in milliseconds: a lock that is held at a prompt, a statement that never
/// ends and a transaction that nobody goes on with stop one request, not the site.
const POSTGRES_LIMITS: [(&str, &str); 3] =
    [("lock_timeout", "15000"), ("statement_timeout", "30000"), ("idle_in_transaction_session_timeout", "60000")];

/// Lets a connection back into its pool only if no transaction is open on it; before it is taken nothing is looked at.
///
/// SQLite ends a transaction by itself when the disk is full or a file cannot be written; sqlx still counts it as open,
/// and every later one on that connection would be refused.
fn sqlite_at_rest(options: SqlitePoolOptions) -> SqlitePoolOptions {
    options.test_before_acquire(false).after_release(|connection, _| {
        Box::pin(async move {
            // a rollback that was requested is done before the answer comes
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Makes sure on PostgreSQL that no transaction is open; only the server itself can tell. A request that is cut off
/// while a transaction begins leaves one open that sqlx does not know of.
fn postgres_at_rest(options: PgPoolOptions) -> PgPoolOptions {
    // outside of a transaction a statement is one by itself, and both begin at once
    const AT_REST: &str = "select now() = statement_timestamp()";
    options.after_release(|connection, _| {
        Box::pin(async move {
            let row = sqlx::raw_sql(AT_REST).fetch_one(&mut *connection).await?;
            Ok(row.try_get(0)? && !connection.is_in_transaction())
        })
    })
}

/// Path of the key of an embedded database.
pub(super) fn key_path(database: &std::path::Path) -> PathBuf {
    files::beside(database, ".key")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestDatabase, context};

    #[tokio::test]
    #[expect(clippy::disallowed_methods, reason = "a transaction that no door has opened")]
    async fn a_transaction_that_nobody_knows_of_ends_with_its_connection_on_postgres() {
        const OPEN: &str = "select count(*) from pg_stat_activity
            where datname = current_database() and state = 'idle in transaction'";
        let Some(database) = TestDatabase::postgres().await else {
            eprintln!("skipped: TEST_POSTGRES_URL is not set");
            return;
        };
        let db = context(&database).await.db;
        let Pools::Postgres { write, probe, .. } = &db.pools else { panic!("PostgreSQL was asked for") };
        let mut connection = write.acquire().await.unwrap();
        // state of a connection whose request was cut off while the transaction began
        sqlx::raw_sql("begin").execute(&mut *connection).await.unwrap();
        let open = || async { sqlx::query_scalar::<_, i64>(OPEN).fetch_one(probe).await.unwrap() };
        assert_eq!(open().await, 1);
        drop(connection);
        timeout(Duration::from_secs(20), async {
            while open().await > 0 {
                tokio::task::yield_now().await;
            }
        })
        .await
        .expect("no transaction stays open");
        db.close().await;
        database.remove().await;
    }
}
