//! Check-in: the code that a projector shows, and what becomes of it on a trainee's phone.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{Attendee, Grid, grid};
use crate::{
    attendance::{
        model::{
            Mark, Tally,
            check_in::{self, Opening, Turn},
        },
        policy::{self, CanCheckIn},
        store,
    },
    audit,
    courses::{
        model::{Meeting, RunState},
        service::{self as courses, RunDetails},
    },
    db::Tx,
    ground::{AppError, clock, error::Clash, ids::MeetingId},
    places::service as places,
};

/// Meeting of today as the projector shows it.
#[derive(Debug)]
pub struct Projection {
    pub grid: Grid,
    /// Number of the meeting, from 1; `None`: the run has no meeting today.
    pub number: Option<usize>,
    /// Code of this half minute.
    pub code: String,
    pub seconds_left: u32,
}

impl Projection {
    /// Meeting that is shown.
    pub fn meeting(&self) -> Option<&Meeting> {
        self.grid.details.meetings.get(self.number?.checked_sub(1)?)
    }

    /// Number of people who are marked as present at it.
    pub fn count_present(&self) -> usize {
        let is_present = |one: &&Attendee| {
            let mark = self.number.and_then(|number| one.marks.get(number - 1).copied().flatten());
            matches!(mark, Some(Mark::Present | Mark::Part(_)))
        };
        self.grid.people.iter().filter(is_present).count()
    }
}

/// Reads what the projector shows: of several meetings today, the first whose check-in is not over.
///
/// `NotFound`: no run has the code, or the caller is a trainer of others.
pub async fn projection(tx: &mut Tx, code: &str) -> Result<Projection, AppError> {
    let grid = grid(tx, code).await?;
    let (now, today) = (tx.at(), tx.today());
    let of_today: Vec<usize> = (0..grid.details.meetings.len())
        .filter(|place| clock::day_of(grid.details.meetings[*place].starts_at) == today)
        .collect();
    let is_not_over = |place: &&usize| Opening::of(grid.details.meetings[**place].starts_at, now) != Opening::Late;
    let place = of_today.iter().find(is_not_over).or(of_today.last()).copied();
    let shown = place.and_then(|place| grid.meetings.get(place)).map(|id| code_of(tx, *id, Turn::at(now)));
    Ok(Projection {
        number: place.map(|place| place + 1),
        code: shown.unwrap_or_default(),
        seconds_left: Turn::seconds_left(now),
        grid,
    })
}

/// Code of a meeting in one half minute. Without the key of the installation nobody can tell the next one.
fn code_of(tx: &Tx, meeting: MeetingId, turn: Turn) -> String {
    check_in::code(&tx.key().index(&format!("check-in {meeting} {}", turn.0)))
}

/// Answer to a code on a trainee's phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Code is of a minute ago or more, or of no meeting at all.
    Old,
    /// Check-in begins at this instant.
    Early(DateTime<Utc>),
    /// Check-in ended at this instant, or the run is over.
    Late(DateTime<Utc>),
    /// Trainee has no seat in the run.
    NotInRun,
    /// Trainee can be marked now.
    Open,
    /// Trainee is marked as present.
    Marked,
}

/// Meeting behind a code, and the answer to it.
#[derive(Debug)]
pub struct CheckIn {
    pub answer: Answer,
    /// Run and number of the meeting; `None`: the code is of none.
    pub meeting: Option<(RunDetails, usize)>,
    /// Hours of the trainee in the run, if they are in it.
    pub tally: Option<Tally>,
    seat: Option<store::OwnSeat>,
    id: Option<MeetingId>,
}

impl CheckIn {
    const fn old() -> Self {
        Self { answer: Answer::Old, meeting: None, tally: None, seat: None, id: None }
    }
}

/// Reads what a code means for the caller now.
pub async fn look(tx: &mut Tx, typed: &str) -> Result<CheckIn, AppError> {
    let permit = policy::may_check_in(tx.caller())?;
    read(tx, permit.as_ref(), typed).await
}

async fn read(tx: &mut Tx, permit: Option<&CanCheckIn>, typed: &str) -> Result<CheckIn, AppError> {
    let (now, code) = (tx.at(), check_in::read_code(typed));
    let present = Turn::at(now);
    let mut found = None;
    for meeting in store::list_meetings_around(tx, now).await? {
        let turn = present.known().find(|turn| code_of(tx, meeting.id, *turn) == code);
        found = found.or(turn.map(|turn| (meeting, turn)));
    }
    let Some((row, turn)) = found else { return Ok(CheckIn::old()) };
    let details = courses::run_by_id(tx, row.run_id).await?.ok_or(AppError::NotFound)?;
    let ids = store::list_meetings_of(tx, row.run_id).await?;
    let place = ids.iter().position(|id| *id == row.id).ok_or(AppError::NotFound)?;
    let seat = match permit {
        Some(permit) => store::find_own_seat(tx, permit, row.run_id).await?,
        None => None,
    };
    let marks = match &seat {
        Some(seat) => store::list_marks_of(tx, seat).await?,
        None => Vec::new(),
    };
    let mark_at = |id: &MeetingId| marks.iter().find(|(meeting, _)| meeting == id).map(|(_, mark)| *mark);
    let hours = ids.iter().map(mark_at).zip(details.meetings.iter().map(|meeting| meeting.academic_hours));
    let (opens_at, closes_at) = check_in::open_between(row.starts_at);
    let answer = if seat.is_none() {
        Answer::NotInRun
    } else if mark_at(&row.id) == Some(Mark::Present) {
        Answer::Marked
    } else if !present.takes(turn) {
        Answer::Old
    } else {
        match Opening::of(row.starts_at, now) {
            Opening::Early => Answer::Early(opens_at),
            Opening::Open if details.run.state == RunState::Open => Answer::Open,
            Opening::Open | Opening::Late => Answer::Late(closes_at),
        }
    };
    let tally = seat.as_ref().map(|_| Tally::of(hours));
    Ok(CheckIn { answer, meeting: Some((details, place + 1)), tally, seat, id: Some(row.id) })
}

/// Marks the caller as present by a code. To be marked twice changes nothing.
///
/// `Conflict`: the code is old, or it is too early or too late, or they have no seat in the run.
pub async fn check_in(tx: &mut Tx, typed: &str) -> Result<(), AppError> {
    let refused = || AppError::Conflict(Clash::CheckInRefused);
    let permit = policy::may_check_in(tx.caller())?.ok_or_else(refused)?;
    let known = read(tx, Some(&permit), typed).await?;
    if let Some((details, _)) = &known.meeting {
        // the run is neither closed nor is its trainer marking meanwhile
        places::lock(tx, details.id).await?;
    }
    let checked = read(tx, Some(&permit), typed).await?;
    match (checked.answer, checked.seat, checked.id, checked.meeting) {
        (Answer::Marked, ..) => Ok(()),
        (Answer::Open, Some(seat), Some(meeting), Some((details, number))) => {
            let permit = permit.mark(details.id);
            store::upsert(tx, &permit, (seat.id, meeting), Mark::Present).await?;
            let after = json!({ "meeting": meeting.to_string(), "number": number, "mark": Mark::Present.value() });
            Ok(audit::record_new(tx, "attendance.checked_in", ("enrollment", seat.id), &after)?)
        }
        _ => Err(refused()),
    }
}
