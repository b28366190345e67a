//! Import of courses from the centre's file.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    audit,
    courses::{
        model::{Course, CourseDraft, CourseField},
        policy::{CanKeepCourses, may_keep_courses},
        store,
    },
    db::Tx,
    ground::{AppError, Problem, ids::CourseId, letters::code_key},
};

/// Courses' file as it is written. Notes and lists of words in it are not read.
#[derive(Debug, Deserialize)]
pub struct CoursesFile {
    courses: Vec<CourseDraft>,
}

/// Mistake in a course of a file: the place, the value, and the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseFault {
    /// Code of the course, or its place in the file if it has none.
    pub course: String,
    pub field: CourseField,
    pub value: String,
    pub kind: CourseFaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CourseFaultKind {
    /// Value that is wrong for its field; a form would refuse it as well.
    Field(Problem),
    /// Code that is in the file twice.
    Repeated,
    /// Course that is in the registry with other facts.
    Differs,
}

/// Number of courses that a file brought in, and of those that were there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Brought {
    pub new: u32,
    pub known: u32,
}

/// Mistakes of the course at this place in the file.
fn faults_of(place: usize, draft: &CourseDraft, mistakes: &[(CourseField, Problem)]) -> Vec<CourseFault> {
    let code = draft.code.trim();
    let course = if code.is_empty() { format!("#{}", place + 1) } else { code.to_owned() };
    let fault = |(field, problem): &(CourseField, Problem)| CourseFault {
        course: course.clone(),
        field: *field,
        value: draft.value(*field),
        kind: CourseFaultKind::Field(*problem),
    };
    mistakes.iter().map(fault).collect()
}

/// Brings in the courses of a file. A course that is there with the same facts is left as it is; if the registry has no
/// text or pass mark for it, they are taken from the file. Other facts are a fault. If there are faults, nothing of the
/// transaction may be saved.
pub async fn bring_in(tx: &mut Tx, file: CoursesFile) -> Result<(Brought, Vec<CourseFault>), AppError> {
    let permit = may_keep_courses(tx.caller())?;
    let mut faults = Vec::new();
    let mut brought = Brought::default();
    let mut known: HashMap<String, Option<(CourseId, Course)>> =
        super::list(tx).await?.into_iter().map(|(id, course)| (code_key(&course.code), Some((id, course)))).collect();
    for (place, draft) in file.courses.into_iter().enumerate() {
        let course = match draft.check() {
            Ok(course) => course,
            Err(mistakes) => {
                faults.extend(faults_of(place, &draft, &mistakes));
                continue;
            }
        };
        let code = CourseField::Code;
        let fault = |kind| CourseFault { course: course.code.clone(), field: code, value: String::new(), kind };
        match known.get(&code_key(&course.code)) {
            Some(Some((id, stored))) => {
                // the first spelling of a code is left
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
                audit::record_new(tx, "course.added", ("course", id), &described(&course))?;
                known.insert(code_key(&course.code), None);
                brought.new += 1;
            }
        }
    }
    Ok((brought, faults))
}

/// Fills in what is missing in the registry's course.
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

/// Parts of a course that may be missing, as the audit log saves them.
fn silent(course: &Course) -> Value {
    json!({
        "summary": course.summary, "outcomes": course.outcomes, "conditions": course.conditions,
        "pass_mark": course.pass_mark, "validity_by_profession": validity(course),
    })
}

/// Months of the professions, as the audit log saves them.
fn validity(course: &Course) -> Value {
    let months = course.validity_by_profession.iter().map(|(profession, months)| (profession.code, *months));
    json!(months.collect::<std::collections::BTreeMap<_, _>>())
}

/// Course as the audit log saves it.
pub(super) fn described(course: &Course) -> Value {
    json!({
        "code": course.code, "title": course.title, "summary": course.summary, "outcomes": course.outcomes,
        "conditions": course.conditions, "academic_hours": course.academic_hours,
        "minutes_per_hour": course.minutes_per_hour, "days": course.days,
        "competence_area": course.competence_area.code, "format": course.format.as_str(),
        "validity_months": course.validity_months, "validity_by_profession": validity(course), "min_attendance": course.min_attendance,
        "pass_mark": course.pass_mark, "counts_toward_target": course.counts_toward_target,
    })
}
