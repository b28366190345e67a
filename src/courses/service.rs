//! Bringing in courses, announcing runs, and finding both.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

pub use super::store::{StoredRun, UpcomingRun};
use super::{
    model::{Course, Format, NewRun},
    policy::may_keep_courses,
    store,
};
use crate::{
    audit,
    db::Tx,
    ground::{
        AppError, Localized,
        ids::{CourseId, RunId},
    },
    reference::{COMPETENCE_AREAS, competence_area},
};

/// Where a file is silent.
const MIN_ATTENDANCE: i32 = 80;
const MINUTES_PER_HOUR: i32 = 45;

/// The courses' file as it is written. Notes and lists of words in it are not read.
#[derive(Debug, Deserialize)]
pub struct CoursesFile {
    courses: Vec<CourseInFile>,
}

#[derive(Debug, Deserialize)]
struct CourseInFile {
    code: String,
    title: Localized,
    academic_hours: i32,
    #[serde(default)]
    minutes_per_hour: Option<i32>,
    #[serde(default)]
    days: Option<i32>,
    competence_area: String,
    format: String,
    #[serde(default)]
    validity_months: Option<i32>,
    #[serde(default)]
    min_attendance: Option<i32>,
    #[serde(default)]
    counts_toward_target: bool,
}

/// What is wrong with one course of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseFault {
    /// The course's code, or its place in the file where it has none.
    pub course: String,
    pub field: &'static str,
    pub kind: CourseFaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourseFaultKind {
    /// Nothing stands there.
    Missing,
    /// The word is not among those known; these are.
    UnknownWord { found: String, known: Vec<&'static str> },
    /// The number is outside its bounds.
    OutOfBounds { found: i32, least: i32, most: i32 },
    /// The code stands twice in the file.
    Repeated,
    /// The registry has this course with other facts.
    Differs,
}

/// How many courses a file brought in, and how many were there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Brought {
    pub new: u32,
    pub known: u32,
}

fn checked(place: usize, raw: CourseInFile, faults: &mut Vec<CourseFault>) -> Option<Course> {
    let before = faults.len();
    let code = raw.code.trim().to_owned();
    let name = if code.is_empty() { format!("#{}", place + 1) } else { code.clone() };
    let mut fault = |field, kind| faults.push(CourseFault { course: name.clone(), field, kind });
    if code.is_empty() {
        fault("code", CourseFaultKind::Missing);
    }
    if [&raw.title.kk, &raw.title.ru, &raw.title.en].iter().all(|title| title.trim().is_empty()) {
        fault("title", CourseFaultKind::Missing);
    }
    for (field, found, least, most) in [
        ("academic_hours", Some(raw.academic_hours), 1, 2_000),
        ("minutes_per_hour", raw.minutes_per_hour, 30, 60),
        ("days", raw.days, 1, 366),
        ("validity_months", raw.validity_months, 1, 600),
        ("min_attendance", raw.min_attendance, 0, 100),
    ] {
        if let Some(found) = found.filter(|found| !(least..=most).contains(found)) {
            fault(field, CourseFaultKind::OutOfBounds { found, least, most });
        }
    }
    let area = competence_area(&raw.competence_area);
    if area.is_none() {
        let known = COMPETENCE_AREAS.iter().map(|area| area.code).collect();
        fault("competence_area", CourseFaultKind::UnknownWord { found: raw.competence_area, known });
    }
    let format = raw.format.parse::<Format>().ok();
    if format.is_none() {
        let known = Format::ALL.iter().map(|format| format.as_str()).collect();
        fault("format", CourseFaultKind::UnknownWord { found: raw.format, known });
    }
    if faults.len() > before {
        return None;
    }
    Some(Course {
        code,
        title: raw.title,
        academic_hours: raw.academic_hours,
        minutes_per_hour: raw.minutes_per_hour.unwrap_or(MINUTES_PER_HOUR),
        days: raw.days,
        competence_area: area?,
        format: format?,
        validity_months: raw.validity_months,
        min_attendance: raw.min_attendance.unwrap_or(MIN_ATTENDANCE),
        counts_toward_target: raw.counts_toward_target,
    })
}

/// Brings in the courses of a file. A course that is there with the same facts is left as it is; with other
/// facts it is a fault. Where there are faults, nothing of the transaction may be kept.
pub async fn bring_in(tx: &mut Tx, file: CoursesFile) -> Result<(Brought, Vec<CourseFault>), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let mut faults = Vec::new();
    let mut brought = Brought::default();
    let mut known: HashMap<String, Option<Course>> =
        store::list(tx).await?.into_iter().map(|(_, course)| (course.code.clone(), Some(course))).collect();
    for (place, raw) in file.courses.into_iter().enumerate() {
        let Some(course) = checked(place, raw, &mut faults) else { continue };
        let fault = |kind| CourseFault { course: course.code.clone(), field: "code", kind };
        match known.get(&course.code) {
            Some(Some(stored)) if *stored == course => brought.known += 1,
            Some(Some(_)) => faults.push(fault(CourseFaultKind::Differs)),
            Some(None) => faults.push(fault(CourseFaultKind::Repeated)),
            None => {
                let id: CourseId = tx.ids().next();
                store::insert(tx, &permit, id, &course).await?;
                let after = json!({
                    "code": course.code, "title": course.title, "academic_hours": course.academic_hours,
                    "minutes_per_hour": course.minutes_per_hour, "days": course.days,
                    "competence_area": course.competence_area.code, "format": course.format.as_str(),
                    "validity_months": course.validity_months, "min_attendance": course.min_attendance,
                    "counts_toward_target": course.counts_toward_target,
                });
                audit::record_new(tx, "course.added", ("course", id), &after)?;
                known.insert(course.code, None);
                brought.new += 1;
            }
        }
    }
    Ok((brought, faults))
}

/// All courses, by code.
pub async fn list(tx: &mut Tx) -> Result<Vec<(CourseId, Course)>, AppError> {
    Ok(store::list(tx).await?)
}

pub async fn find_run(tx: &mut Tx, code: &str) -> Result<Option<StoredRun>, AppError> {
    Ok(store::find_run(tx, code).await?)
}

/// Announces a run of a course.
pub async fn announce(tx: &mut Tx, course: CourseId, run: &NewRun) -> Result<RunId, AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let id = tx.ids().next();
    store::insert_run(tx, &permit, id, course, run).await?;
    let after = json!({
        "code": run.code, "course": course.to_string(), "starts_on": run.starts_on, "ends_on": run.ends_on,
        "capacity": run.capacity, "state": run.state.as_str(),
    });
    audit::record_new(tx, "run.announced", ("run", id), &after)?;
    Ok(id)
}

/// Gives a run more places: people of a later list were in it too.
pub async fn raise_capacity(tx: &mut Tx, run: &StoredRun, capacity: i32) -> Result<(), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    store::update_capacity(tx, &permit, run.id, capacity).await?;
    let (before, after) = (json!({ "capacity": run.capacity }), json!({ "capacity": capacity }));
    Ok(audit::record(tx, "run.capacity_raised", ("run", run.id), Some(&before), Some(&after))?)
}

/// The next runs that somebody can still join or wait for, the nearest first.
pub async fn upcoming(tx: &mut Tx, from: NaiveDate, limit: i64) -> Result<Vec<UpcomingRun>, AppError> {
    Ok(store::list_upcoming(tx, from, limit).await?)
}
