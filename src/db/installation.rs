//! Row that says what this database is; there is only one.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{FromRow, QueryBuilder};

use super::{Failure, FiguresChange, Key, Tx, on_driver};
use crate::ground::{ids::SpecialistId, text_enum};

text_enum! {
    /// Reason for which a database holds invented people.
    pub enum Invented {
        /// Story that `serve --demo` tells.
        Demo = "demo",
        /// People made by `maman generate`, for measuring.
        Generated = "generated",
    }
}

/// Identity of this database.
#[derive(Debug, FromRow)]
pub struct Installation {
    pub created_at: DateTime<Utc>,
    pub key_id: String,
    invented: Option<String>,
    pub demo_since: Option<NaiveDate>,
    /// Version that goes up with every change that a figure may depend on.
    pub figures_version: i64,
}

impl Installation {
    /// Reason for which its people are invented; `None` for a centre's real database.
    pub fn invented(&self) -> Option<Invented> {
        self.invented.as_deref().and_then(|word| word.parse().ok())
    }

    /// Finds the installation's row, once the database has been used.
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

    /// Version of the centre's settings.
    pub async fn settings_version(tx: &mut Tx) -> Result<i64, Failure> {
        const SQL: &str = "select settings_version from installation where id = 1";
        Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
    }

    /// Raises that version, so that no server uses the settings that it remembers. Returns whether it was `from`.
    pub async fn raise_settings_version(tx: &mut Tx, from: i64) -> Result<bool, Failure> {
        const SQL: &str = "update installation set settings_version = settings_version + 1
            where id = 1 and settings_version = $1";
        let rows = on_driver!(tx, |c| sqlx::query(SQL).bind(from).execute(c).await.map(|done| done.rows_affected()))?;
        Ok(rows > 0)
    }

    /// Version of all the data that a figure may depend on.
    pub async fn figures_version(tx: &mut Tx) -> Result<i64, Failure> {
        const SQL: &str = "select figures_version from installation where id = 1";
        Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
    }

    /// Raises the version, so that no cached figure is used any more; locks the row until the transaction ends.
    pub async fn raise_figures_version(tx: &mut Tx) -> Result<i64, Failure> {
        const SQL: &str =
            "update installation set figures_version = figures_version + 1 where id = 1 returning figures_version";
        Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
    }

    /// Raises the version and writes down for whom: cached figures are updated by these people alone.
    pub async fn change_figures(tx: &mut Tx, change: FiguresChange) -> Result<(), Failure> {
        let version = Self::raise_figures_version(tx).await?;
        let people: Vec<Option<SpecialistId>> = match change {
            FiguresChange::Of(people) => people.into_iter().map(Some).collect(),
            FiguresChange::OfAnybody => vec![None],
        };
        on_driver!(tx, |c| {
            let mut query = QueryBuilder::new("insert into figures_changes (version, specialist_id) ");
            query.push_values(people, |mut row, person| {
                row.push_bind(version).push_bind(person);
            });
            query.build().execute(c).await.map(drop)
        })?;
        if version % 1_000 == 0 {
            Self::clear_figures_changes(tx, version).await?;
        }
        Ok(())
    }

    /// Tells whether the people are known for whom each version after `since` was raised, and are few enough to be read
    /// one by one.
    pub async fn are_figures_changes_known(tx: &mut Tx, since: i64, version: i64) -> Result<bool, Failure> {
        const MOST: i64 = 5_000;
        const SQL: &str =
            "select count(distinct version), count(*), count(specialist_id) from figures_changes where version > $1";
        let (versions, changes, people): (i64, i64, i64) =
            on_driver!(tx, |c| sqlx::query_as(SQL).bind(since).fetch_one(c).await)?;
        Ok(versions == version - since && changes == people && changes <= MOST)
    }

    /// Deletes changes that no server reads any more: one that is so far behind reads everything.
    async fn clear_figures_changes(tx: &mut Tx, version: i64) -> Result<(), Failure> {
        const KEPT: i64 = 5_000;
        const SQL: &str = "delete from figures_changes where version <= $1";
        on_driver!(tx, |c| sqlx::query(SQL).bind(version - KEPT).execute(c).await.map(drop))?;
        Ok(())
    }
}
