//! Run as rules R3 to R6 have it, without a database.

use maman::{
    attendance::model::{Mark, Tally},
    completion::model::{Proposal, Rule},
    enrollments::{State, model::Decision},
};

pub(super) const PEOPLE: u32 = 7;
pub(super) const CAPACITY: usize = 3;
/// Two meetings of four academic hours each: of eight hours, seven are 80 per cent.
pub(super) const MEETINGS: usize = 2;
pub(super) const HOURS: i32 = 4;
/// Rule of the first course of the centre.
const RULE: Rule = Rule { min_attendance: 80, pass_mark: Some(70) };
/// Time for which an offer is open, in hours.
const OFFER_HOURS: i64 = 72;
/// Step that somebody tries, whether it makes sense or not.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attempt {
    Apply(usize),
    Withdraw(usize),
    Accept(usize),
    Decide(usize, Decision),
    /// Hours pass, and the program does what is due.
    Wait(i64),
    Mark(usize, usize, i32),
    Score(usize, i32),
    Close,
    Reopen,
    Issue,
}

/// Person of the model.
#[derive(Clone, Debug, Default)]
struct Person {
    state: Option<State>,
    queue_number: usize,
    offered_at: i64,
    marks: [Option<i32>; MEETINGS],
    score: Option<i32>,
    has_certificate: bool,
}

/// Run as rules R3 to R6 have it, without a database.
#[derive(Clone, Debug)]
pub(super) struct Model {
    people: Vec<Person>,
    is_selection: bool,
    has_begun: bool,
    is_closed: bool,
    last_number: usize,
    now: i64,
}

impl Model {
    pub(super) fn new(is_selection: bool) -> Self {
        let people = vec![Person::default(); PEOPLE as usize];
        Self { people, is_selection, has_begun: false, is_closed: false, last_number: 0, now: 0 }
    }

    fn has_free_seat(&self) -> bool {
        self.people.iter().filter(|one| one.state.is_some_and(State::holds_seat)).count() < CAPACITY
    }

    fn first_waiting(&self) -> Option<usize> {
        let waiting = (0..self.people.len()).filter(|who| self.people[*who].state == Some(State::Waitlisted));
        waiting.min_by_key(|who| self.people[*who].queue_number)
    }

    fn wait_in_line(&mut self, who: usize) {
        self.last_number += 1;
        (self.people[who].state, self.people[who].queue_number) = (Some(State::Waitlisted), self.last_number);
    }

    fn offer_free_seats(&mut self) {
        while !self.has_begun && self.has_free_seat() {
            let Some(next) = self.first_waiting() else { break };
            (self.people[next].state, self.people[next].offered_at) = (Some(State::Offered), self.now);
        }
    }

    /// Result that rule R5 gives a person.
    fn proposal(&self, who: usize) -> Proposal {
        let mark = |hours: i32| Mark::parse(&hours.to_string(), HOURS).unwrap();
        let marks = self.people[who].marks.iter().map(|hours| (hours.and_then(mark), HOURS));
        RULE.propose(Tally::of(marks), self.people[who].score)
    }

    pub(super) fn take(&mut self, attempt: Attempt) {
        match attempt {
            Attempt::Apply(who) => {
                if self.has_begun || self.people[who].state.is_some_and(State::blocks_reapplying) {
                    return;
                }
                self.people[who] = Person::default();
                if self.is_selection {
                    self.people[who].state = Some(State::Applied);
                } else if self.has_free_seat() && self.first_waiting().is_none() {
                    self.people[who].state = Some(State::Confirmed);
                } else {
                    self.wait_in_line(who);
                }
            }
            Attempt::Withdraw(who) => {
                let Some(state) = self.people[who].state.filter(|state| state.may_become(State::Withdrawn)) else {
                    return;
                };
                self.people[who].state = Some(State::Withdrawn);
                if state.holds_seat() {
                    self.offer_free_seats();
                }
            }
            Attempt::Accept(who) => {
                if self.people[who].state == Some(State::Offered) {
                    self.people[who].state = Some(State::Confirmed);
                }
            }
            Attempt::Decide(who, decision) => {
                let is_open = self.people[who].state.is_some_and(|state| decision.is_open_to(state));
                match decision {
                    Decision::Waitlist if is_open => self.wait_in_line(who),
                    Decision::Confirm if is_open && self.has_free_seat() => {
                        self.people[who].state = Some(State::Confirmed);
                    }
                    Decision::Decline if is_open => self.people[who].state = Some(State::Declined),
                    _ => {}
                }
            }
            Attempt::Wait(hours) => self.wait(hours),
            Attempt::Mark(who, meeting, hours) => {
                if !self.is_closed && self.people[who].state == Some(State::Confirmed) {
                    self.people[who].marks[meeting] = Some(hours);
                }
            }
            Attempt::Score(who, score) => {
                if !self.is_closed && self.people[who].state == Some(State::Confirmed) {
                    self.people[who].score = Some(score);
                }
            }
            Attempt::Close => self.close(),
            Attempt::Reopen => {
                if self.is_closed && self.people.iter().all(|one| !one.has_certificate) {
                    self.is_closed = false;
                    for one in self.people.iter_mut().filter(|one| one.state.is_some_and(is_result)) {
                        one.state = Some(State::Confirmed);
                    }
                }
            }
            Attempt::Issue => {
                for one in &mut self.people {
                    one.has_certificate |= one.state == Some(State::Completed);
                }
            }
        }
    }

    fn wait(&mut self, hours: i64) {
        self.now += hours;
        let is_over = |one: &Person| one.state == Some(State::Offered) && one.offered_at + OFFER_HOURS <= self.now;
        let over: Vec<usize> = (0..self.people.len()).filter(|who| is_over(&self.people[*who])).collect();
        for who in &over {
            self.people[*who].state = Some(State::Expired);
        }
        if !over.is_empty() {
            self.offer_free_seats();
        }
    }

    /// The run begins: no seat is passed on any more, and nobody waits for one.
    pub(super) fn begin(&mut self) {
        self.has_begun = true;
        for one in &mut self.people {
            one.state = match one.state {
                Some(State::Offered) => Some(State::Expired),
                Some(State::Waitlisted) => Some(State::Declined),
                other => other,
            };
        }
    }

    fn close(&mut self) {
        let confirmed: Vec<usize> =
            (0..self.people.len()).filter(|who| self.people[*who].state == Some(State::Confirmed)).collect();
        let results: Option<Vec<_>> = confirmed.iter().map(|who| self.proposal(*who).result()).collect();
        let Some(results) = results.filter(|_| !self.is_closed) else { return };
        self.is_closed = true;
        for (who, result) in confirmed.into_iter().zip(results) {
            self.people[who].state = Some(result.state());
        }
    }

    pub(super) fn states(&self) -> Vec<Option<State>> {
        self.people.iter().map(|one| one.state).collect()
    }

    pub(super) fn certificates(&self) -> usize {
        self.people.iter().filter(|one| one.has_certificate).count()
    }
}

fn is_result(state: State) -> bool {
    matches!(state, State::Completed | State::NotCompleted | State::NoShow)
}
