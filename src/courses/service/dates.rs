//! Letters for whoever asked to be told when a course has days.

use serde_json::json;

use crate::{
    accounts::service as accounts,
    audit,
    courses::{
        letters,
        model::{RunState, details::RunDetails},
        policy::may_request_dates,
        store,
    },
    db::Tx,
    ground::{AppError, ids::CourseId},
    outbox,
};

/// Subject of the lines in the audit log.
const SUBJECT: &str = "course";

async fn course(tx: &mut Tx, code: &str) -> Result<CourseId, AppError> {
    let record = store::find_by_code(tx, code).await?.filter(|record| record.archived_at.is_none());
    Ok(record.ok_or(AppError::NotFound)?.id)
}

/// Tells whether the caller has asked to be told of a course; whoever has not signed in has not.
pub async fn requests_dates(tx: &mut Tx, code: &str) -> Result<bool, AppError> {
    let Ok(permit) = may_request_dates(tx.caller()) else { return Ok(false) };
    let course = course(tx, code).await?;
    Ok(store::is_requested(tx, &permit, course).await?)
}

/// Codes of the courses that the caller has asked about.
pub async fn own_date_requests(tx: &mut Tx) -> Result<Vec<String>, AppError> {
    let permit = may_request_dates(tx.caller())?;
    Ok(store::list_requests(tx, &permit).await?)
}

/// Asks for a letter to the caller when a course has days. To ask twice changes nothing.
pub async fn request_dates(tx: &mut Tx, code: &str) -> Result<(), AppError> {
    let permit = may_request_dates(tx.caller())?;
    let course = course(tx, code).await?;
    if store::insert_request(tx, &permit, course).await? {
        audit::record_new(tx, "course.dates_requested", (SUBJECT, course), &json!({}))?;
    }
    Ok(())
}

/// Takes the request of the caller back.
pub async fn take_back_request(tx: &mut Tx, code: &str) -> Result<(), AppError> {
    let permit = may_request_dates(tx.caller())?;
    let course = course(tx, code).await?;
    if store::delete_request(tx, &permit, course).await? {
        audit::record_new(tx, "course.dates_request_taken_back", (SUBJECT, course), &json!({}))?;
    }
    Ok(())
}

/// Queues the letters about a run that is announced, once for each request for its course.
pub(super) async fn tell_of(tx: &mut Tx, course: CourseId, details: &RunDetails) -> Result<(), AppError> {
    if details.run.state != RunState::Open || !details.run.takes_applications(tx.today()) {
        return Ok(());
    }
    for account in store::take_requests(tx, course).await? {
        let account = accounts::find(tx, account).await?.filter(|account| account.disabled_at.is_none());
        if let Some(account) = account {
            let letter = letters::dates_are_set(&account, details, tx.origin());
            outbox::queue(tx, letter).await?;
        }
    }
    Ok(())
}
