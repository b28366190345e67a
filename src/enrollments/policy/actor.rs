//! Table of rule R4 with the actors of each step.

use crate::enrollments::model::State;

/// Part that somebody plays when they take a step of an enrollment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Person who is enrolled.
    Applicant,
    Staff,
    /// Trainer of the run. They mark attendance and enter scores; staff close the run by these (R5).
    Trainer,
    /// Program by itself: a time is over, or a seat has come free.
    Scheduler,
    /// Staff or the demonstration, recording what happened elsewhere.
    Import,
    /// Person who has their own data erased.
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
                // first come, first served: the applicant gets a free seat or a queue position by applying
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
    /// Tells whether this actor may take a step.
    pub(super) fn may_take(self, from: State, to: State) -> bool {
        let mut own = STEPS.iter().filter(|(actor, _)| *actor == self).flat_map(|(_, steps)| *steps);
        own.any(|(begins, ends)| *begins == from && ends.contains(&to))
    }

    /// Tells whether this actor may make an enrollment that begins in this state.
    pub(super) const fn may_begin(self, state: State) -> bool {
        matches!(
            (self, state),
            (Self::Applicant | Self::Staff | Self::Import, State::Applied) | (Self::Import, State::Completed)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor::*, *};
    use State::*;

    const ACTORS: [Actor; 6] = [Applicant, Staff, Trainer, Scheduler, Import, Erasure];

    /// Steps that an actor may take, in the order of the states.
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
        assert_eq!(begins(Staff).collect::<Vec<_>>(), [Applied], "an application that came on paper");
        assert!([Trainer, Scheduler, Erasure].into_iter().all(|actor| begins(actor).next().is_none()));
    }
}
