//! Editor of courses: making, changing, archiving and restoring them. A certificate that was issued is a text of its
//! own, and no change of a course reaches it.

use serde_json::json;

use super::file::described;
use crate::{
    audit,
    courses::{
        model::{Course, CourseField},
        policy::{CanEditCourse, may_keep_courses},
        store::{self, CourseRecord},
    },
    db::{Failure, Tx},
    ground::{AppError, FormErrors, Problem, caller::Caller, error::Clash, ids::CourseId, letters::is_code},
    i18n::names,
};

/// Name of a course in the audit log.
const SUBJECT: &str = "course";

/// Lets staff make and change courses.
pub fn may_edit_courses(caller: &Caller) -> Result<(), AppError> {
    may_keep_courses(caller).map(drop)
}

/// Courses of the registry for staff, by code: those in the catalogue, or the archived ones. A word is searched in code,
/// titles and summaries.
pub async fn staff_courses(tx: &mut Tx, q: &str, is_archived: bool) -> Result<Vec<CourseRecord>, AppError> {
    may_keep_courses(tx.caller())?;
    let folded = names::search_key(q);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let fits = |record: &CourseRecord| {
        let key = format!("{} {}", names::search_key(&record.course.code), record.search_key);
        record.archived_at.is_some() == is_archived && words.iter().all(|word| key.contains(word))
    };
    Ok(store::list(tx).await?.into_iter().filter(fits).collect())
}

/// Course for its editor; `NotFound`: no course has the code.
pub async fn course_record(tx: &mut Tx, code: &str) -> Result<CourseRecord, AppError> {
    may_keep_courses(tx.caller())?;
    if !is_code(code) {
        return Err(AppError::NotFound);
    }
    store::find_by_code(tx, code).await?.ok_or(AppError::NotFound)
}

/// Adds a course.
pub async fn create_course(tx: &mut Tx, course: &Course) -> Result<CourseId, AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let id = tx.ids().next();
    store::insert(tx, &permit, id, course).await.map_err(|failure| match failure {
        Failure::Taken(_) => FormErrors::of(CourseField::Code.as_str(), Problem::CodeTaken).into(),
        other => AppError::from(other),
    })?;
    audit::record_new(tx, "course.added", (SUBJECT, id), &described(course))?;
    Ok(id)
}

/// Changes a course into what is described; its code, its days, and whether it counts toward the target stay. `seen` is
/// the version that the editor's page showed. Returns whether anything is new.
pub async fn edit_course(tx: &mut Tx, code: &str, seen: i32, new: Course) -> Result<bool, AppError> {
    let CourseRecord { id, course: was, revision, .. } = course_record(tx, code).await?;
    let new = Course { code: was.code.clone(), days: was.days, counts_toward_target: was.counts_toward_target, ..new };
    if new == was {
        return Ok(false);
    }
    let permit = CanEditCourse::of(tx.caller(), id, seen, revision)?;
    if !store::update(tx, &permit, &new).await? {
        return Err(AppError::Conflict(Clash::CourseChanged));
    }
    audit::record(tx, "course.edited", (SUBJECT, id), Some(&described(&was)), Some(&described(&new)))?;
    Ok(true)
}

/// Takes a course out of the catalogue, or puts it back; its runs and certificates stay. Returns whether it was not so
/// already.
pub async fn archive_course(tx: &mut Tx, code: &str, seen: i32, is_archived: bool) -> Result<bool, AppError> {
    let CourseRecord { id, revision, archived_at, .. } = course_record(tx, code).await?;
    if archived_at.is_some() == is_archived {
        return Ok(false);
    }
    let permit = CanEditCourse::of(tx.caller(), id, seen, revision)?;
    if !store::update_archived(tx, &permit, is_archived).await? {
        return Err(AppError::Conflict(Clash::CourseChanged));
    }
    let action = if is_archived { "course.archived" } else { "course.restored" };
    let (before, after) = (json!({ "is_archived": !is_archived }), json!({ "is_archived": is_archived }));
    audit::record(tx, action, (SUBJECT, id), Some(&before), Some(&after))?;
    Ok(true)
}
