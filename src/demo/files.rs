//! Files that invented registries are made of: courses, programme, names, topics of meetings and trainers, embedded in
//! the program.

use std::{collections::HashMap, sync::LazyLock};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::calendar::{self, Period};
use crate::{
    courses::{
        Course, Format,
        model::Trainer,
        service::{self as courses, CoursesFile},
    },
    db::{Failure, Tx},
    ground::{AppError, Localized, ids::CourseId},
    programme::service::{self as programme, ProgrammeFile},
};

const COURSES: &str = include_str!("../../data/courses.json");
const PROGRAMME: &str = include_str!("../../data/programme.json");
const TOPICS: &str = include_str!("../../data/meeting_topics.json");
const TRAINERS: &str = include_str!("../../data/trainers.json");
pub(super) const NAMES: &str = include_str!("../../data/names.json");

/// Course as far as a plan needs it.
#[derive(Debug, Deserialize)]
pub(super) struct Taught {
    pub code: String,
    pub academic_hours: i32,
    pub days: u32,
    format: String,
}

impl Taught {
    pub(super) fn is_online(&self) -> bool {
        self.format == Format::Online.as_str()
    }
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

pub(super) fn find_taught(course: &str) -> Option<&'static Taught> {
    taught().iter().find(|taught| taught.code == course)
}

/// Number of days that a course takes.
pub(super) fn days_of(course: &str) -> u32 {
    find_taught(course).map_or(1, |taught| taught.days)
}

static OF_MEETINGS: LazyLock<HashMap<String, Vec<Localized>>> =
    LazyLock::new(|| serde_json::from_str(TOPICS).unwrap_or_default());

/// Topics of the meetings of a course, one after another.
pub(super) fn topics(course: &str) -> &'static [Localized] {
    OF_MEETINGS.get(course).map_or(&[], Vec::as_slice)
}

#[derive(Debug, Deserialize)]
struct Teaching {
    name: String,
    about: Localized,
    is_public: bool,
}

static TEACHING: LazyLock<Vec<Teaching>> = LazyLock::new(|| serde_json::from_str(TRAINERS).unwrap_or_default());

/// Trainers, two of them, of the run with this number. Not all of them agreed to be named on a public page.
pub(super) fn trainers(run: usize) -> Vec<Trainer> {
    let trainer = |one: &Teaching| Trainer {
        name: one.name.clone(),
        about: one.about.clone(),
        is_public: one.is_public,
        account: None,
    };
    TEACHING.iter().cycle().skip(2 * run % TEACHING.len().max(1)).take(2).map(trainer).collect()
}

/// Phase of the demonstration as its story has it on a day.
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

/// Specialists that the regions need in the demonstration.
const NEEDS: [(&str, u32); 20] = [
    ("KZ-10", 2),
    ("KZ-11", 5),
    ("KZ-15", 7),
    ("KZ-19", 5),
    ("KZ-23", 6),
    ("KZ-27", 4),
    ("KZ-31", 7),
    ("KZ-33", 4),
    ("KZ-35", 14),
    ("KZ-39", 4),
    ("KZ-43", 9),
    ("KZ-47", 11),
    ("KZ-55", 2),
    ("KZ-59", 3),
    ("KZ-61", 18),
    ("KZ-62", 2),
    ("KZ-63", 4),
    ("KZ-71", 14),
    ("KZ-75", 12),
    ("KZ-79", 10),
];
/// Source of these needs, in the three languages.
const NEEDS_SOURCE: &str = "ойдан шығарылған · вымышлено · invented";

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
    let needs = NEEDS.map(|(region, count)| (region.to_owned(), count)).into();
    programme::needs::set_needs(tx, &needs, today - Days::new(60), NEEDS_SOURCE).await?;
    Ok(courses::list(tx).await?.into_iter().map(|(id, course)| (course.code.clone(), (id, course))).collect())
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(unreadable)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Unreadable(format!("an embedded file: {error}"))
}
