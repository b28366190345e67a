//! Permits to mark attendance in a run: that of others, and one's own by a code.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    courses::{
        model::{Run, RunState},
        service::RunTeam,
    },
    ground::{
        AppError,
        caller::{Caller, Role},
        clock,
        error::{Clash, Rule},
        ids::{RunId, SpecialistId},
    },
};

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

/// Permit to see the marks of one person.
#[derive(Debug)]
pub struct CanSeeOwn {
    specialist: SpecialistId,
}

impl CanSeeOwn {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Lets everybody see their own marks; `None`: they have no record, and so no marks.
pub fn may_see_own(caller: &Caller) -> Result<Option<CanSeeOwn>, AppError> {
    Ok(caller.signed_in()?.specialist.map(|specialist| CanSeeOwn { specialist }))
}

/// Permit of a trainee to mark themselves as present.
#[derive(Debug)]
pub struct CanCheckIn {
    specialist: SpecialistId,
}

impl CanCheckIn {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    /// Permit for the mark, in a run whose code the trainee has read.
    #[expect(clippy::unused_self, reason = "the one permit is made of the other")]
    pub(super) const fn mark(&self, run: RunId) -> CanMark {
        CanMark { run, until: None }
    }
}

/// Lets trainees mark themselves; `None`: they have no record yet, and so no seat anywhere.
pub fn may_check_in(caller: &Caller) -> Result<Option<CanCheckIn>, AppError> {
    if !caller.has_role(Role::Trainee) {
        return Err(caller.refused(Rule::OwnCoursesAreForTrainees));
    }
    Ok(caller.signed_in()?.specialist.map(|specialist| CanCheckIn { specialist }))
}
