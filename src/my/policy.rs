//! Whose space it is.

use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::Rule,
};

/// A yes to a space of one's own, with enrollments and certificates.
#[derive(Debug)]
pub struct CanLearn(());

/// Only trainees enroll (rule R7); for staff there would be nothing here.
pub fn may_learn(caller: &Caller) -> Result<CanLearn, AppError> {
    if caller.has_role(Role::Trainee) { Ok(CanLearn(())) } else { Err(caller.refused(Rule::OwnCoursesAreForTrainees)) }
}
