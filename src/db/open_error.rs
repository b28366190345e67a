//! Reasons for which a database could not be opened.

use std::path::PathBuf;

use super::Failure;

/// Reason for which a database could not be opened: one line for the operator, exit code 1.
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
    #[error("there is no database at {}, but its key {} is there", .database.display(), .key.display())]
    DatabaseMissing { database: PathBuf, key: PathBuf },
    #[error("{} can only be read", .0.display())]
    ReadOnly(PathBuf),
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
