//! Lock of imports. All else that an import does in the database goes through the other rooms.

use crate::db::{Conn, Failure, Tx};

/// Number of the lock: any that no other program uses.
const IMPORTS: i64 = 0x4d41_4d4e_0001;

/// Holds other imports back until the transaction ends: the same list at the same time would make each run and person
/// twice. SQLite has one writer at a time anyway. The usual time limits do not hold for the wait, because an import may
/// take longer than anything else.
pub(super) async fn lock(tx: &mut Tx) -> Result<(), Failure> {
    const PATIENCE: &str = "select set_config('lock_timeout', $1, true), set_config('statement_timeout', $1, true)";
    if let Conn::Postgres(connection) = tx.conn() {
        sqlx::query(PATIENCE).bind("10min").execute(&mut **connection).await?;
        sqlx::query("select pg_advisory_xact_lock($1)").bind(IMPORTS).execute(&mut **connection).await?;
        sqlx::query("set local lock_timeout to default").execute(&mut **connection).await?;
        sqlx::query("set local statement_timeout to default").execute(&mut **connection).await?;
    }
    Ok(())
}
