//! Accounts that asked for a letter when a course has days.

use crate::{
    courses::policy::CanRequestDates,
    db::{Failure, Tx, on_driver},
    ground::ids::{AccountId, CourseId},
};

/// Tells whether the account has asked.
pub(in crate::courses) async fn is_requested(
    tx: &mut Tx,
    permit: &CanRequestDates,
    course: CourseId,
) -> Result<bool, Failure> {
    const SQL: &str = "select count(*) from date_requests where account_id = $1 and course_id = $2";
    let found: i64 =
        on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(permit.account()).bind(course).fetch_one(c).await)?;
    Ok(found > 0)
}

/// Lists the codes of the courses that an account has asked about.
pub(in crate::courses) async fn list_requests(tx: &mut Tx, permit: &CanRequestDates) -> Result<Vec<String>, Failure> {
    const SQL: &str = "select k.code from date_requests d join courses k on k.id = d.course_id
        where d.account_id = $1 order by k.code";
    Ok(on_driver!(tx, |c| sqlx::query_scalar(SQL).bind(permit.account()).fetch_all(c).await)?)
}

/// Adds a request; one that is there already stays. Returns whether it is new.
pub(in crate::courses) async fn insert_request(
    tx: &mut Tx,
    permit: &CanRequestDates,
    course: CourseId,
) -> Result<bool, Failure> {
    const SQL: &str = "insert into date_requests (account_id, course_id, requested_at) values ($1, $2, $3)
        on conflict (account_id, course_id) do nothing";
    let at = tx.at();
    let added = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.account())
        .bind(course)
        .bind(at)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(added == 1)
}

/// Removes the request of an account; returns whether there was one.
pub(in crate::courses) async fn delete_request(
    tx: &mut Tx,
    permit: &CanRequestDates,
    course: CourseId,
) -> Result<bool, Failure> {
    const SQL: &str = "delete from date_requests where account_id = $1 and course_id = $2";
    let gone = on_driver!(tx, |c| sqlx::query(SQL)
        .bind(permit.account())
        .bind(course)
        .execute(c)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(gone == 1)
}

/// Takes away all requests for a course, and returns whose they were, the earliest first.
pub(in crate::courses) async fn take_requests(tx: &mut Tx, course: CourseId) -> Result<Vec<AccountId>, Failure> {
    const LIST: &str = "select account_id from date_requests where course_id = $1 order by requested_at, account_id";
    const DELETE: &str = "delete from date_requests where course_id = $1";
    Ok(on_driver!(tx, |c| {
        let accounts: Vec<AccountId> = sqlx::query_scalar(LIST).bind(course).fetch_all(&mut *c).await?;
        sqlx::query(DELETE).bind(course).execute(c).await?;
        Ok::<_, sqlx::Error>(accounts)
    })?)
}
