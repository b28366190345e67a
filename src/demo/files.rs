//! The files that invented registries are made of: courses, programme and names, embedded in the program.

use std::{collections::HashMap, sync::LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::calendar::{self, Period};
use crate::{
    courses::{
        Course,
        service::{self as courses, CoursesFile},
    },
    db::{Failure, Tx},
    ground::{AppError, ids::CourseId},
    programme::service::{self as programme, ProgrammeFile},
};

const COURSES: &str = include_str!("../../data/courses.json");
const PROGRAMME: &str = include_str!("../../data/programme.json");
pub(super) const NAMES: &str = include_str!("../../data/names.json");

/// A course as far as a plan needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Taught {
    pub code: String,
    pub academic_hours: i32,
    pub days: u32,
}

#[derive(Debug, Default, Deserialize)]
struct TaughtFile {
    courses: Vec<Taught>,
}

// a file that cannot be read gives an empty list, and a test sees that none is
static TAUGHT: LazyLock<TaughtFile> = LazyLock::new(|| serde_json::from_str(COURSES).unwrap_or_default());

pub(super) fn taught() -> &'static [Taught] {
    &TAUGHT.courses
}

/// How many days a course takes.
pub(super) fn days_of(course: &str) -> u32 {
    taught().iter().find(|taught| taught.code == course).map_or(1, |taught| taught.days)
}

/// The demonstration's phase as it is told on a day.
pub(super) fn demo_phase(today: NaiveDate) -> Result<Period, Failure> {
    #[derive(Deserialize)]
    struct File {
        demo_phase: Period,
    }
    let file: File = read(PROGRAMME)?;
    Ok(calendar::around(file.demo_phase, today))
}

/// Courses by their code.
pub(super) type Courses = HashMap<String, (CourseId, Course)>;

/// Brings in the courses, and the programme with the demonstration's phase.
pub(super) async fn bring_in(tx: &mut Tx, today: NaiveDate) -> Result<Courses, AppError> {
    let file: CoursesFile = read(COURSES)?;
    let (_, faults) = courses::bring_in(tx, file).await?;
    if !faults.is_empty() {
        return Err(Failure::Unreadable(format!("embedded courses: {faults:?}")).into());
    }
    let period = demo_phase(today)?;
    let mut file: Value = read(PROGRAMME)?;
    file["demo_phase"]["start"] = json!(period.start);
    file["demo_phase"]["end"] = json!(period.end);
    let file = ProgrammeFile::deserialize(file).map_err(unreadable)?;
    let (_, faults) = programme::bring_in(tx, file.with_demo_phase()).await?;
    if !faults.is_empty() {
        return Err(Failure::Unreadable(format!("embedded programme: {faults:?}")).into());
    }
    programme::mark_counting_courses(tx).await?;
    Ok(courses::list(tx).await?.into_iter().map(|(id, course)| (course.code.clone(), (id, course))).collect())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unreadable(format!("an embedded file: {error}"))
}
