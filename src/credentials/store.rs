//! Tables `signing_keys` and `achievements`.

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::{
    facts::Achievement,
    policy::CanRotate,
    published_key::{Algorithm, PublishedKey},
};
use crate::db::{Failure, Tx, on_driver};

#[derive(FromRow)]
struct KeyRow {
    id: String,
    algorithm: String,
    public_jwk: String,
    created_at: DateTime<Utc>,
    retired_at: Option<DateTime<Utc>>,
}

impl TryFrom<KeyRow> for PublishedKey {
    type Error = Failure;

    fn try_from(row: KeyRow) -> Result<Self, Failure> {
        let unreadable = || Failure::Unreadable(format!("signing key {}", row.id));
        Ok(Self {
            algorithm: row.algorithm.parse().map_err(|_| unreadable())?,
            jwk: serde_json::from_str(&row.public_jwk).map_err(|_| unreadable())?,
            id: row.id,
            created_at: row.created_at,
            retired_at: row.retired_at,
        })
    }
}

/// Public keys, the newest first.
pub(super) async fn list_keys(tx: &mut Tx) -> Result<Vec<PublishedKey>, Failure> {
    const SQL: &str = "select id, algorithm, public_jwk, created_at, retired_at from signing_keys \
        order by retired_at is not null, created_at desc, algorithm, id";
    let rows: Vec<KeyRow> = on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?;
    rows.into_iter().map(PublishedKey::try_from).collect()
}

/// Sealed private half of the key that signs by this algorithm now.
pub(super) async fn find_current(tx: &mut Tx, algorithm: Algorithm) -> Result<Option<Vec<u8>>, Failure> {
    const SQL: &str = "select sealed_private from signing_keys where algorithm = $1 and retired_at is null";
    let algorithm = algorithm.as_str();
    let row: Option<Option<Vec<u8>>> =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(algorithm).fetch_optional(c).await)?;
    Ok(row.flatten())
}

/// Adds a key, unless another one signs by its algorithm. Returns whether it did.
pub(super) async fn insert_key(tx: &mut Tx, key: &PublishedKey, sealed: &[u8]) -> Result<bool, Failure> {
    const SQL: &str = "insert into signing_keys (id, algorithm, public_jwk, sealed_private, created_at) \
        values ($1, $2, $3, $4, $5) on conflict do nothing";
    let (algorithm, jwk, at) = (key.algorithm.as_str(), key.jwk.to_string(), key.created_at);
    let count = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(&key.id)
        .bind(algorithm)
        .bind(jwk)
        .bind(sealed)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(count > 0)
}

/// Retires the key that signs by this algorithm, and erases its private half. Returns its id.
pub(super) async fn retire(tx: &mut Tx, _permit: &CanRotate, algorithm: Algorithm) -> Result<Option<String>, Failure> {
    const SQL: &str = "update signing_keys set retired_at = $2, sealed_private = null \
        where algorithm = $1 and retired_at is null returning id";
    let (algorithm, at) = (algorithm.as_str(), tx.at());
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(algorithm).bind(at).fetch_optional(c).await)?)
}

/// Publishes an achievement, unless it is published already.
pub(super) async fn insert_achievement(tx: &mut Tx, achievement: &Achievement) -> Result<(), Failure> {
    const SQL: &str =
        "insert into achievements (key, document, published_at) values ($1, $2, $3) on conflict do nothing";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(SQL)
        .bind(&achievement.key)
        .bind(&achievement.document)
        .bind(at)
        .execute(c)
        .await
        .map(drop))?;
    Ok(())
}

pub(super) async fn find_achievement(tx: &mut Tx, key: &str) -> Result<Option<String>, Failure> {
    const SQL: &str = "select document from achievements where key = $1";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(key).fetch_optional(c).await)?)
}
