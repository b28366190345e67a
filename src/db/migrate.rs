//! Migrations: bring a database to the shape that this program needs, and refuse one from the future.

use std::collections::BTreeMap;

use sqlx::{Connection, PgPool, SqliteConnection, SqlitePool, migrate::MigrateError};

use super::{Failure, OpenError, Tx, on_driver};

/// Number that the first migration writes to `pragma application_id` of our SQLite databases: "MAMN".
pub(super) const APPLICATION_ID: i32 = 1_296_125_262;

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// Makes the tables of a new database; of several programs that open it at once the others wait for the first.
#[expect(clippy::disallowed_methods, reason = "migrating is no attempt, and db itself begins it")]
pub(super) async fn sqlite(pool: &SqlitePool) -> Result<(), OpenError> {
    // a database that is up to date is only read, so that nobody waits for a writer to open it
    let mut connection = pool.acquire().await?;
    if !has_all(&mut connection).await? {
        let mut tx = connection.begin_with("begin immediate").await?;
        SQLITE.run(&mut *tx).await.map_err(named)?;
        tx.commit().await?;
    }
    SQLITE.run(&mut *connection).await.map_err(named)
}

async fn has_all(connection: &mut SqliteConnection) -> Result<bool, OpenError> {
    const TABLE: &str = "select count(*) from sqlite_master where name = '_sqlx_migrations'";
    const NEWEST: &str = "select coalesce(max(version), 0) from _sqlx_migrations where success";
    let tables: i64 = sqlx::query_scalar(TABLE).fetch_one(&mut *connection).await?;
    Ok(tables > 0 && sqlx::query_scalar::<_, i64>(NEWEST).fetch_one(connection).await? >= schema_version())
}

pub(super) async fn postgres(pool: &PgPool) -> Result<(), OpenError> {
    POSTGRES.run(pool).await.map_err(named)
}

/// Number of the newest migration that this program knows.
pub fn schema_version() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
}

fn named(error: MigrateError) -> OpenError {
    match error {
        MigrateError::VersionMissing(version) => OpenError::Newer { found: version, known: schema_version() },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => OpenError::from(error),
        other => OpenError::Migration(other.to_string()),
    }
}

/// Columns of every table as `table.column` with their kind and whether they may be empty, in words that are the same
/// for both databases; a test compares them.
pub async fn tables(tx: &mut Tx) -> Result<BTreeMap<String, String>, Failure> {
    const SQLITE: &str =
        "select m.name || '.' || p.name, p.type || case when p.\"notnull\" = 1 then ' not null' else '' end
        from sqlite_master m join pragma_table_info(m.name) p
        where m.type = 'table' and m.name not like 'sqlite%' and m.name not like '_sqlx%'";
    const POSTGRES: &str = "select table_name || '.' || column_name, data_type || case when is_nullable = 'NO' then ' not null' else '' end
        from information_schema.columns where table_schema = current_schema() and table_name not like '\\_sqlx%'";
    let sql = match tx.conn() {
        super::Conn::Sqlite(_) => SQLITE,
        super::Conn::Postgres(_) => POSTGRES,
    };
    let rows: Vec<(String, String)> = on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}
