//! Permit to change courses and runs.

use crate::ground::{AppError, caller::Caller, error::Rule};

/// Permit to make courses and runs and to change them.
#[derive(Debug)]
pub struct CanKeepCourses(());

pub fn may_keep_courses(caller: &Caller) -> Result<CanKeepCourses, AppError> {
    if caller.manages_registry() { Ok(CanKeepCourses(())) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}
