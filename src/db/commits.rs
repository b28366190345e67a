//! Number of commits to the embedded database, told without a turn of another thread.
//!
//! `PRAGMA data_version` is a number that differs from one moment to another if another connection, of this program or of
//! any, has committed in between. It is asked on a connection of its own, where the request runs: it takes a few
//! microseconds, waits for nobody, and reads no table.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

/// Connection that is asked nothing else; `None` once it is closed. Cheap to clone.
#[derive(Clone)]
pub(super) struct Commits(Arc<Mutex<Option<Connection>>>);

impl Commits {
    pub(super) fn open(database: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(database, flags)?;
        // where a file is locked, as by a restore, whoever asks does not wait for it
        connection.busy_timeout(Duration::ZERO)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(Self(Arc::new(Mutex::new(Some(connection)))))
    }

    /// Number that stays the same for as long as nothing is committed; `None`: it cannot be told now.
    pub(super) fn number(&self) -> Option<i64> {
        let connection = self.connection();
        let mut statement = connection.as_ref()?.prepare_cached("pragma data_version").ok()?;
        statement.query_row([], |row| row.get(0)).ok()
    }

    /// Closes the connection: the last one of a database folds the write-ahead log into the file.
    pub(super) fn close(&self) {
        *self.connection() = None;
    }

    fn connection(&self) -> MutexGuard<'_, Option<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
