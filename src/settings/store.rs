//! Table `settings`: a row for each change of a setting. Rows are added and never changed.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;

use super::{
    model::{Centre, Setting},
    policy::CanSet,
};
use crate::db::{Failure, Tx, on_driver};

#[derive(FromRow)]
struct SettingRow {
    key: String,
    value: String,
    version: i64,
}

/// Latest row of each setting among those that fit.
macro_rules! latest {
    ($among:literal) => {
        concat!(
            "select s.key, s.value, s.version from settings s where s.version = \
             (select max(t.version) from settings t where t.key = s.key",
            $among,
            ")"
        )
    };
}

fn centre(rows: Vec<SettingRow>) -> Result<Centre, Failure> {
    let version = rows.iter().map(|row| row.version).max().unwrap_or_default();
    let values = rows.into_iter().map(|row| {
        let setting: Setting = row.key.parse().map_err(|_| Failure::Unreadable(format!("setting {}", row.key)))?;
        Ok((setting, row.value))
    });
    Ok(Centre::new(version, values.collect::<Result<Vec<_>, Failure>>()?))
}

pub(super) async fn find(tx: &mut Tx) -> Result<Centre, Failure> {
    const SQL: &str = latest!("");
    centre(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}

/// Settings at the end of a day.
pub(super) async fn find_on(tx: &mut Tx, day: NaiveDate) -> Result<Centre, Failure> {
    const SQL: &str = latest!(" and t.from_on <= $1");
    centre(on_driver!(tx, |c| sqlx::query_as(SQL).bind(day).fetch_all(c).await)?)
}

/// Settings after the change of this number.
pub(super) async fn find_version(tx: &mut Tx, version: i64) -> Result<Centre, Failure> {
    const SQL: &str = latest!(" and t.version <= $1");
    centre(on_driver!(tx, |c| sqlx::query_as(SQL).bind(version).fetch_all(c).await)?)
}

/// Settings as pages showed them at an instant.
pub(super) async fn find_at(tx: &mut Tx, at: DateTime<Utc>) -> Result<Centre, Failure> {
    const SQL: &str = latest!(" and t.recorded_at <= $1");
    centre(on_driver!(tx, |c| sqlx::query_as(SQL).bind(at).fetch_all(c).await)?)
}

/// Adds a row that holds from today.
pub(super) async fn insert(
    tx: &mut Tx,
    _permit: &CanSet,
    version: i64,
    (setting, value): (Setting, &str),
) -> Result<(), Failure> {
    const SQL: &str = "insert into settings (key, version, value, from_on, recorded_at) values ($1, $2, $3, $4, $5)";
    let (today, at) = (tx.today(), tx.at());
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(setting.as_str())
        .bind(version)
        .bind(value)
        .bind(today)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}
