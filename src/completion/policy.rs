//! Permits to enter scores and to close a run.

use crate::{
    courses::{
        model::{Run, RunState},
        service::RunTeam,
    },
    ground::{
        AppError,
        caller::Caller,
        error::{Clash, Rule},
        ids::{RunId, SpecialistId},
    },
};

/// Permit to enter the scores of one run.
#[derive(Debug)]
pub struct CanScore {
    run: RunId,
}

impl CanScore {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }
}

/// Permit to see the scores of one person.
#[derive(Debug)]
pub struct CanSeeOwn {
    specialist: SpecialistId,
}

impl CanSeeOwn {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Lets everybody see their own scores; `None`: they have no record, and so no scores.
pub fn may_see_own(caller: &Caller) -> Result<Option<CanSeeOwn>, AppError> {
    Ok(caller.signed_in()?.specialist.map(|specialist| CanSeeOwn { specialist }))
}

/// Lets staff and the trainers of a run enter its scores until it is closed.
pub fn may_score(team: &RunTeam, run: &Run) -> Result<CanScore, AppError> {
    check_open(run).map(|()| CanScore { run: team.run() })
}

/// Refuses a run that is not open: its results are decided, or there will be none.
pub fn check_open(run: &Run) -> Result<(), AppError> {
    match run.state {
        RunState::Draft | RunState::Open => Ok(()),
        RunState::Closed => Err(AppError::Conflict(Clash::RunIsClosed)),
        RunState::Cancelled => Err(AppError::Conflict(Clash::RunIsCancelled)),
    }
}

/// Lets staff see the results of a run and close it. A trainer of the run enters what these are made of.
pub fn may_see_closing(caller: &Caller) -> Result<(), AppError> {
    if caller.manages_registry() { Ok(()) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}
