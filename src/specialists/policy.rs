//! Who may keep the records of people.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// A yes to registering people and to changing their records.
#[derive(Debug)]
pub struct CanKeepPeople(());

pub fn may_keep_people(caller: &Caller) -> Result<CanKeepPeople, AppError> {
    if caller.keeps_registry() { Ok(CanKeepPeople(())) } else { Err(AppError::Refused(Rule::RegistryIsKeptByStaff)) }
}
