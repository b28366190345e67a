//! Who may write enrollments.

use crate::{
    accounts::model::Account,
    ground::{
        AppError,
        caller::{Caller, Role},
        error::Rule,
        ids::{RunId, SpecialistId},
    },
};

/// A yes to bringing this person into this run, and to taking their enrollment in it a step further.
#[derive(Debug)]
pub struct CanEnroll {
    run: RunId,
    specialist: SpecialistId,
}

/// A yes to passing on the places of this run to whoever is next in line.
#[derive(Debug)]
pub struct CanPassOn {
    run: RunId,
}

/// A yes to ending all that is live of this person's.
#[derive(Debug)]
pub struct CanLeave {
    specialist: SpecialistId,
}

impl CanEnroll {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }

    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    /// The place that somebody leaves goes on to the next in line: the one deed brings the other (rule R3).
    pub(super) const fn passing_on(&self) -> CanPassOn {
        CanPassOn { run: self.run }
    }
}

impl CanPassOn {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }

    /// For whom a place of the run is offered, or whose offer is over.
    pub(super) const fn to(&self, specialist: SpecialistId) -> CanEnroll {
        CanEnroll { run: self.run, specialist }
    }
}

impl CanLeave {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    pub(super) const fn in_run(&self, run: RunId) -> CanEnroll {
        CanEnroll { run, specialist: self.specialist }
    }
}

/// Recording how somebody's enrollment went, whoever they are.
pub fn may_record(caller: &Caller, run: RunId, specialist: SpecialistId) -> Result<CanEnroll, AppError> {
    if caller.keeps_registry() {
        Ok(CanEnroll { run, specialist })
    } else {
        Err(caller.refused(Rule::RegistryIsKeptByStaff))
    }
}

/// Enrolling anywhere at all.
pub fn may_apply(caller: &Caller) -> Result<(), AppError> {
    if caller.has_role(Role::Trainee) { Ok(()) } else { Err(caller.refused(Rule::EnrollingIsForTrainees)) }
}

/// Enrolling, accepting and withdrawing for oneself. `account` is the caller's own as it stands now: the record of
/// the person may have been made in this very transaction. Without one, the person has no enrollment to know of.
pub fn may_enroll(caller: &Caller, account: &Account, run: RunId) -> Result<CanEnroll, AppError> {
    may_apply(caller)?;
    if caller.signed_in()?.account != account.id {
        return Err(AppError::NotFound);
    }
    account.specialist.map(|specialist| CanEnroll { run, specialist }).ok_or(AppError::NotFound)
}

/// Leaving all runs at once, for whoever has their own data erased.
pub fn may_leave(caller: &Caller, specialist: SpecialistId) -> Result<CanLeave, AppError> {
    if caller.signed_in()?.specialist == Some(specialist) {
        Ok(CanLeave { specialist })
    } else {
        Err(AppError::NotFound)
    }
}

/// Letting offers run out and passing their places on: the program does this by itself, and nobody else does.
pub fn may_pass_on(caller: &Caller, run: RunId) -> Result<CanPassOn, AppError> {
    if *caller == Caller::Scheduler { Ok(CanPassOn { run }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}
