//! Queries that an invented registry needs and no slice offers.

use chrono::NaiveDate;
use sqlx::FromRow;

use crate::{
    certificates::model::Validity,
    db::{Failure, Tx, on_driver},
};

/// Number of rows of any kind.
pub(super) async fn count(tx: &mut Tx) -> Result<i64, Failure> {
    const SQL: &str = "select (select count(*) from courses) + (select count(*) from programmes)
        + (select count(*) from runs) + (select count(*) from specialists) + (select count(*) from accounts)";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).fetch_one(c).await)?)
}

/// Certificate as a reader who tries out its code sees it.
#[derive(Debug, FromRow)]
pub(super) struct Checkable {
    pub check_code: String,
    valid_until: Option<NaiveDate>,
    revoked_on: Option<NaiveDate>,
    replaced_on: Option<NaiveDate>,
}

impl Checkable {
    pub(super) fn validity(&self) -> Validity {
        Validity { valid_until: self.valid_until, revoked_on: self.revoked_on, replaced_on: self.replaced_on }
    }
}

/// Certificates, the latest first.
pub(super) async fn list_checkable(tx: &mut Tx) -> Result<Vec<Checkable>, Failure> {
    const SQL: &str = "select check_code, valid_until, revoked_on, replaced_on from certificates
        order by issued_on desc, registration_number desc";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).fetch_all(c).await)?)
}
