//! The two databases behind one door.
//!
//! `Ctx` carries who asks, the clock and the ids; `ctx.begin()` and `ctx.read()` are the only ways to a
//! transaction. A statement is written once and runs on both drivers through `on_driver!`.

mod backup;
mod ctx;
mod driver;
mod failure;
mod installation;
pub(crate) mod key;
mod migrate;
mod tx;

pub use backup::{BackupError, backup, restore};
pub use ctx::Ctx;
pub use driver::{Db, OpenError};
pub use failure::Failure;
pub use installation::{Installation, Invented};
pub use key::Key;
pub use migrate::{schema_version, tables};
pub(crate) use tx::on_driver;
pub use tx::{Change, Conn, FiguresChange, Tx};
