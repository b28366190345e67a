//! Announcing runs, and finding courses and runs. `file.rs` brings in courses, `catalogue.rs` searches them,
//! `dates.rs` writes to whoever waits for the days of a course.

mod catalogue;
mod closing;
mod courses;
mod dates;
mod editor;
mod file;
mod staff;
mod team;

use chrono::NaiveDate;
use serde_json::json;

pub use self::{
    catalogue::{Catalogue, Entry, catalogue},
    closing::{close, closed_at, open_again},
    courses::{archive_course, course_record, create_course, edit_course, may_edit_courses, staff_courses},
    dates::{own_date_requests, request_dates, requests_dates, take_back_request},
    editor::{EditedRun, announce, cancel_run, check_run, course_to_edit, edit_run, propose_code, run_to_edit},
    file::{Brought, CourseFault, CourseFaultKind, CoursesFile, bring_in},
    staff::{RUNS_ON_PAGE, StaffRuns, staff_runs},
    team::run_of_team,
};
pub use super::{
    calendar::{calendar, calendar_without},
    model::{change::RunChange, details::RunDetails},
    policy::RunTeam,
    store::{CourseRecord, RunSummary, TitledRun},
};
use super::{
    model::{Course, Run, RunState},
    store,
};
use crate::{
    audit,
    db::Tx,
    ground::{
        AppError,
        ids::{CourseId, RunId},
        letters::is_code,
    },
    places::service as places,
};

/// Courses of the registry by code, archived ones too.
pub async fn list(tx: &mut Tx) -> Result<Vec<(CourseId, Course)>, AppError> {
    Ok(store::list(tx).await?.into_iter().map(|record| (record.id, record.course)).collect())
}

/// Course with this id.
pub async fn find(tx: &mut Tx, id: CourseId) -> Result<Option<Course>, AppError> {
    Ok(store::find(tx, id).await?.map(|record| record.course))
}

/// Course and its runs that lie ahead, the nearest first; `None` if no course has the code.
pub async fn course(tx: &mut Tx, code: &str) -> Result<Option<(Course, Vec<Run>)>, AppError> {
    if !is_code(code) {
        return Ok(None);
    }
    let Some(CourseRecord { id, course, .. }) = store::find_by_code(tx, code).await? else { return Ok(None) };
    let today = tx.today();
    Ok(Some((course, store::list_ahead_of(tx, id, today).await?)))
}

/// Run with all that its page shows; `None` if no run has the code. A draft is for staff alone: for everybody else
/// there is no such run.
pub async fn run(tx: &mut Tx, code: &str) -> Result<Option<RunDetails>, AppError> {
    if !is_code(code) {
        return Ok(None);
    }
    let sees_drafts = tx.caller().manages_registry();
    Ok(store::find_details(tx, code).await?.filter(|details| sees_drafts || details.run.state != RunState::Draft))
}

/// Run with this id, with all that its page shows.
pub async fn run_by_id(tx: &mut Tx, id: RunId) -> Result<Option<RunDetails>, AppError> {
    Ok(store::find_details_by_id(tx, id).await?)
}

pub async fn find_run(tx: &mut Tx, code: &str) -> Result<Option<RunSummary>, AppError> {
    if is_code(code) { Ok(store::find_run(tx, code).await?) } else { Ok(None) }
}

/// Gives a run more seats, because people of a later list were in it too.
pub async fn raise_capacity(tx: &mut Tx, run: &RunSummary, capacity: i32) -> Result<(), AppError> {
    places::set_capacity(tx, run.id, capacity).await?;
    let (before, after) = (json!({ "capacity": run.capacity }), json!({ "capacity": capacity }));
    Ok(audit::record(tx, "run.capacity_raised", ("run", run.id), Some(&before), Some(&after))?)
}

/// Runs that somebody can still join or wait for: those with a free seat first, the nearest of them first.
pub async fn upcoming(tx: &mut Tx, from: NaiveDate, limit: i64) -> Result<Vec<TitledRun>, AppError> {
    Ok(store::list_upcoming(tx, from, limit).await?)
}
