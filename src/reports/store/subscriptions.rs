//! Subscriptions to views: who is written to about which view, and what they were told last.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::AccountId,
    reports::{
        model::{Every, Subscription, Told},
        policy::CanSubscribe,
    },
};

#[derive(FromRow)]
struct SubscriptionRow {
    id: Uuid,
    account_id: AccountId,
    view: String,
    #[sqlx(try_from = "String")]
    every: Every,
    told_as_of: NaiveDate,
    told_known_at: DateTime<Utc>,
}

impl From<SubscriptionRow> for Subscription {
    fn from(row: SubscriptionRow) -> Self {
        Self {
            id: row.id,
            account: row.account_id,
            view: row.view,
            every: row.every,
            told: Told { as_of: row.told_as_of, known_at: row.told_known_at },
        }
    }
}

/// Lists the subscriptions of an account, the earliest first.
pub(crate) async fn list_of(tx: &mut Tx, permit: &CanSubscribe) -> Result<Vec<Subscription>, Failure> {
    const SQL: &str = "select id, account_id, view, every, told_as_of, told_known_at from subscriptions
        where account_id = $1 order by id";
    let rows: Vec<SubscriptionRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(permit.account()).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Subscription::from).collect())
}

/// Lists all subscriptions that were last told of a day before one.
pub(crate) async fn list_told_before(tx: &mut Tx, day: NaiveDate) -> Result<Vec<Subscription>, Failure> {
    const SQL: &str = "select id, account_id, view, every, told_as_of, told_known_at from subscriptions
        where told_as_of < $1 order by id";
    let rows: Vec<SubscriptionRow> = on_driver!(tx, |c| sqlx::query_as(SQL).bind(day).fetch_all(c).await)?;
    Ok(rows.into_iter().map(Subscription::from).collect())
}

/// Adds a subscription. One to the same view is left as it is; returns whether it is new.
pub(crate) async fn insert(
    tx: &mut Tx,
    permit: &CanSubscribe,
    id: Uuid,
    (view, every): (&str, Every),
    told: Told,
) -> Result<bool, Failure> {
    const SQL: &str = "insert into subscriptions (id, account_id, view, every, told_as_of, told_known_at)
        values ($1, $2, $3, $4, $5, $6) on conflict (account_id, view) do nothing";
    let added = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(permit.account())
        .bind(view)
        .bind(every.as_str())
        .bind(told.as_of)
        .bind(told.known_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(added == 1)
}

/// Deletes a subscription of the account; returns whether there was one.
pub(crate) async fn delete(tx: &mut Tx, permit: &CanSubscribe, id: Uuid) -> Result<bool, Failure> {
    const SQL: &str = "delete from subscriptions where id = $1 and account_id = $2";
    let gone = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(id)
        .bind(permit.account())
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}

/// Records what the subscriber was told. `Ok(false)`: another server did it at the same time.
pub(crate) async fn update_told(tx: &mut Tx, before: &Subscription, told: Told) -> Result<bool, Failure> {
    const SQL: &str = "update subscriptions set told_as_of = $3, told_known_at = $4
        where id = $1 and told_as_of = $2";
    let changed = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(before.id)
        .bind(before.told.as_of)
        .bind(told.as_of)
        .bind(told.known_at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(changed == 1)
}
