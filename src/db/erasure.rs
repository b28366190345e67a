//! Erasing from SQLite's write-ahead log as well.
//!
//! The log holds pages as they were before, until it is folded into the file and emptied; with few changes that may
//! take days. On PostgreSQL this is the work of `vacuum` and of the server's own log.

use std::time::Duration;

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use tokio::{task::JoinHandle, time::sleep};

use super::{Db, Failure};

/// Longest wait for readers before the log is emptied; writers wait as long.
const PATIENCE: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_secs(1);

impl Db {
    /// Folds the write-ahead log into the file and empties it. `false` while a reader still has an earlier state open.
    pub async fn empty_log(&self) -> Result<bool, Failure> {
        let Some(path) = self.sqlite_path() else { return Ok(true) };
        // a connection of its own, which waits less than the others
        let options = SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE);
        let mut connection = options.connect().await?;
        let (busy, ..): (i64, i64, i64) =
            sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok(busy == 0)
    }

    /// Refreshes SQLite's statistics of its tables, by which it finds the way to a row. Done now and then and not at
    /// each close, for it writes, and a command that only reads would wait for another program's import. PostgreSQL
    /// does it by itself.
    pub async fn refresh_statistics(&self) -> Result<(), Failure> {
        let Some(writer) = self.sqlite_writer() else { return Ok(()) };
        sqlx::query("pragma optimize").execute(writer).await?;
        Ok(())
    }

    /// Empties the log, and goes on trying while there are readers; that attempt can be waited for.
    pub async fn forget(&self) -> Option<JoinHandle<()>> {
        if self.is_emptied().await {
            return None;
        }
        let db = self.clone();
        Some(tokio::spawn(async move {
            while !db.is_emptied().await {
                sleep(PAUSE).await;
            }
        }))
    }

    async fn is_emptied(&self) -> bool {
        self.empty_log().await.unwrap_or_else(|failure| {
            tracing::warn!("the write-ahead log could not be emptied: {failure}");
            false
        })
    }
}
