//! Permit to one's own space.

use crate::ground::{
    AppError,
    caller::{Caller, Role},
    error::Rule,
};

/// Permit to a space of one's own, with enrollments and certificates.
#[derive(Debug)]
pub struct CanSeeOwnCourses(());

/// Allows trainees, who alone enroll (rule R7); for staff there would be nothing here.
pub fn may_see_own_courses(caller: &Caller) -> Result<CanSeeOwnCourses, AppError> {
    if caller.has_role(Role::Trainee) {
        Ok(CanSeeOwnCourses(()))
    } else {
        Err(caller.refused(Rule::OwnCoursesAreForTrainees))
    }
}
