//! Permits to write enrollments, made from the table of who may take which step (`actor.rs`).

mod actor;
mod merging;
mod results;

use actor::Actor;
pub use merging::{CanMoveEnrollments, may_move};
pub use results::{may_close, may_correct, may_reopen};

use crate::{
    accounts::model::Account,
    enrollments::model::{History, IllegalStep, LockedEnrollment, Move, State},
    ground::{
        AppError,
        caller::{Caller, Role},
        error::Rule,
        ids::{RunId, SpecialistId},
    },
    places::{Holding, service::CanChangeHolding},
};

impl Actor {
    fn take(self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        let step = Move::of(enrollment.state, to)?;
        if !self.may_take(step.from(), step.to()) {
            return Err(IllegalStep.into());
        }
        Ok(CanMove { enrollment: *enrollment, step })
    }

    fn add(self, run: RunId, specialist: SpecialistId, history: &History) -> Result<CanAdd<'_>, AppError> {
        let steps = history.steps();
        let begins = steps.first().is_some_and(|step| self.may_begin(step.to));
        if !begins || !steps.windows(2).all(|pair| self.may_take(pair[0].to, pair[1].to)) {
            return Err(IllegalStep.into());
        }
        Ok(CanAdd { run, specialist, history })
    }
}

/// Scope of a read: the enrollments of one person. It is part of the `where` of every statement that lists enrollments.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    specialist: SpecialistId,
}

impl Scope {
    /// Scope of the caller's own; `None` while they have no record.
    pub fn own(caller: &Caller) -> Result<Option<Self>, AppError> {
        Ok(caller.signed_in()?.specialist.map(|specialist| Self { specialist }))
    }

    /// Scope of any person's, for those who manage the registry.
    pub fn of_anybody(caller: &Caller, specialist: SpecialistId) -> Result<Self, AppError> {
        if caller.manages_registry() {
            Ok(Self { specialist })
        } else {
            Err(caller.refused(Rule::RegistryIsKeptByStaff))
        }
    }

    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }
}

/// Scope of a read: everybody's enrollments in one run. It is part of the `where` of every statement that lists them.
#[derive(Clone, Copy, Debug)]
pub struct RunScope {
    run: RunId,
}

impl RunScope {
    /// Scope of one run, with all that its applicants have said of themselves; for staff.
    pub fn of(caller: &Caller, run: RunId) -> Result<Self, AppError> {
        if caller.manages_registry() { Ok(Self { run }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
    }

    pub(super) const fn run(&self) -> RunId {
        self.run
    }
}

/// Permit to decide on the applications to a run.
#[derive(Debug)]
pub struct CanDecide {
    run: RunId,
}

impl CanDecide {
    pub(super) fn take(&self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        if enrollment.run != self.run {
            return Err(AppError::NotFound);
        }
        Actor::Staff.take(enrollment, to)
    }

    /// Permit to bring in a person who has applied on paper, with a history that staff may make.
    pub(super) fn admit<'a>(&self, specialist: SpecialistId, history: &'a History) -> Result<CanAdd<'a>, AppError> {
        Actor::Staff.add(self.run, specialist, history)
    }

    /// Permit to offer a free seat to the first who waits (R3).
    pub(super) const fn offer_seats(&self) -> CanOffer {
        CanOffer { run: self.run }
    }
}

/// Permit for what a change of a run by staff means to the people in it.
#[derive(Debug)]
pub struct CanChangeRun {
    run: RunId,
}

impl CanChangeRun {
    pub(super) const fn run(&self) -> RunId {
        self.run
    }

    /// Permit to end an enrollment because the run is cancelled.
    pub(super) fn end(&self, enrollment: &LockedEnrollment) -> Result<CanMove, AppError> {
        if enrollment.run != self.run {
            return Err(AppError::NotFound);
        }
        Actor::Staff.take(enrollment, State::Withdrawn)
    }

    pub(super) const fn offer_seats(&self) -> CanOffer {
        CanOffer { run: self.run }
    }
}

/// Permit to take one enrollment one step further.
#[derive(Debug)]
pub struct CanMove {
    enrollment: LockedEnrollment,
    step: Move,
}

impl CanMove {
    pub(super) const fn enrollment(&self) -> &LockedEnrollment {
        &self.enrollment
    }

    pub(super) const fn step(&self) -> Move {
        self.step
    }
}

/// Permit to bring a person into a run with this history.
#[derive(Debug)]
pub struct CanAdd<'a> {
    run: RunId,
    specialist: SpecialistId,
    history: &'a History,
}

impl CanAdd<'_> {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    pub(super) const fn history(&self) -> &History {
        self.history
    }
}

impl CanChangeHolding for CanMove {
    fn run(&self) -> RunId {
        self.enrollment.run
    }

    fn before(&self) -> Holding {
        self.step.from().holding()
    }

    fn after(&self) -> Holding {
        self.step.to().holding()
    }
}

impl CanChangeHolding for CanAdd<'_> {
    fn run(&self) -> RunId {
        self.run
    }

    fn before(&self) -> Holding {
        Holding::Nothing
    }

    fn after(&self) -> Holding {
        self.history.state().holding()
    }
}

/// Permit for a person's own steps in a run.
#[derive(Debug)]
pub struct CanApply {
    run: RunId,
    specialist: SpecialistId,
}

impl CanApply {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    pub(super) const fn scope(&self) -> Scope {
        Scope { specialist: self.specialist }
    }

    /// Permit to apply, with a history that applicants may make by themselves.
    pub(super) fn add<'a>(&self, history: &'a History) -> Result<CanAdd<'a>, AppError> {
        Actor::Applicant.add(self.run, self.specialist, history)
    }

    pub(super) fn take(&self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        if (enrollment.run, enrollment.specialist) != (self.run, self.specialist) {
            return Err(AppError::NotFound);
        }
        Actor::Applicant.take(enrollment, to)
    }

    /// Permit to offer the seat that the applicant leaves to the first who waits (R3).
    pub(super) const fn offer_seats(&self) -> CanOffer {
        CanOffer { run: self.run }
    }
}

/// Permit to offer free seats of a run to those who wait.
#[derive(Debug)]
pub struct CanOffer {
    run: RunId,
}

impl CanOffer {
    pub(super) fn take(&self, enrollment: &LockedEnrollment) -> Result<CanMove, AppError> {
        if enrollment.run != self.run {
            return Err(AppError::NotFound);
        }
        Actor::Scheduler.take(enrollment, State::Offered)
    }
}

/// Permit for all that is due in a run: offers and waiting end, and seats are offered to the next.
#[derive(Debug)]
pub struct CanPassOn {
    run: RunId,
}

impl CanPassOn {
    pub(super) fn take(&self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        if enrollment.run != self.run {
            return Err(AppError::NotFound);
        }
        Actor::Scheduler.take(enrollment, to)
    }

    pub(super) const fn offer_seats(&self) -> CanOffer {
        CanOffer { run: self.run }
    }
}

/// Permit to end a person's open enrollments, and to erase what was written about them.
#[derive(Debug)]
pub struct CanErase {
    specialist: SpecialistId,
}

impl CanErase {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    /// Permit to withdraw the person, and the one to offer the seat that they leave.
    pub(super) fn take(&self, enrollment: &LockedEnrollment) -> Result<(CanMove, CanOffer), AppError> {
        if enrollment.specialist != self.specialist {
            return Err(AppError::NotFound);
        }
        let leave = Actor::Erasure.take(enrollment, State::Withdrawn)?;
        Ok((leave, CanOffer { run: enrollment.run }))
    }
}

/// Lets somebody apply for any run at all.
pub fn may_apply(caller: &Caller) -> Result<(), AppError> {
    if caller.has_role(Role::Trainee) { Ok(()) } else { Err(caller.refused(Rule::EnrollingIsForTrainees)) }
}

/// Lets the owner of an account take their own steps in a run. `account` is the caller's as read in this transaction:
/// their record may have been made a moment ago. A person without a record has no enrollment.
pub fn may_apply_for(caller: &Caller, account: &Account, run: RunId) -> Result<CanApply, AppError> {
    may_apply(caller)?;
    if caller.signed_in()?.account != account.id {
        return Err(AppError::NotFound);
    }
    account.specialist.map(|specialist| CanApply { run, specialist }).ok_or(AppError::NotFound)
}

/// Lets staff record for any person what happened elsewhere.
pub fn may_record<'a>(
    caller: &Caller,
    run: RunId,
    specialist: SpecialistId,
    history: &'a History,
) -> Result<CanAdd<'a>, AppError> {
    if !caller.manages_registry() {
        return Err(caller.refused(Rule::RegistryIsKeptByStaff));
    }
    Actor::Import.add(run, specialist, history)
}

/// Lets staff see everything about any run.
pub fn may_manage_runs(caller: &Caller) -> Result<(), AppError> {
    if caller.manages_registry() { Ok(()) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets staff change a run with all that it means to the people in it.
pub fn may_change_run(caller: &Caller, run: RunId) -> Result<CanChangeRun, AppError> {
    may_manage_runs(caller)?;
    Ok(CanChangeRun { run })
}

/// Lets staff decide on the applications to a run.
pub fn may_decide(caller: &Caller, run: RunId) -> Result<CanDecide, AppError> {
    if caller.manages_registry() { Ok(CanDecide { run }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

/// Lets a person who has their own data erased leave all runs at once.
pub fn may_erase(caller: &Caller, specialist: SpecialistId) -> Result<CanErase, AppError> {
    if caller.signed_in()?.specialist == Some(specialist) {
        Ok(CanErase { specialist })
    } else {
        Err(AppError::NotFound)
    }
}

/// Lets the program by itself do what is due; nobody else may.
pub fn may_pass_on(caller: &Caller, run: RunId) -> Result<CanPassOn, AppError> {
    if *caller == Caller::Scheduler { Ok(CanPassOn { run }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::ground::ids::EnrollmentId;
    use State::*;

    #[test]
    fn a_permit_of_a_person_is_for_their_own_enrollment_and_their_own_steps() {
        let (run, other_run) = (RunId(Uuid::from_u128(1)), RunId(Uuid::from_u128(2)));
        let (own, other) = (SpecialistId(Uuid::from_u128(3)), SpecialistId(Uuid::from_u128(4)));
        let enrollment = |run, specialist, state| LockedEnrollment {
            id: EnrollmentId(Uuid::nil()),
            run,
            specialist,
            state,
            offer_ends_at: None,
        };
        let permit = CanApply { run, specialist: own };
        let take = |run, specialist, from, to| permit.take(&enrollment(run, specialist, from), to).map(drop);
        assert_eq!(take(run, own, Offered, Confirmed), Ok(()));
        assert_eq!(take(run, other, Offered, Confirmed), Err(AppError::NotFound));
        assert_eq!(take(other_run, own, Offered, Confirmed), Err(AppError::NotFound));
        let not_theirs = [
            (Confirmed, Completed),
            (Confirmed, NotCompleted),
            (Confirmed, NoShow),
            (Applied, Declined),
            (Waitlisted, Declined),
            (Waitlisted, Offered),
            (Offered, Expired),
        ];
        for (from, to) in not_theirs {
            assert_eq!(take(run, own, from, to), Err(IllegalStep.into()), "{from:?} to {to:?}");
        }
        // the seat that they leave may be offered, and nothing more
        let passed_on = permit.offer_seats().take(&enrollment(run, other, Waitlisted)).unwrap();
        assert_eq!(passed_on.step().to(), Offered);
        assert!(permit.offer_seats().take(&enrollment(other_run, other, Waitlisted)).is_err());
    }
}
