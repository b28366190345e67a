//! Access to the two databases through one interface.
//!
//! `Ctx` carries the caller, the clock and the ids; `ctx.begin()` and `ctx.read()` are the only ways to a transaction, and
//! `ctx.autocommit()` to a single statement that reads.
//! A statement is written once and runs on both drivers through `on_driver!`.

mod backup;
mod commits;
mod contents;
mod ctx;
mod driver;
mod erasure;
mod failure;
mod files;
mod installation;
pub(crate) mod key;
mod migrate;
mod open_error;
mod portion;
mod restore;
mod seal;
pub(crate) mod sql;
mod tx;

pub use backup::{BackupError, PendingBackup, backup};
pub use ctx::Ctx;
pub use driver::Db;
pub use failure::Failure;
pub use installation::{Installation, Invented};
pub use key::Key;
pub use migrate::{schema_version, tables};
pub use open_error::OpenError;
pub use portion::PORTION;
pub use restore::{PendingRestore, Restored, restore};
pub(crate) use sql::{sql, sql_words};
pub(crate) use tx::on_driver;
pub use tx::{Change, Conn, FiguresChange, Tx};
