//! Permit to change courses and runs, and the scope in which a caller sees the runs of staff.

use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::Rule,
    ids::AccountId,
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
