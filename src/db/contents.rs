//! File at the path of an embedded database, before it is opened.

use std::path::Path;

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use super::{OpenError, migrate::APPLICATION_ID};

/// Kind of the file at the path of the database.
pub(super) enum Contents {
    Ours,
    Foreign,
    /// File is missing, is empty, or is a database in which nothing has been made yet.
    Nothing,
}

/// Reads the kind of a file, and only reads: a file of another program is left as it is.
pub(super) async fn contents(path: &Path, options: SqliteConnectOptions) -> Result<Contents, OpenError> {
    const MADE: &str = "select count(*) from sqlite_master where name not like '_sqlx%' and name not like 'sqlite%'";
    if std::fs::metadata(path).map_or(true, |file| file.len() == 0) {
        return Ok(Contents::Nothing);
    }
    let mut connection = options.read_only(true).connect().await?;
    // in this order: another program may make both between the two, and all at once
    let made: i64 = sqlx::query_scalar(MADE).fetch_one(&mut connection).await?;
    let application: i32 = sqlx::query_scalar("pragma application_id").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(match (made, application) {
        (0, _) => Contents::Nothing,
        (_, APPLICATION_ID) => Contents::Ours,
        _ => Contents::Foreign,
    })
}
