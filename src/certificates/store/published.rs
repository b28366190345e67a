//! Certificates that are not what they were, by their places in the status lists.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::db::{Failure, Tx, on_driver};

/// Place of a certificate that was revoked or replaced.
#[derive(FromRow)]
pub(in crate::certificates) struct EndedRow {
    pub status_index: i64,
    pub revoked_on: Option<NaiveDate>,
}

/// Number of certificates that have a place.
pub(in crate::certificates) async fn count_places(tx: &mut Tx) -> Result<i64, Failure> {
    const SQL: &str = "select count(*) from credentials";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

/// Places of the certificates that were revoked or replaced by a day. No name is read, and so no permit is needed.
pub(in crate::certificates) async fn list_ended(tx: &mut Tx, day: NaiveDate) -> Result<Vec<EndedRow>, Failure> {
    const SQL: &str = "select p.status_index, c.revoked_on from credentials p
        join certificates c on c.id = p.certificate_id
        where c.revoked_on <= $1 or c.replaced_on <= $1 order by p.status_index";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(day).fetch_all(c).await)?)
}
