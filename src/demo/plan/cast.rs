//! People of the story, by what they are in it for.

use super::{DEMO_TRAINED, regions};
use crate::{
    accounts::model::DEMO_SIGN_INS,
    demo::people::{People, Shares},
    ground::caller::Role,
    specialists::model::NewSpecialist,
};

/// Number of people of phase 1, as many as history has.
const PHASE_1_TRAINED: usize = 130;
/// Number of people trained by the demonstration's phase who come from phase 1.
const RETURNING: usize = 12;
/// Number of people who hold no certificate, or not any more.
const OTHERS: usize = 75;
/// Number of people who come in only with the runs that staff are about to finish.
const LATE: usize = 34;
/// Number of the demonstration's trainee: the last of the first group, who came again, whose first certificate has
/// expired since.
pub(super) const TRAINEE: usize = 17;
/// Trainee's position among the people of the demonstration's phase: one who is there once.
const TRAINEES_PLACE: usize = 50;

/// People in the order in which they enter the story.
pub(super) struct Line {
    pub all: Vec<usize>,
    entered: usize,
}

impl Line {
    const fn new(all: Vec<usize>) -> Self {
        Self { all, entered: 0 }
    }

    pub(super) fn next(&mut self, count: usize) -> Vec<usize> {
        let entering: Vec<usize> = self.all.iter().skip(self.entered).take(count).copied().collect();
        self.entered += entering.len();
        entering
    }
}

/// Cast: everybody in the story, by what they are in it for.
pub(super) struct Cast {
    pub people: Vec<NewSpecialist>,
    pub phase_1: Line,
    pub demo: Line,
    pub others: Line,
}

impl Cast {
    pub(super) fn new(invent: &mut People) -> Self {
        let mut people = cohort_by_age_of_region(invent, regions::PHASE_1);
        let reached = |person: &NewSpecialist| {
            person.facts.region.is_some_and(|region| regions::DEMO.iter().any(|(code, _)| *code == region.code))
        };
        let others_again = (20..PHASE_1_TRAINED).filter(|one| reached(&people[*one]));
        let returning: Vec<usize> = std::iter::once(TRAINEE).chain(others_again).take(RETURNING).collect();
        let free: Vec<usize> = (60..PHASE_1_TRAINED).filter(|one| !returning.contains(one)).collect();
        let mut grow = |size| {
            let first = people.len();
            people.extend(invent.cohort(size, regions::DEMO));
            first..people.len()
        };
        let new = grow(DEMO_TRAINED - RETURNING);
        let others = grow(OTHERS);
        let mut demo: Vec<usize> = returning.into_iter().chain(new).collect();
        invent.shuffle(&mut demo);
        if let Some(place) = demo.iter().position(|person| *person == TRAINEE) {
            demo.swap(place, TRAINEES_PLACE);
        }
        let first_late = people.len();
        people.extend(invent.cohort(LATE, regions::DEMO));
        let late = first_late..people.len();
        // a few foreign experts have no IIN
        for person in [demo[30], demo[60], 77] {
            people[person].iin = None;
        }
        // the address that the record was given is the one that the account has
        let trainee = DEMO_SIGN_INS.iter().find(|sign_in| sign_in.role == Role::Trainee);
        people[TRAINEE].email = trainee.map(|sign_in| sign_in.email.to_owned().into());
        Self {
            people,
            phase_1: Line::new((0..PHASE_1_TRAINED).collect()),
            demo: Line::new(demo),
            others: Line::new(others.chain(free).chain(late).collect()),
        }
    }
}

/// Cohort of a phase that began before some regions did: their people come last.
fn cohort_by_age_of_region(invent: &mut People, regions: &Shares<&'static str>) -> Vec<NewSpecialist> {
    let mut people: Vec<NewSpecialist> = invent.cohort(PHASE_1_TRAINED, regions).collect();
    people.sort_by_key(|person| person.facts.region.is_some_and(|region| region.since.is_some()));
    people
}
