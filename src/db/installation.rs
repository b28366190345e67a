//! The one row that says what this database is.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{Failure, Key, Tx, on_driver};
use crate::ground::text_enum;

text_enum! {
    /// Why a database holds invented people.
    pub enum Invented {
        /// The story that `serve --demo` tells.
        Demo = "demo",
        /// Made by `maman generate`, for measuring.
        Generated = "generated",
    }
}

/// What this database is.
#[derive(Debug, FromRow)]
pub struct Installation {
    pub created_at: DateTime<Utc>,
    pub key_id: String,
    invented: Option<String>,
    pub demo_since: Option<NaiveDate>,
    /// Goes up with every change that a figure may depend on.
    pub figures_version: i64,
}

impl Installation {
    /// Why its people are invented; `None` is a centre's real database.
    pub fn invented(&self) -> Option<Invented> {
        self.invented.as_deref().and_then(|word| word.parse().ok())
    }

    /// The installation's row, once the database has been used.
    pub async fn find(tx: &mut Tx) -> Result<Option<Self>, Failure> {
        const SQL: &str =
            "select created_at, key_id, invented, demo_since, figures_version from installation where id = 1";
        Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_optional(c).await)?)
    }

    /// Writes the row at the first use.
    pub(super) async fn insert(tx: &mut Tx, key: &Key) -> Result<(), Failure> {
        const SQL: &str =
            "insert into installation (id, created_at, key_id) values (1, $1, $2) on conflict (id) do nothing";
        let at = tx.at();
        on_driver!(tx, |c| sqlx::query(SQL).bind(at).bind(key.id()).execute(c).await.map(drop))?;
        Ok(())
    }

    /// Marks the database as holding invented people, for ever.
    pub async fn mark_invented(tx: &mut Tx, why: Invented, since: NaiveDate) -> Result<(), Failure> {
        const SQL: &str = "update installation set invented = $1, demo_since = $2 where id = 1";
        on_driver!(tx, |c| sqlx::query(SQL).bind(why.as_str()).bind(since).execute(c).await.map(drop))?;
        Ok(())
    }

    /// The version of everything a figure may depend on.
    pub async fn figures_version(tx: &mut Tx) -> Result<i64, Failure> {
        const SQL: &str = "select figures_version from installation where id = 1";
        Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
    }

    /// Raises the version, so that no kept figure is used any more; holds the row until the transaction ends.
    pub async fn raise_figures_version(tx: &mut Tx) -> Result<(), Failure> {
        const SQL: &str = "update installation set figures_version = figures_version + 1 where id = 1";
        on_driver!(tx, |c| sqlx::query(SQL).execute(c).await.map(drop))?;
        Ok(())
    }
}
