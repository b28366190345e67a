//! Permit to move enrollments between two records of one person.

use crate::ground::{AppError, caller::Caller, error::Rule, ids::SpecialistId};

/// Permit to give the enrollments of one record to the one that it is merged into.
#[derive(Debug)]
pub struct CanMoveEnrollments {
    from: SpecialistId,
    to: SpecialistId,
}

impl CanMoveEnrollments {
    pub(in crate::enrollments) const fn from(&self) -> SpecialistId {
        self.from
    }

    pub(in crate::enrollments) const fn to(&self) -> SpecialistId {
        self.to
    }
}

/// Lets staff give the enrollments of a record to the one that it is merged into.
pub fn may_move(caller: &Caller, from: SpecialistId, to: SpecialistId) -> Result<CanMoveEnrollments, AppError> {
    if caller.manages_registry() {
        Ok(CanMoveEnrollments { from, to })
    } else {
        Err(caller.refused(Rule::RegistryIsKeptByStaff))
    }
}
