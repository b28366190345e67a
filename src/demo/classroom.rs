//! Meetings that are over, in the runs that staff have still to finish: who was there, and how the tests went.
//!
//! One person never comes and one leaves early, so that closing such a run proposes each of the results of rule R5.

use super::plan::{LastStep, PlannedRun};
use crate::{
    attendance::{
        model::Mark,
        service::{self as attendance, Sheet, TypedMark},
    },
    completion::service::{self as completion, TypedScore},
    courses::{Course, model::Meeting},
    db::Tx,
    enrollments::State,
    ground::{AppError, ids::EnrollmentId},
};

/// People, by their position, whose last mark and score nobody has entered yet in a run that is not closed.
const MISSING: [usize; 2] = [2, 6];
/// Lowest score, one that is not enough for most courses.
const LEAST_SCORE: usize = 64;

/// Marks the meetings of a run that are over, and enters the scores if all of them are.
pub(super) async fn hold_meetings(
    tx: &mut Tx,
    run: &PlannedRun,
    course: &Course,
    enrollments: &[EnrollmentId],
) -> Result<(), AppError> {
    let seats = run.seats.iter().zip(enrollments).filter(|(seat, _)| seat.history.state() == State::Confirmed);
    let people: Vec<EnrollmentId> = seats.map(|(_, enrollment)| *enrollment).collect();
    let now = tx.at();
    let over: Vec<&Meeting> = run.meetings.iter().take_while(|meeting| meeting.ends_at < now).collect();
    let is_entered = |person| run.last_step == Some(LastStep::Close) || !MISSING.contains(&person);
    let mut marks = Vec::new();
    for (meeting, held) in over.iter().enumerate() {
        for (person, enrollment) in people.iter().enumerate() {
            if meeting + 1 < over.len() || is_entered(person) {
                let from_last = people.len() - person;
                let mark = mark(person, from_last, meeting, held.academic_hours).value();
                marks.push((*enrollment, meeting + 1, mark));
            }
        }
    }
    let typed = marks.iter().map(|(enrollment, meeting, mark)| TypedMark {
        enrollment: *enrollment,
        meeting: *meeting,
        typed: mark,
        shown: None,
    });
    let sheet = Sheet { marks: typed.collect(), all_present: None };
    attendance::mark(tx, &run.code, &sheet).await?;
    if over.len() < run.meetings.len() || course.pass_mark.is_none() {
        return Ok(());
    }
    let entered = people.iter().enumerate().filter(|(person, _)| is_entered(*person));
    let scores: Vec<(EnrollmentId, String)> =
        entered.map(|(person, enrollment)| (*enrollment, (LEAST_SCORE + person * 7 % 36).to_string())).collect();
    let typed = scores.iter().map(|(enrollment, typed)| TypedScore { enrollment: *enrollment, typed, shown: None });
    completion::save_scores(tx, &run.code, &typed.collect::<Vec<_>>()).await.map(drop)
}

/// Mark of a person at a meeting: most are there, the last of all never comes, and the one before leaves early.
fn mark(person: usize, from_last: usize, meeting: usize, hours: i32) -> Mark {
    match (from_last, (person * 7 + meeting * 3) % 37) {
        (1, _) | (_, 0) => Mark::Absent,
        (2, _) if meeting > 0 => Mark::Absent,
        (_, 5) => Mark::Excused,
        (_, 11) if hours > 1 => Mark::Part(hours / 2),
        _ => Mark::Present,
    }
}
