//! Table `certificate_checks`: how often a certificate was checked, and in which month; nothing else.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Scope;
use crate::{
    db::{Failure, Tx, on_driver},
    ground::ids::CertificateId,
};

/// Adds to the counts of these months.
pub(in crate::certificates) async fn add(
    tx: &mut Tx,
    counts: &BTreeMap<(CertificateId, NaiveDate), i64>,
) -> Result<(), Failure> {
    const SQL: &str = "insert into certificate_checks (certificate_id, month, checks) values ($1, $2, $3)
        on conflict (certificate_id, month) do update set checks = certificate_checks.checks + $3";
    for ((id, month), checks) in counts {
        on_driver!(tx, |c| sqlx::query(SQL).bind(*id).bind(*month).bind(*checks).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Counts of a certificate by month, the earliest first.
pub(in crate::certificates) async fn list(
    tx: &mut Tx,
    _scope: &Scope,
    id: CertificateId,
) -> Result<Vec<(NaiveDate, i64)>, Failure> {
    const SQL: &str = "select month, checks from certificate_checks where certificate_id = $1 order by month";
    Ok(on_driver!(tx, |c| sqlx::query_as(SQL).bind(id).fetch_all(c).await)?)
}
