//! Permits to change the places of a run.

use super::model::Holding;
use crate::ground::{AppError, caller::Caller, error::Rule, ids::RunId};

/// Permit to set how many seats a run has.
#[derive(Debug)]
pub struct CanSetCapacity {
    run: RunId,
}

impl CanSetCapacity {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }
}

pub fn may_set_capacity(caller: &Caller, run: RunId) -> Result<CanSetCapacity, AppError> {
    if caller.manages_registry() {
        Ok(CanSetCapacity { run })
    } else {
        Err(caller.refused(Rule::RegistryIsKeptByStaff))
    }
}

/// Permit of a later room to change what a person holds. The type that implements it says who may do this.
pub trait CanChangeHolding {
    fn run(&self) -> RunId;
    fn before(&self) -> Holding;
    fn after(&self) -> Holding;
}
