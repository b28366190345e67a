//! Permits to change courses and runs and to work with the people of one run, and the scope in which a caller sees the
//! runs of staff.

use super::model::{RunState, details::RunDetails};
use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::{Clash, Rule},
    ids::{AccountId, CourseId, RunId},
};

/// Permit to make courses and runs and to change them.
#[derive(Debug)]
pub struct CanKeepCourses(());

pub fn may_keep_courses(caller: &Caller) -> Result<CanKeepCourses, AppError> {
    if caller.manages_registry() { Ok(CanKeepCourses(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Scope of a read: the runs that somebody works with. It is part of the `where` of every statement that lists them.
#[derive(Clone, Copy, Debug)]
pub struct RunScope {
    /// Account of the trainer whose runs they are; `None`: the runs of everybody.
    trainer: Option<AccountId>,
}

impl RunScope {
    /// Scope of the caller: staff have all runs, a trainer those that they teach and that
    /// are no drafts.
    pub fn of(caller: &Caller) -> Result<Self, AppError> {
        if caller.manages_registry() {
            Ok(Self { trainer: None })
        } else if caller.has_role(Role::Trainer) {
            Ok(Self { trainer: Some(caller.signed_in()?.account) })
        } else {
            Err(caller.refused(Rule::RegistryIsKeptByStaff))
        }
    }

    pub(super) const fn trainer(&self) -> Option<AccountId> {
        self.trainer
    }
}

/// Permit to see the people of a run by name, to mark their attendance and to enter their scores: of staff, and of the
/// trainers who teach the run (rule R7).
#[derive(Debug)]
pub struct RunTeam {
    run: RunId,
    is_staff: bool,
}

impl RunTeam {
    pub const fn run(&self) -> RunId {
        self.run
    }

    /// Tells whether the caller manages the registry, and does not only teach this run.
    pub const fn is_staff(&self) -> bool {
        self.is_staff
    }
}

/// Lets staff work with any run, and a trainer with those that they teach. To other trainers the run does not exist.
pub fn may_run(scope: &RunScope, run: RunId, teaches: bool) -> Result<RunTeam, AppError> {
    let is_staff = scope.trainer().is_none();
    if is_staff || teaches { Ok(RunTeam { run, is_staff }) } else { Err(AppError::NotFound) }
}

/// Permit to ask for a letter when a course has days, for an account.
#[derive(Debug)]
pub struct CanRequestDates(AccountId);

impl CanRequestDates {
    pub(super) const fn account(&self) -> AccountId {
        self.0
    }
}

pub fn may_request_dates(caller: &Caller) -> Result<CanRequestDates, AppError> {
    Ok(CanRequestDates(caller.signed_in()?.account))
}

/// Permit to change one run in the version that its editor has seen.
#[derive(Debug)]
pub struct CanEditRun {
    run: RunId,
    revision: i32,
}

impl CanEditRun {
    /// Lets staff change a run that is not over. `seen` is the version that the editor's page showed: where another
    /// change came first, this one is refused, so that nobody overwrites what they have not seen.
    pub fn of(caller: &Caller, details: &RunDetails, seen: i32) -> Result<Self, AppError> {
        may_keep_courses(caller)?;
        match details.run.state {
            RunState::Closed => Err(AppError::Conflict(Clash::RunIsClosed)),
            RunState::Cancelled => Err(AppError::Conflict(Clash::RunIsCancelled)),
            RunState::Draft | RunState::Open if details.revision != seen => Err(AppError::Conflict(Clash::RunChanged)),
            RunState::Draft | RunState::Open => Ok(Self { run: details.id, revision: seen }),
        }
    }

    pub(super) const fn run(&self) -> RunId {
        self.run
    }

    pub(super) const fn revision(&self) -> i32 {
        self.revision
    }
}

/// Permit to change one course in the version that its editor has seen.
#[derive(Debug)]
pub struct CanEditCourse {
    course: CourseId,
    revision: i32,
}

impl CanEditCourse {
    /// Lets staff change a course. `seen` is the version that the editor's page showed, `now` the one that there is:
    /// where another change came first, this one is refused.
    pub fn of(caller: &Caller, course: CourseId, seen: i32, now: i32) -> Result<Self, AppError> {
        may_keep_courses(caller)?;
        if seen == now { Ok(Self { course, revision: seen }) } else { Err(AppError::Conflict(Clash::CourseChanged)) }
    }

    pub(super) const fn course(&self) -> CourseId {
        self.course
    }

    pub(super) const fn revision(&self) -> i32 {
        self.revision
    }
}
