//! The one thing that an import asks of the database itself; all else goes through the slices.

use crate::db::{Conn, Failure, Tx};

/// Any number that no other program takes a lock by.
const IMPORTS: i64 = 0x4d41_4d4e_0001;

/// Holds other imports back until the transaction ends: the same list at the same time would make each run and person
/// twice. SQLite has one writer at a time anyway.
pub(super) async fn lock(tx: &mut Tx) -> Result<(), Failure> {
    if let Conn::Postgres(connection) = tx.conn() {
        sqlx::query("select pg_advisory_xact_lock($1)").bind(IMPORTS).execute(&mut **connection).await?;
    }
    Ok(())
}
