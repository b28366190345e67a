//! Certificates that expire soon, and of which their holders were reminded.

use chrono::NaiveDate;

use super::{Certificate, Row, Scope};
use crate::{
    certificates::{model::Reminder, policy::CanRemind},
    db::{Failure, Tx, on_driver},
    ground::ids::CertificateId,
};

/// Certificates that expire by the day of this reminder, and of which it is still to be sent, the nearest end first. A
/// certificate that was renewed needs none: its holder has another of the same course, which is valid for longer.
pub(in crate::certificates) async fn list(
    tx: &mut Tx,
    scope: &Scope,
    reminder: Reminder,
    (today, limit): (NaiveDate, i64),
) -> Result<Vec<Certificate>, Failure> {
    const SQL: &str = in_scope!(
        "valid_until is not null and revoked_on is null and replaced_on is null and valid_until >= $2
            and valid_until <= $3 and coalesce(reminded_days, 1000) > $4
            and (surname <> '' or given_name <> '')
            and not exists (select 1 from certificates newer
                where newer.specialist_id = certificates.specialist_id and newer.course_id = certificates.course_id
                    and newer.revoked_on is null and newer.replaced_on is null
                    and (newer.valid_until is null or newer.valid_until > certificates.valid_until))
            order by valid_until, id limit $5"
    );
    let by = reminder.day_of(today);
    let rows: Vec<Row> = on_driver!(tx, |c| sqlx::query_as(SQL)
        .bind(scope.holder())
        .bind(today)
        .bind(by)
        .bind(reminder.days())
        .bind(limit)
        .fetch_all(c)
        .await)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Marks a certificate as one of which the holder was reminded.
pub(in crate::certificates) async fn update_reminded(
    tx: &mut Tx,
    _permit: &CanRemind,
    id: CertificateId,
    reminder: Reminder,
) -> Result<(), Failure> {
    const SQL: &str = "update certificates set reminded_days = $2 where id = $1";
    Ok(on_driver!(tx, |c| sqlx::query(SQL).bind(id).bind(reminder.days()).execute(c).await.map(drop))?)
}
