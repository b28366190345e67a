//! Who may write enrollments.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// A yes to recording how an enrollment went.
#[derive(Debug)]
pub struct CanRecord(());

pub fn may_record(caller: &Caller) -> Result<CanRecord, AppError> {
    if caller.keeps_registry() { Ok(CanRecord(())) } else { Err(AppError::Refused(Rule::RegistryIsKeptByStaff)) }
}
