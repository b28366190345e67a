//! Permits to change courses and runs and to work with the people of one run, and the scope in which a caller sees the
//! runs of staff.

use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::Rule,
    ids::{AccountId, RunId},
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
    /// Scope of the caller: staff have all runs, a trainer those that they teach.
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
