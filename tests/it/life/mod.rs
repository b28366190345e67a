//! Whole life of a run, from the first application to the certificates: random steps on a pure model and on both
//! databases, side by side. After each step all three agree on everybody's state.

mod model;

use maman::{
    attendance::service::{self as attendance, Sheet, TypedMark},
    audit,
    certificates::service as certificates,
    completion::service::{self as completion, TypedScore},
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

use self::model::{Attempt, CAPACITY, HOURS, MEETINGS, Model, PEOPLE};

/// Number of steps before the run, in it, and at its end.
const STEPS: [usize; 3] = [40, 60, 12];

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
            other => Box::pin(self.take_as_staff(other)).await,
        };
        let is_worded =
            matches!(outcome, Ok(()) | Err(AppError::Conflict(_) | AppError::NotFound | AppError::Invalid(_)));
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
                Box::pin(real.take(attempt)).await;
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
                Box::pin(live(&[sqlite.clone(), postgres], seed)).await
            });
            match Box::pin(beside).await {
                Some(ending) => ending,
                None => Box::pin(live(&[sqlite], seed)).await,
            }
        });
        endings.extend(ending.await.unwrap().into_iter().flatten());
    }
    for state in [State::Completed, State::NotCompleted, State::NoShow, State::Withdrawn, State::Declined] {
        assert!(endings.contains(&state), "no life ended in {state:?}: {endings:?}");
    }
}
