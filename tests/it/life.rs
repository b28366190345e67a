//! Whole life of a run, from the first application to the certificates: random steps on a pure model and on both
//! databases, side by side. After each step all three agree on everybody's state.

use maman::{
    attendance::{
        model::{Mark, Tally},
        service::{self as attendance, Sheet, TypedMark},
    },
    audit,
    certificates::service as certificates,
    completion::{
        model::{Proposal, Rule},
        service::{self as completion, TypedScore},
    },
    courses::{
        model::{Admission, NewRun},
        service as courses,
    },
    db::Ctx,
    enrollments::{
        State,
        model::Decision,
        service::{self as enrollments, NewDecision},
    },
    ground::{AppError, caller::Role, clock::Clock, ids::RunId},
    testing::{
        self, TestDatabase,
        world::{self, Trainee, World, announce, ten_days, with_meetings},
    },
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

const PEOPLE: u32 = 7;
const CAPACITY: usize = 3;
/// Two meetings of four academic hours each: of eight hours, seven are 80 per cent.
const MEETINGS: usize = 2;
const HOURS: i32 = 4;
/// Rule of the first course of the centre.
const RULE: Rule = Rule { min_attendance: 80, pass_mark: Some(70) };
/// Time for which an offer is open, in hours.
const OFFER_HOURS: i64 = 72;
/// Number of steps before the run, in it, and at its end.
const STEPS: [usize; 3] = [40, 60, 12];

/// Step that somebody tries, whether it makes sense or not.
#[derive(Clone, Copy, Debug)]
enum Attempt {
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

fn any_attempt(random: &mut StdRng, part: usize) -> Attempt {
    let who = random.random_range(0..PEOPLE as usize);
    let number = random.random_range(0..20);
    let before = |random: &mut StdRng| match number {
        0..7 => Attempt::Apply(who),
        7..9 => Attempt::Withdraw(who),
        9..12 => Attempt::Accept(who),
        12..16 => Attempt::Decide(who, Decision::Confirm),
        16 => Attempt::Decide(who, Decision::Decline),
        17..19 => Attempt::Decide(who, Decision::Waitlist),
        _ => Attempt::Wait(random.random_range(1..40)),
    };
    let within = |random: &mut StdRng| match number {
        // the first of them never comes
        0..12 if who == 0 => Attempt::Mark(who, random.random_range(0..MEETINGS), 0),
        0..12 => Attempt::Mark(who, random.random_range(0..MEETINGS), *pick(random, &[0, 2, 3, 4, 4, 4])),
        12..19 => Attempt::Score(who, *pick(random, &[50, 70, 71, 100])),
        _ => Attempt::Close,
    };
    match (part, number) {
        (0, _) => before(random),
        (1, _) => within(random),
        (_, 0..3) => Attempt::Reopen,
        (_, 3..7) => Attempt::Issue,
        (_, 7) => Attempt::Withdraw(who),
        (_, 8..12) => Attempt::Mark(who, random.random_range(0..MEETINGS), HOURS),
        _ => Attempt::Close,
    }
}

fn pick<'a, T>(random: &mut StdRng, from: &'a [T]) -> &'a T {
    &from[random.random_range(0..from.len())]
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
struct Model {
    people: Vec<Person>,
    is_selection: bool,
    has_begun: bool,
    is_closed: bool,
    last_number: usize,
    now: i64,
}

impl Model {
    fn new(is_selection: bool) -> Self {
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

    fn take(&mut self, attempt: Attempt) {
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
                let Some(state) = self.people[who].state.filter(|state| state.may_become(State::Withdrawn)) else { return };
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
                    Decision::Confirm if is_open && self.has_free_seat() => self.people[who].state = Some(State::Confirmed),
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
    fn begin(&mut self) {
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

    fn states(&self) -> Vec<Option<State>> {
        self.people.iter().map(|one| one.state).collect()
    }

    fn certificates(&self) -> usize {
        self.people.iter().filter(|one| one.has_certificate).count()
    }
}

fn is_result(state: State) -> bool {
    matches!(state, State::Completed | State::NotCompleted | State::NoShow)
}

/// Run on a database, with the time of its steps.
struct Real {
    ctx: Ctx,
    run: RunId,
    people: Vec<Trainee>,
}

impl Real {
    async fn begin(ctx: &Ctx, is_selection: bool) -> Self {
        let mut world = World::begin(ctx).await;
        let people = world.trainees(PEOPLE).await;
        let admission = if is_selection { Admission::Selection } else { Admission::FirstCome };
        let run = with_meetings(ten_days("R-1", i32::try_from(CAPACITY).unwrap()), MEETINGS as u64);
        let run = announce(ctx, &NewRun { admission, ..run }).await;
        Self { ctx: ctx.clone(), run, people }
    }

    /// Takes a step as the person whose it is. A refusal has a reason that people get to read.
    async fn take(&mut self, attempt: Attempt) {
        let outcome = match attempt {
            Attempt::Apply(who) => self.people[who].applies_to(&self.ctx, self.run).await.map(drop),
            Attempt::Withdraw(who) => self.people[who].withdraws_from(&self.ctx, self.run).await,
            Attempt::Accept(who) => self.people[who].accepts(&self.ctx, self.run).await,
            Attempt::Wait(hours) => {
                self.ctx.clock = Clock::Fixed(self.ctx.clock.now() + chrono::TimeDelta::hours(hours));
                world::pass_offers_on(&self.ctx).await;
                Ok(())
            }
            other => self.take_as_staff(other).await,
        };
        let is_worded = matches!(outcome, Ok(()) | Err(AppError::Conflict(_) | AppError::NotFound | AppError::Invalid(_)));
        assert!(is_worded, "{attempt:?}: {outcome:?}");
    }

    async fn take_as_staff(&self, attempt: Attempt) -> Result<(), AppError> {
        let staff = self.ctx.as_caller(testing::account(&[Role::Staff]));
        let id = async |who: usize| {
            let own = self.people[who].enrollment_in(&self.ctx, self.run).await;
            own.map(|own| own.id).ok_or(AppError::NotFound)
        };
        match attempt {
            Attempt::Decide(who, decision) => {
                let id = id(who).await?;
                let mut tx = staff.begin().await?;
                let new = NewDecision { decision, note: "a note", is_note_sent: false };
                enrollments::decide(&mut tx, self.run, &[id], new).await?;
                audit::commit_changes(tx).await?;
            }
            Attempt::Mark(who, meeting, hours) => {
                let typed = hours.to_string();
                let mark = TypedMark { enrollment: id(who).await?, meeting: meeting + 1, typed: &typed, shown: None };
                let mut tx = staff.begin().await?;
                attendance::mark(&mut tx, "R-1", &Sheet { marks: vec![mark], all_present: None }).await?;
                audit::commit_changes(tx).await?;
            }
            Attempt::Score(who, score) => {
                let typed = score.to_string();
                let score = TypedScore { enrollment: id(who).await?, typed: &typed, shown: None };
                let mut tx = staff.begin().await?;
                completion::save_scores(&mut tx, "R-1", &[score]).await?;
                audit::commit_changes(tx).await?;
            }
            Attempt::Close => {
                let mut tx = staff.begin().await?;
                completion::close(&mut tx, "R-1", &[]).await?;
                audit::commit_changes(tx).await?;
            }
            Attempt::Reopen => {
                let mut tx = staff.begin().await?;
                let reopening = completion::begin_reopening(&mut tx, "R-1").await?;
                if certificates::is_any_issued(&mut tx, self.run).await? {
                    return Ok(());
                }
                completion::reopen(&mut tx, reopening, "a reason").await?;
                audit::commit_changes(tx).await?;
            }
            Attempt::Issue => {
                let mut tx = staff.begin().await?;
                let details = courses::run(&mut tx, "R-1").await?.ok_or(AppError::NotFound)?;
                let completed = enrollments::completed_in_run(&mut tx, self.run).await?;
                let ids: Vec<_> = completed.into_iter().map(|one| one.id).collect();
                let today = tx.today();
                certificates::issue_run(&mut tx, &details, &ids, today).await?;
                audit::commit_changes(tx).await?;
            }
            _ => unreachable!("{attempt:?} is a trainee's"),
        }
        Ok(())
    }

    /// Time in which the run is over.
    async fn passes_to_its_end(&mut self) {
        self.ctx.clock = Clock::Fixed("2026-11-20T07:00:00Z".parse().unwrap());
        world::pass_offers_on(&self.ctx).await;
    }

    async fn states(&self) -> Vec<Option<State>> {
        let mut states = Vec::new();
        for who in &self.people {
            states.push(who.enrollment_in(&self.ctx, self.run).await.map(|own| own.state));
        }
        states
    }

    async fn certificates(&self) -> usize {
        certificates::register(&mut self.ctx.read().await.unwrap()).await.unwrap().len()
    }
}

/// Lives one life on the model and on the databases; returns the states at its end.
async fn live(databases: &[Ctx], seed: u64) -> Vec<Option<State>> {
    let mut random = StdRng::seed_from_u64(seed);
    let is_selection = seed % 2 == 1;
    let mut model = Model::new(is_selection);
    let mut reals = Vec::new();
    for ctx in databases {
        reals.push(Real::begin(ctx, is_selection).await);
    }
    let mut lived = Vec::new();
    for (part, steps) in STEPS.into_iter().enumerate() {
        if part == 1 {
            model.begin();
            for real in &mut reals {
                real.passes_to_its_end().await;
            }
        }
        for _ in 0..steps {
            let attempt = any_attempt(&mut random, part);
            lived.push(attempt);
            model.take(attempt);
            for real in &mut reals {
                real.take(attempt).await;
                assert_eq!(real.states().await, model.states(), "seed {seed}: {lived:?}");
            }
        }
    }
    for real in &reals {
        assert_eq!(real.certificates().await, model.certificates(), "seed {seed}: {lived:?}");
        let report = audit::verify(&mut real.ctx.read().await.unwrap()).await.unwrap();
        assert_eq!(report.broken_at, None, "seed {seed}");
    }
    model.states()
}

#[tokio::test]
async fn a_life_of_a_run_is_the_same_on_the_model_and_on_both_databases() {
    let mut endings = Vec::new();
    for seed in 1..=12 {
        let ending = testing::run(Some(TestDatabase::sqlite()), async |sqlite| {
            let beside = testing::run(TestDatabase::postgres().await, async |postgres| {
                live(&[sqlite.clone(), postgres], seed).await
            });
            match beside.await {
                Some(ending) => ending,
                None => live(&[sqlite], seed).await,
            }
        });
        endings.extend(ending.await.unwrap().into_iter().flatten());
    }
    for state in [State::Completed, State::NotCompleted, State::NoShow, State::Withdrawn, State::Declined] {
        assert!(endings.contains(&state), "no life ended in {state:?}: {endings:?}");
    }
}
