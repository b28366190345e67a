//! Who may write enrollments: the table of rule R4 with the actors of each step, and the permits made from it.

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

/// Part that somebody plays when they take a step of an enrollment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The person whose enrollment it is.
    Applicant,
    Staff,
    /// Trainer of the run. They mark attendance and enter scores; staff close the run by these (R5).
    Trainer,
    /// The program by itself: a time is over, or a seat has come free.
    Scheduler,
    /// Staff or the demonstration, recording what happened elsewhere.
    Import,
    /// A person who has their own data erased.
    Erasure,
}

/// Steps from a state to one of these.
type Steps = &'static [(State, &'static [State])];

/// Steps of each actor.
const STEPS: &[(Actor, Steps)] = {
    use State::{
        Applied, Completed, Confirmed, Declined, Expired, NoShow, NotCompleted, Offered, Waitlisted, Withdrawn,
    };
    &[
        (
            Actor::Applicant,
            &[
                // first come: a free seat, or a position in the queue, is had by asking for it
                (Applied, &[Confirmed, Waitlisted, Withdrawn]),
                (Waitlisted, &[Withdrawn]),
                (Offered, &[Confirmed, Withdrawn]),
                (Confirmed, &[Withdrawn]),
            ],
        ),
        (
            Actor::Staff,
            &[
                (Applied, &[Confirmed, Waitlisted, Declined, Withdrawn]),
                (Waitlisted, &[Declined, Withdrawn]),
                (Offered, &[Withdrawn]),
                (Confirmed, &[Withdrawn, Completed, NotCompleted, NoShow]),
            ],
        ),
        (Actor::Trainer, &[]),
        (Actor::Scheduler, &[(Waitlisted, &[Offered, Declined]), (Offered, &[Expired])]),
        (
            Actor::Import,
            &[
                (Applied, &[Confirmed, Waitlisted, Declined, Withdrawn]),
                (Waitlisted, &[Offered, Declined, Withdrawn]),
                (Offered, &[Confirmed, Expired, Withdrawn]),
                (Confirmed, &[Withdrawn, Completed, NotCompleted, NoShow]),
            ],
        ),
        (
            Actor::Erasure,
            &[(Applied, &[Withdrawn]), (Waitlisted, &[Withdrawn]), (Offered, &[Withdrawn]), (Confirmed, &[Withdrawn])],
        ),
    ]
};

impl Actor {
    /// Tells whether a step is this actor's.
    fn may_take(self, from: State, to: State) -> bool {
        let mut own = STEPS.iter().filter(|(actor, _)| *actor == self).flat_map(|(_, steps)| *steps);
        own.any(|(begins, ends)| *begins == from && ends.contains(&to))
    }

    /// Tells whether this actor may make an enrollment that begins in this state.
    const fn may_begin(self, state: State) -> bool {
        matches!((self, state), (Self::Applicant | Self::Import, State::Applied) | (Self::Import, State::Completed))
    }

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

/// Scope of a read: the enrollments of one person. It ends up in the `where` of every statement that lists some.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    specialist: SpecialistId,
}

impl Scope {
    /// Scope of the caller's own; `None` while they have no record.
    pub fn own(caller: &Caller) -> Result<Option<Self>, AppError> {
        Ok(caller.signed_in()?.specialist.map(|specialist| Self { specialist }))
    }

    /// Scope of anybody's, for those who keep the registry.
    pub fn of_anybody(caller: &Caller, specialist: SpecialistId) -> Result<Self, AppError> {
        if caller.keeps_registry() { Ok(Self { specialist }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
    }

    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
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

    /// Permit to apply, with what the applicant may make of it themselves.
    pub(super) fn add<'a>(&self, history: &'a History) -> Result<CanAdd<'a>, AppError> {
        Actor::Applicant.add(self.run, self.specialist, history)
    }

    pub(super) fn take(&self, enrollment: &LockedEnrollment, to: State) -> Result<CanMove, AppError> {
        if (enrollment.run, enrollment.specialist) != (self.run, self.specialist) {
            return Err(AppError::NotFound);
        }
        Actor::Applicant.take(enrollment, to)
    }

    /// Permit for the seat that the applicant leaves: it goes to the first who waits (R3).
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

/// Permit to end all that is open of a person's, and to erase what was written about it.
#[derive(Debug)]
pub struct CanErase {
    specialist: SpecialistId,
}

impl CanErase {
    pub(super) const fn specialist(&self) -> SpecialistId {
        self.specialist
    }

    /// Permit to withdraw the person, and the one for the seat that they leave.
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

/// Lets the owner of an account take their own steps in a run. `account` is the caller's as this transaction reads it:
/// their record may have been made a moment ago. Somebody without a record has no enrollment to know of.
pub fn may_apply_for(caller: &Caller, account: &Account, run: RunId) -> Result<CanApply, AppError> {
    may_apply(caller)?;
    if caller.signed_in()?.account != account.id {
        return Err(AppError::NotFound);
    }
    account.specialist.map(|specialist| CanApply { run, specialist }).ok_or(AppError::NotFound)
}

/// Lets staff record what happened elsewhere, to anybody.
pub fn may_record<'a>(
    caller: &Caller,
    run: RunId,
    specialist: SpecialistId,
    history: &'a History,
) -> Result<CanAdd<'a>, AppError> {
    if !caller.keeps_registry() {
        return Err(caller.refused(Rule::RegistryIsKeptByStaff));
    }
    Actor::Import.add(run, specialist, history)
}

/// Lets a person who has their own data erased leave all runs at once.
pub fn may_erase(caller: &Caller, specialist: SpecialistId) -> Result<CanErase, AppError> {
    if caller.signed_in()?.specialist == Some(specialist) {
        Ok(CanErase { specialist })
    } else {
        Err(AppError::NotFound)
    }
}

/// Lets the program by itself do what is due; nobody else does it.
pub fn may_pass_on(caller: &Caller, run: RunId) -> Result<CanPassOn, AppError> {
    if *caller == Caller::Scheduler { Ok(CanPassOn { run }) } else { Err(caller.refused(Rule::RegistryIsKeptByStaff)) }
}

#[cfg(test)]
mod tests {
    use super::{Actor::*, *};
    use State::*;

    const ACTORS: [Actor; 6] = [Applicant, Staff, Trainer, Scheduler, Import, Erasure];

    /// Every step that an actor may take, in the order of the states.
    fn steps_of(actor: Actor) -> Vec<(State, State)> {
        let all = State::ALL.iter().flat_map(|from| State::ALL.iter().map(move |to| (*from, *to)));
        all.filter(|(from, to)| actor.may_take(*from, *to)).collect()
    }

    #[test]
    fn nobody_may_take_a_step_that_rule_r4_does_not_have() {
        for actor in ACTORS {
            assert!(steps_of(actor).iter().all(|(from, to)| from.may_become(*to)), "{actor:?}");
        }
    }

    #[test]
    fn every_step_of_rule_r4_is_somebodys() {
        let is_anybodys = |from, to| [Applicant, Staff, Scheduler].iter().any(|actor| actor.may_take(from, to));
        for (from, to) in steps_of(Import) {
            assert!(is_anybodys(from, to), "{from:?} to {to:?}");
        }
    }

    #[test]
    fn a_person_comes_leaves_and_takes_what_is_offered_and_no_more() {
        let own = [
            (Applied, Confirmed),
            (Applied, Waitlisted),
            (Applied, Withdrawn),
            (Confirmed, Withdrawn),
            (Waitlisted, Withdrawn),
            (Offered, Confirmed),
            (Offered, Withdrawn),
        ];
        assert_eq!(steps_of(Applicant), own);
        assert_eq!(steps_of(Erasure), own.into_iter().filter(|(_, to)| *to == Withdrawn).collect::<Vec<_>>());
    }

    #[test]
    fn staff_choose_decline_and_close_and_accept_no_offer_for_anybody() {
        let own = [
            (Applied, Confirmed),
            (Applied, Waitlisted),
            (Applied, Declined),
            (Applied, Withdrawn),
            (Confirmed, Withdrawn),
            (Confirmed, Completed),
            (Confirmed, NotCompleted),
            (Confirmed, NoShow),
            (Waitlisted, Declined),
            (Waitlisted, Withdrawn),
            (Offered, Withdrawn),
        ];
        assert_eq!(steps_of(Staff), own);
        assert_eq!(steps_of(Trainer), []);
    }

    #[test]
    fn the_program_passes_seats_on_and_ends_waiting() {
        assert_eq!(steps_of(Scheduler), [(Waitlisted, Declined), (Waitlisted, Offered), (Offered, Expired)]);
    }

    #[test]
    fn only_what_was_recorded_elsewhere_begins_at_its_end() {
        let begins = |actor: Actor| State::ALL.iter().copied().filter(move |state| actor.may_begin(*state));
        assert_eq!(begins(Applicant).collect::<Vec<_>>(), [Applied]);
        assert_eq!(begins(Import).collect::<Vec<_>>(), [Applied, Completed]);
        assert!([Staff, Trainer, Scheduler, Erasure].into_iter().all(|actor| begins(actor).next().is_none()));
    }
}
