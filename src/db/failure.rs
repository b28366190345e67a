//! Failures between us and the database, and how they are reported.

use crate::ground::{AppError, Incident, ids::Ids};

/// Statement that did not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Row with this key is there already. SQLite names no constraint, so the statement's own code says which.
    #[error("a row like this is there already")]
    Taken(#[source] sqlx::Error),
    /// Row is forbidden by a rule of the table: a full run, say.
    #[error("a rule of the table forbids it")]
    Forbidden(#[source] sqlx::Error),
    /// Row that others refer to, or a reference to none: marks of a meeting that is to go, say.
    #[error("other rows refer to it")]
    Referenced(#[source] sqlx::Error),
    /// Database is locked, gone, out of connections or out of room; trying again may help.
    #[error("the database cannot be reached, is busy or has no room")]
    Unavailable(#[source] sqlx::Error),
    #[error("the statement failed")]
    Other(#[source] sqlx::Error),
    /// Stored bytes that this program cannot read.
    #[error("stored data cannot be read: {0}")]
    Unreadable(String),
    /// Transaction that was to be committed with nothing in the audit log.
    #[error("a change without a line in the audit log")]
    Untraced,
}

/// PostgreSQL's classes for "try again": connection, an idle transaction that it ended, resources (a full disk too),
/// intervention (a time limit too), a lock that did not come, serialization, deadlock.
const TRY_AGAIN: [&str; 7] = ["08", "25P03", "53", "57", "55P03", "40001", "40P01"];
/// SQLite's codes for "try again": busy, locked, a file that cannot be written or opened, a full disk.
const SQLITE_TRY_AGAIN: [i32; 5] = [5, 6, 10, 13, 14];

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default().into_owned();
                // extended codes keep the plain one in the low byte
                let busy =
                    code.parse::<i32>().is_ok_and(|code| code < 10_000 && SQLITE_TRY_AGAIN.contains(&(code & 0xff)));
                if database.is_unique_violation() {
                    Self::Taken(error)
                } else if database.is_foreign_key_violation() {
                    Self::Referenced(error)
                } else if database.is_check_violation() {
                    Self::Forbidden(error)
                } else if busy || TRY_AGAIN.iter().any(|class| code.len() == 5 && code.starts_with(class)) {
                    Self::Unavailable(error)
                } else {
                    Self::Other(error)
                }
            }
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed => {
                Self::Unavailable(error)
            }
            _ => Self::Other(error),
        }
    }
}

/// Turns a cause into an answer, here and nowhere else: it is logged once, with the number that the reader is given.
impl From<Failure> for AppError {
    fn from(failure: Failure) -> Self {
        let incident = Incident::from(u64::from_be_bytes(Ids::default().random()));
        let cause = std::error::Error::source(&failure).map(ToString::to_string);
        tracing::error!(%incident, cause, "{failure}");
        match failure {
            Failure::Unavailable(_) => Self::Unavailable,
            _ => Self::Bug(incident),
        }
    }
}
