//! Runs in which staff have something to do, for measuring their pages: one with many applications, one under way with
//! many meetings, and some that are over, of which each can be closed once.
//!
//! Their people are taken from the first on and again from the start, so that somebody may be in two runs at once.

use chrono::{Days, NaiveDate, TimeDelta};

use super::{admit, files::Courses};
use crate::{
    attendance::service::{self as attendance, Sheet},
    courses::model::{Admission, Meeting, NewRun},
    db::Tx,
    enrollments::State,
    ground::{AppError, Localized, clock, ids::SpecialistId},
};

/// Course without an assessment, so that attendance alone decides (rule R5).
const COURSE: &str = "NRC-02";

/// Codes of the runs in which staff have something to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Run with 2,000 applications.
    pub applications: String,
    /// Run under way, of 60 people and 20 meetings.
    pub grid: String,
    /// Runs of 25 people that are over, with everybody marked.
    pub small: Vec<String>,
    /// Runs of 500 people that are over, with everybody marked.
    pub large: Vec<String>,
}

/// Kind of run, with how many people are in it and how often they meet.
struct Kind {
    name: &'static str,
    /// Days from today to its beginning.
    begins_in: i64,
    state: State,
    people: usize,
    meetings: u64,
    runs: usize,
}

const APPLICATIONS: Kind =
    Kind { name: "APPLY", begins_in: 60, state: State::Applied, people: 2_000, meetings: 5, runs: 1 };
const GRID: Kind = Kind { name: "GRID", begins_in: -10, state: State::Confirmed, people: 60, meetings: 20, runs: 1 };
const SMALL: Kind =
    Kind { name: "CLOSE-25", begins_in: -14, state: State::Confirmed, people: 25, meetings: 5, runs: 20 };
const LARGE: Kind =
    Kind { name: "CLOSE-500", begins_in: -14, state: State::Confirmed, people: 500, meetings: 5, runs: 5 };

/// Makes the runs. With fewer people than a run has seats, everybody is in it.
pub(super) async fn make(
    tx: &mut Tx,
    people: &[SpecialistId],
    known: &Courses,
    today: NaiveDate,
) -> Result<Work, AppError> {
    let Some((course, _)) = known.get(COURSE) else { return Ok(Work::default()) };
    let mut codes = Vec::new();
    let mut next = people.iter().copied().cycle();
    for kind in [&APPLICATIONS, &GRID, &SMALL, &LARGE] {
        let mut of_kind = Vec::new();
        for number in 1..=kind.runs {
            let run = kind.run(number, today + TimeDelta::days(kind.begins_in));
            let members = next.by_ref().take(kind.people.min(people.len()));
            admit(tx, *course, &run, members.map(|person| (person, kind.state)), today).await?;
            if run.ends_on < today {
                for meeting in 1..=run.meetings.len() {
                    let sheet = Sheet { marks: Vec::new(), all_present: Some(meeting) };
                    attendance::mark(tx, &run.code, &sheet).await?;
                }
            }
            of_kind.push(run.code);
        }
        codes.push(of_kind);
    }
    let mut codes = codes.into_iter();
    let mut one = || codes.next().into_iter().flatten();
    let (applications, grid) = (one().next().unwrap_or_default(), one().next().unwrap_or_default());
    Ok(Work { applications, grid, small: one().collect(), large: one().collect() })
}

impl Kind {
    /// Run of this kind, with a meeting of four academic hours each day.
    fn run(&self, number: usize, starts_on: NaiveDate) -> NewRun {
        let meeting = |(number, day): (i32, NaiveDate)| {
            let starts_at = clock::start_of(day) + TimeDelta::hours(9);
            Meeting {
                number,
                starts_at,
                ends_at: starts_at + TimeDelta::hours(3),
                academic_hours: 4,
                topic: Localized::default(),
            }
        };
        let days = (0..self.meetings).map(|day| starts_on + Days::new(day));
        let capacity = i32::try_from(self.people).unwrap_or(i32::MAX);
        let ends_on = starts_on + Days::new(self.meetings - 1);
        NewRun {
            admission: Admission::Selection,
            meetings: (1..).zip(days).map(meeting).collect(),
            ..NewRun::plain(format!("{}-{number}", self.name), starts_on, ends_on, capacity)
        }
    }
}
