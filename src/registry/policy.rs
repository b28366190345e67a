//! Permits of staff to see people and to make one record of two (rule R7).

use super::site::Pair;
use crate::ground::{AppError, caller::Caller, error::Rule, ids::SpecialistId};

/// Permit to see everybody in the registry.
#[derive(Debug)]
pub struct CanSeePeople(());

/// Permit to write down that these two records became one.
#[derive(Debug)]
pub struct CanMerge {
    pair: Pair,
}

impl CanMerge {
    pub(super) const fn kept(&self) -> SpecialistId {
        self.pair.ids()[0]
    }

    pub(super) const fn gone(&self) -> SpecialistId {
        self.pair.ids()[1]
    }
}

pub fn may_see_people(caller: &Caller) -> Result<CanSeePeople, AppError> {
    if caller.manages_registry() { Ok(CanSeePeople(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

pub fn may_merge(caller: &Caller, pair: Pair) -> Result<CanMerge, AppError> {
    may_see_people(caller).map(|_| CanMerge { pair })
}
