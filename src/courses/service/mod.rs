//! Announcing runs, and finding courses and runs. `file.rs` brings in courses, `catalogue.rs` searches them.

mod catalogue;
mod closing;
mod file;
mod staff;
mod team;

use chrono::NaiveDate;
use serde_json::json;

pub use self::{
    catalogue::{Catalogue, Entry, catalogue},
    closing::{close, closed_at, open_again},
    file::{Brought, CourseFault, CourseFaultKind, CoursesFile, bring_in},
    staff::{RUNS_ON_PAGE, StaffRuns, staff_runs},
    team::run_of_team,
};
pub use super::{
    calendar::calendar,
    model::details::RunDetails,
    policy::RunTeam,
    store::{RunSummary, TitledRun},
};
use super::{
    model::{Course, NewRun, Run},
    policy::may_keep_courses,
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

/// Courses of the registry, by code.
pub async fn list(tx: &mut Tx) -> Result<Vec<(CourseId, Course)>, AppError> {
    Ok(store::list(tx).await?)
}

/// Course with this id.
pub async fn find(tx: &mut Tx, id: CourseId) -> Result<Option<Course>, AppError> {
    Ok(store::find(tx, id).await?)
}

/// Course and its runs that lie ahead, the nearest first; `None` if no course has the code.
pub async fn course(tx: &mut Tx, code: &str) -> Result<Option<(Course, Vec<Run>)>, AppError> {
    if !is_code(code) {
        return Ok(None);
    }
    let Some((id, course)) = store::find_by_code(tx, code).await? else { return Ok(None) };
    let today = tx.today();
    Ok(Some((course, store::list_ahead_of(tx, id, today).await?)))
}

/// Run with all that its page shows; `None` if no run has the code.
pub async fn run(tx: &mut Tx, code: &str) -> Result<Option<RunDetails>, AppError> {
    if !is_code(code) {
        return Ok(None);
    }
    Ok(store::find_details(tx, code).await?)
}

/// Run with this id, with all that its page shows.
pub async fn run_by_id(tx: &mut Tx, id: RunId) -> Result<Option<RunDetails>, AppError> {
    Ok(store::find_details_by_id(tx, id).await?)
}

pub async fn find_run(tx: &mut Tx, code: &str) -> Result<Option<RunSummary>, AppError> {
    if is_code(code) { Ok(store::find_run(tx, code).await?) } else { Ok(None) }
}

/// Announces a run of a course, with its meetings and trainers, if there is no mistake in it.
pub async fn announce(tx: &mut Tx, course: CourseId, run: &NewRun) -> Result<RunId, AppError> {
    let permit = may_keep_courses(tx.caller())?;
    run.check()?;
    let id = tx.ids().next();
    store::insert_run(tx, &permit, id, course, run).await?;
    places::open(tx, id, run.capacity).await?;
    let after = json!({
        "code": run.code, "course": course.to_string(), "starts_on": run.starts_on, "ends_on": run.ends_on,
        "enroll_until": run.enroll_until, "decides_on": run.decides_on, "offer_hours": run.offer_hours,
        "region": run.region.map(|region| region.code), "admission": run.admission.as_str(),
        "capacity": run.capacity, "state": run.state.as_str(), "meetings": run.meetings.len(),
        "trainers": run.trainers.len(),
    });
    audit::record_new(tx, "run.announced", ("run", id), &after)?;
    Ok(id)
}

/// Gives a run more seats, because people of a later list were in it too.
pub async fn raise_capacity(tx: &mut Tx, run: &RunSummary, capacity: i32) -> Result<(), AppError> {
    places::set_capacity(tx, run.id, capacity).await?;
    let (before, after) = (json!({ "capacity": run.capacity }), json!({ "capacity": capacity }));
    Ok(audit::record(tx, "run.capacity_raised", ("run", run.id), Some(&before), Some(&after))?)
}

/// Runs that somebody can still join or wait for, the nearest first.
pub async fn upcoming(tx: &mut Tx, from: NaiveDate, limit: i64) -> Result<Vec<TitledRun>, AppError> {
    Ok(store::list_upcoming(tx, from, limit).await?)
}
