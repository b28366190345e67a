//! Grid of a run, and saving its marks. `check_in.rs` has how people mark themselves.

mod check_in;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::json;

pub use check_in::{Answer, CheckIn, Projection, check_in, look, projection};

pub use super::store::OwnMark;
use super::{
    model::{Mark, Tally},
    policy::{self, CanMark},
    store,
};
use crate::{
    audit,
    courses::{
        model::Meeting,
        service::{self as courses, RunDetails, RunTeam},
    },
    db::Tx,
    enrollments::State,
    ground::{
        AppError, FormErrors,
        ids::{EnrollmentId, MeetingId, SpecialistId},
    },
    places::service as places,
    specialists::PersonName,
};

/// Person of a run with their marks.
#[derive(Clone, Debug)]
pub struct Attendee {
    pub enrollment: EnrollmentId,
    pub specialist: SpecialistId,
    /// Name; empty if the person was erased.
    pub name: PersonName,
    pub state: State,
    /// Mark at each meeting, in their order.
    pub marks: Vec<Option<Mark>>,
}

impl Attendee {
    /// Hours of the person at these meetings.
    pub fn tally(&self, meetings: &[Meeting]) -> Tally {
        Tally::of(self.marks.iter().copied().zip(meetings.iter().map(|meeting| meeting.academic_hours)))
    }
}

/// People of a run with their marks at its meetings.
#[derive(Debug)]
pub struct Grid {
    pub details: RunDetails,
    pub team: RunTeam,
    pub people: Vec<Attendee>,
    /// Instant of the latest mark.
    pub saved_at: Option<DateTime<Utc>>,
    /// Ids of the meetings of the run, in their order.
    meetings: Vec<MeetingId>,
    /// Permit of the caller to mark, or the reason why nothing is marked now.
    permit: Result<CanMark, AppError>,
}

impl Grid {
    /// Reason why the caller cannot mark anything now.
    pub fn refusal(&self) -> Option<&AppError> {
        self.permit.as_ref().err()
    }

    /// Tells whether the caller can mark this meeting now.
    pub fn is_open(&self, meeting: &Meeting) -> bool {
        self.permit.as_ref().is_ok_and(|permit| permit.covers(meeting.starts_at))
    }
}

/// Reads the grid of a run for its team.
///
/// `NotFound`: no run has the code, or the caller is a trainer of others.
pub async fn grid(tx: &mut Tx, code: &str) -> Result<Grid, AppError> {
    let (details, team) = courses::run_of_team(tx, code).await?;
    read(tx, details, team).await
}

/// Reads the grid of a run whose places are locked, so that it is neither closed nor marked meanwhile.
async fn locked_grid(tx: &mut Tx, code: &str) -> Result<Grid, AppError> {
    let (known, _) = courses::run_of_team(tx, code).await?;
    places::lock(tx, known.id).await?;
    grid(tx, code).await
}

async fn read(tx: &mut Tx, details: RunDetails, team: RunTeam) -> Result<Grid, AppError> {
    let meetings = store::list_meetings_of(tx, team.run()).await?;
    let people = store::list_people(tx, &team).await?;
    let marks = store::find_marks(tx, &team).await?;
    let person = |row: store::PersonRow| Attendee {
        enrollment: row.id,
        specialist: row.specialist_id,
        name: row.name(),
        state: row.state,
        marks: meetings.iter().map(|meeting| marks.by_cell.get(&(row.id, *meeting)).copied()).collect(),
    };
    let people = people.into_iter().map(person).collect();
    let permit = policy::may_mark(&team, &details.run, tx.today());
    Ok(Grid { details, team, people, saved_at: marks.latest, meetings, permit })
}

/// Marks of the caller in all their runs, in the order of the meetings.
pub async fn own_marks(tx: &mut Tx) -> Result<Vec<OwnMark>, AppError> {
    match policy::may_see_own(tx.caller())? {
        Some(permit) => Ok(store::list_own(tx, &permit).await?),
        None => Ok(Vec::new()),
    }
}

/// Mark as a form sends it.
#[derive(Clone, Copy, Debug)]
pub struct TypedMark<'a> {
    pub enrollment: EnrollmentId,
    /// Number of the meeting, which stays with it when it is moved.
    pub meeting: usize,
    pub typed: &'a str,
    /// Value that the page showed. A cell that was left as it was does not undo what somebody else marked meanwhile.
    pub shown: Option<&'a str>,
}

/// Marks that are saved together.
#[derive(Debug, Default)]
pub struct Sheet<'a> {
    pub marks: Vec<TypedMark<'a>>,
    /// Number of the meeting at which everybody without a mark was present.
    pub all_present: Option<usize>,
}

/// Saves the marks of a sheet, all of them or none; returns how many have changed. A cell of somebody who has left the
/// run is passed over.
///
/// `Invalid`: hours that the meeting does not have. `Conflict`: the run is closed or cancelled, or a trainer marks on a
/// day on which they cannot.
pub async fn mark(tx: &mut Tx, code: &str, sheet: &Sheet<'_>) -> Result<usize, AppError> {
    let mut grid = locked_grid(tx, code).await?;
    let permit = std::mem::replace(&mut grid.permit, Err(AppError::NotFound))?;
    let changes = changes(&grid, &permit, sheet)?;
    for change in &changes {
        save(tx, &permit, change).await?;
    }
    Ok(changes.len())
}

/// Change of one cell.
struct Change {
    enrollment: EnrollmentId,
    meeting: MeetingId,
    number: usize,
    before: Option<Mark>,
    after: Option<Mark>,
}

fn changes(grid: &Grid, permit: &CanMark, sheet: &Sheet<'_>) -> Result<Vec<Change>, AppError> {
    let rows: HashMap<EnrollmentId, &Attendee> = grid.people.iter().map(|one| (one.enrollment, one)).collect();
    let place =
        |number: usize| grid.details.meetings.iter().position(|meeting| usize::try_from(meeting.number) == Ok(number));
    let cell = |enrollment: EnrollmentId, number: usize| {
        let place = place(number)?;
        let (row, meeting) = (rows.get(&enrollment)?, grid.details.meetings.get(place)?);
        Some((*row.marks.get(place)?, meeting, *grid.meetings.get(place)?))
    };
    let (mut errors, mut changes) = (FormErrors::default(), HashMap::new());
    let mut note = |enrollment, number, after: Option<Mark>| {
        let Some((before, meeting, id)) = cell(enrollment, number) else { return Ok(()) };
        if before == after {
            return Ok(());
        }
        if !permit.covers(meeting.starts_at) {
            return Err(AppError::Conflict(crate::ground::error::Clash::OutsideRunDays));
        }
        changes.insert((enrollment, number), Change { enrollment, meeting: id, number, before, after });
        Ok(())
    };
    let mut filled = Vec::new();
    for typed in &sheet.marks {
        let TypedMark { enrollment, meeting: number, typed, shown } = *typed;
        if !typed.is_empty() {
            filled.push((enrollment, number));
        }
        let Some((_, meeting, _)) = cell(enrollment, number).filter(|_| shown != Some(typed)) else { continue };
        let name = || format!("mark.{enrollment}.{number}");
        if let Some(mark) = errors.take(name(), Mark::parse(typed, meeting.academic_hours)) {
            note(enrollment, number, mark)?;
        }
    }
    if let Some(number) = sheet.all_present {
        for one in &grid.people {
            let is_empty = cell(one.enrollment, number).is_some_and(|(mark, ..)| mark.is_none());
            if is_empty && !filled.contains(&(one.enrollment, number)) {
                note(one.enrollment, number, Some(Mark::Present))?;
            }
        }
    }
    let mut changes: Vec<Change> = errors.or(changes)?.into_values().collect();
    changes.sort_by_key(|change| (change.enrollment, change.number));
    Ok(changes)
}

async fn save(tx: &mut Tx, permit: &CanMark, change: &Change) -> Result<(), AppError> {
    let cell = (change.enrollment, change.meeting);
    match change.after {
        Some(mark) => store::upsert(tx, permit, cell, mark).await?,
        None => store::delete(tx, permit, cell).await?,
    }
    let words = |mark: Option<Mark>| mark.map(Mark::value);
    let before = json!({ "mark": words(change.before) });
    let after = json!({ "meeting": change.meeting.to_string(), "number": change.number, "mark": words(change.after) });
    Ok(audit::record(tx, "attendance.marked", ("enrollment", change.enrollment), Some(&before), Some(&after))?)
}
