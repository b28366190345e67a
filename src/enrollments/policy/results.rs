//! Permits for the results of a run: closing it, opening it again, and correcting one result.

use super::{Actor, CanMove};
use crate::{
    enrollments::model::{LockedEnrollment, Move, State},
    ground::{AppError, caller::Caller, error::Rule, ids::RunId},
};

/// Permit to give the people of a run their results.
#[derive(Debug)]
pub struct CanClose {
    run: RunId,
}

impl CanClose {
    pub(in crate::enrollments) fn take(&self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        is_of(self.run, enrollment)?;
        Actor::Staff.take(enrollment, to)
    }
}

/// Permit to take the results of a run back, so that it can be closed anew.
#[derive(Debug)]
pub struct CanReopen {
    run: RunId,
}

impl CanReopen {
    pub(in crate::enrollments) fn take(&self, enrollment: &LockedEnrollment) -> Result<CanMove, AppError> {
        correct(self.run, enrollment, State::Confirmed)
    }
}

/// Permit to correct the result of one person of a closed run, who has completed it after all.
#[derive(Debug)]
pub struct CanCorrect {
    run: RunId,
}

impl CanCorrect {
    pub(in crate::enrollments) fn take(&self, enrollment: &LockedEnrollment) -> Result<CanMove, AppError> {
        correct(self.run, enrollment, State::Completed)
    }
}

fn is_of(run: RunId, enrollment: &LockedEnrollment) -> Result<(), AppError> {
    if enrollment.run == run { Ok(()) } else { Err(AppError::NotFound) }
}

fn correct(run: RunId, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
    is_of(run, enrollment)?;
    Ok(CanMove { enrollment: *enrollment, step: Move::correction(enrollment.state, to)? })
}

fn is_staff(caller: &Caller) -> Result<(), AppError> {
    if caller.manages_registry() { Ok(()) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets staff close a run by its results (rule R5). A trainer enters what these are made of, and does not decide.
pub fn may_close(caller: &Caller, run: RunId) -> Result<CanClose, AppError> {
    is_staff(caller).map(|()| CanClose { run })
}

/// Lets staff take the results of a run back.
pub fn may_reopen(caller: &Caller, run: RunId) -> Result<CanReopen, AppError> {
    is_staff(caller).map(|()| CanReopen { run })
}

/// Lets staff correct a result.
pub fn may_correct(caller: &Caller, run: RunId) -> Result<CanCorrect, AppError> {
    is_staff(caller).map(|()| CanCorrect { run })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ground::ids::{EnrollmentId, SpecialistId};

    #[test]
    fn a_permit_is_for_one_run_and_for_the_steps_of_its_name() {
        use State::*;
        let (run, other) = (RunId(Uuid::from_u128(1)), RunId(Uuid::from_u128(2)));
        let enrollment = |run, state| LockedEnrollment {
            id: EnrollmentId(Uuid::nil()),
            run,
            specialist: SpecialistId(Uuid::nil()),
            state,
            offer_ends_at: None,
        };
        let froms = |take: &dyn Fn(&LockedEnrollment) -> Result<CanMove, AppError>| {
            assert_eq!(take(&enrollment(other, Confirmed)).map(drop), Err(AppError::NotFound));
            let all = State::ALL.iter().copied();
            all.filter(|state| take(&enrollment(run, *state)).is_ok()).collect::<Vec<_>>()
        };
        assert_eq!(froms(&|one| CanClose { run }.take(one, NoShow)), [Confirmed]);
        assert_eq!(froms(&|one| CanReopen { run }.take(one)), [Completed, NotCompleted, NoShow]);
        assert_eq!(froms(&|one| CanCorrect { run }.take(one)), [NotCompleted, NoShow]);
    }
}
