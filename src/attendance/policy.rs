//! Permit to mark attendance in a run.

use chrono::NaiveDate;

use crate::{
    courses::{
        model::{Run, RunState},
        service::RunTeam,
    },
    ground::{AppError, clock, error::Clash, ids::RunId},
};
use chrono::{DateTime, Utc};

/// Permit to mark the people of one run.
#[derive(Debug)]
pub struct CanMark {
    run: RunId,
    /// Last day whose meetings may be marked; `None`: all of them may.
    until: Option<NaiveDate>,
}

impl CanMark {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }

    /// Tells whether a meeting that begins then may be marked.
    pub(super) fn covers(&self, starts_at: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| clock::day_of(starts_at) <= until)
    }
}

/// Lets staff mark any meeting of a run that is not over, and its trainers those that have come, on the run's days.
pub fn may_mark(team: &RunTeam, run: &Run, today: NaiveDate) -> Result<CanMark, AppError> {
    match run.state {
        RunState::Closed => return Err(AppError::Conflict(Clash::RunIsClosed)),
        RunState::Cancelled => return Err(AppError::Conflict(Clash::RunIsCancelled)),
        RunState::Draft | RunState::Open => {}
    }
    if team.is_staff() {
        return Ok(CanMark { run: team.run(), until: None });
    }
    if (run.starts_on..=run.ends_on).contains(&today) {
        Ok(CanMark { run: team.run(), until: Some(today) })
    } else {
        Err(AppError::Conflict(Clash::OutsideRunDays))
    }
}
