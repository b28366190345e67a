//! Bringing in courses from the centre's file.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    audit,
    courses::{
        model::{Course, Format},
        policy::{CanKeepCourses, may_keep_courses},
        store,
    },
    db::Tx,
    ground::{AppError, Localized, ids::CourseId, letters::code_key},
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
    #[serde(default)]
    summary: Localized,
    #[serde(default)]
    outcomes: Localized,
    #[serde(default)]
    conditions: Localized,
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
    pass_mark: Option<i32>,
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
        ("pass_mark", raw.pass_mark, 1, 100),
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
        summary: raw.summary,
        outcomes: raw.outcomes,
        conditions: raw.conditions,
        academic_hours: raw.academic_hours,
        minutes_per_hour: raw.minutes_per_hour.unwrap_or(MINUTES_PER_HOUR),
        days: raw.days,
        competence_area: area?,
        format: format?,
        validity_months: raw.validity_months,
        min_attendance: raw.min_attendance.unwrap_or(MIN_ATTENDANCE),
        pass_mark: raw.pass_mark,
        counts_toward_target: raw.counts_toward_target,
    })
}

/// Brings in the courses of a file. A course that is there with the same facts is left as it is; where the registry
/// is silent about texts or the pass mark, it takes them from the file. Other facts are a fault. Where there are
/// faults, nothing of the transaction may be kept.
pub async fn bring_in(tx: &mut Tx, file: CoursesFile) -> Result<(Brought, Vec<CourseFault>), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let mut faults = Vec::new();
    let mut brought = Brought::default();
    let mut known: HashMap<String, Option<(CourseId, Course)>> =
        store::list(tx).await?.into_iter().map(|(id, course)| (code_key(&course.code), Some((id, course)))).collect();
    for (place, raw) in file.courses.into_iter().enumerate() {
        let Some(course) = checked(place, raw, &mut faults) else { continue };
        let fault = |kind| CourseFault { course: course.code.clone(), field: "code", kind };
        match known.get(&code_key(&course.code)) {
            Some(Some((id, stored))) => {
                // the first spelling of a code stays
                let course = Course { code: stored.code.clone(), ..course };
                let completed = stored.filled_from(&course);
                if course.filled_from(stored) != completed {
                    faults.push(fault(CourseFaultKind::Differs));
                } else if completed == *stored {
                    brought.known += 1;
                } else {
                    complete(tx, &permit, (*id, stored), &completed).await?;
                    brought.known += 1;
                }
            }
            Some(None) => faults.push(fault(CourseFaultKind::Repeated)),
            None => {
                let id: CourseId = tx.ids().next();
                store::insert(tx, &permit, id, &course).await?;
                audit::record_new(tx, "course.added", ("course", id), &added(&course))?;
                known.insert(code_key(&course.code), None);
                brought.new += 1;
            }
        }
    }
    Ok((brought, faults))
}

/// Fills in what the registry did not say of a course.
async fn complete(
    tx: &mut Tx,
    permit: &CanKeepCourses,
    (id, stored): (CourseId, &Course),
    completed: &Course,
) -> Result<(), AppError> {
    store::update_silent(tx, permit, id, completed).await?;
    let (before, after) = (silent(stored), silent(completed));
    Ok(audit::record(tx, "course.completed", ("course", id), Some(&before), Some(&after))?)
}

/// What a course may be silent about, as the audit log keeps it.
fn silent(course: &Course) -> Value {
    json!({
        "summary": course.summary, "outcomes": course.outcomes, "conditions": course.conditions,
        "pass_mark": course.pass_mark,
    })
}

fn added(course: &Course) -> Value {
    json!({
        "code": course.code, "title": course.title, "summary": course.summary, "outcomes": course.outcomes,
        "conditions": course.conditions, "academic_hours": course.academic_hours,
        "minutes_per_hour": course.minutes_per_hour, "days": course.days,
        "competence_area": course.competence_area.code, "format": course.format.as_str(),
        "validity_months": course.validity_months, "min_attendance": course.min_attendance,
        "pass_mark": course.pass_mark, "counts_toward_target": course.counts_toward_target,
    })
}
