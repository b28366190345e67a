//! World of a test: runs that people apply to, a clock that passes, and the letters that go out.
//!
//! A verb acts at the time of the context that it is given, so a test may also act in two times at once.

use chrono::{Days, TimeDelta};

use super::{
    caller_of,
    registry::{self, course, day, register},
};
use crate::{
    accounts::{Email, model::NewAccount, service as accounts},
    audit,
    courses::{
        model::{Meeting, NewRun},
        service as courses,
    },
    db::{Ctx, Tx},
    enrollments::{State, service as enrollments},
    ground::{
        AppError, Locale, Localized,
        caller::{Caller, Role, Roles},
        clock::{self, Clock},
        ids::{AccountId, RunId, SpecialistId},
    },
    outbox::{self, QueuedLetter},
    specialists::{model::ConsentKind, service as specialists},
};

/// Registry with the centre's courses and programme, and with nobody in it yet.
pub struct World {
    /// Context of its operator, at the world's time.
    pub ctx: Ctx,
    trainees: u32,
}

impl World {
    /// Begins in an empty database.
    pub async fn begin(ctx: &Ctx) -> Self {
        registry::with_courses_and_phases(ctx).await;
        Self { ctx: ctx.clone(), trainees: 0 }
    }

    /// Announces the run of ten days with so many seats.
    pub async fn run(&self, code: &str, capacity: i32) -> RunId {
        announce(&self.ctx, &ten_days(code, capacity)).await
    }

    /// Makes one more trainee; the languages take turns.
    pub async fn trainee(&mut self) -> Trainee {
        let [trainee] = self.trainees(1).await[..] else { unreachable!("one was made") };
        trainee
    }

    /// Makes this many more trainees, in one transaction.
    pub async fn trainees(&mut self, count: u32) -> Vec<Trainee> {
        let mut tx = self.ctx.as_caller(Caller::Demonstration).begin().await.expect("a transaction begins");
        let mut trainees = Vec::new();
        for number in self.trainees + 1..=self.trainees + count {
            trainees.push(Trainee::register(&mut tx, number, Locale::ALL[number as usize % 3]).await);
        }
        audit::commit(tx).await.expect("the trainees are saved");
        self.trainees += count;
        trainees
    }

    /// Lets this much time pass, and the program do what is due by then.
    pub async fn clock_passes(&mut self, time: TimeDelta) {
        self.ctx.clock = Clock::Fixed(self.ctx.clock.now() + time);
        pass_offers_on(&self.ctx).await;
    }

    /// Letters of all states, the oldest first.
    pub async fn letters(&self) -> Vec<QueuedLetter> {
        letters(&self.ctx).await
    }
}

/// Trainee with an account, a whole profile, and the consent to processing. Nobody knows their password.
#[derive(Clone, Copy, Debug)]
pub struct Trainee {
    pub account: AccountId,
    pub specialist: SpecialistId,
}

impl Trainee {
    /// Registers the person of this number, with an account in this language.
    pub async fn register(tx: &mut Tx, number: u32, locale: Locale) -> Self {
        let specialist = register(tx, number).await.id;
        specialists::give(tx, specialist, &[ConsentKind::Processing], locale).await.expect("a consent is given");
        let new = NewAccount {
            email: Email::parse(&format!("trainee-{number}@example.org")).expect("an address"),
            password_hash: Some("none".to_owned().into()),
            name: None,
            locale,
            roles: Roles::TRAINEE,
            specialist: Some(specialist),
        };
        Self { account: accounts::create(tx, new).await.expect("an account is made"), specialist }
    }

    pub fn caller(self) -> Caller {
        caller_of(self.account, Some(self.specialist), &[Role::Trainee])
    }

    /// Applies, and tells the state that the application is in.
    pub async fn applies_to(self, ctx: &Ctx, run: RunId) -> Result<State, AppError> {
        let mut tx = ctx.as_caller(self.caller()).begin().await?;
        let enrolled = enrollments::enroll(&mut tx, run).await?;
        audit::commit_changes(tx).await?;
        Ok(enrolled.state)
    }

    /// Takes an application or a place back.
    pub async fn withdraws_from(self, ctx: &Ctx, run: RunId) -> Result<(), AppError> {
        let mut tx = ctx.as_caller(self.caller()).begin().await?;
        enrollments::withdraw(&mut tx, run).await?;
        audit::commit_changes(tx).await?;
        Ok(())
    }

    /// Accepts the seat that was offered.
    pub async fn accepts(self, ctx: &Ctx, run: RunId) -> Result<(), AppError> {
        let mut tx = ctx.as_caller(self.caller()).begin().await?;
        enrollments::accept(&mut tx, run).await?;
        audit::commit_changes(tx).await?;
        Ok(())
    }

    /// Own enrollment in a run, as their page shows it.
    pub async fn enrollment_in(self, ctx: &Ctx, run: RunId) -> Option<enrollments::OwnEnrollment> {
        let mut tx = ctx.as_caller(self.caller()).read().await.expect("a transaction begins");
        enrollments::own_in_run(&mut tx, run).await.expect("an enrollment is read")
    }
}

/// Open run of ten days, from Tuesday, 3 November 2026, with so many seats.
pub fn ten_days(code: &str, capacity: i32) -> NewRun {
    NewRun::plain(code, day("2026-11-03"), day("2026-11-12"), capacity)
}

/// Gives a run so many meetings of four hours, one a day from its first day, at 14:00 in Astana.
pub fn with_meetings(run: NewRun, count: u64) -> NewRun {
    let meeting = |(number, day): (i32, u64)| {
        let starts_at = clock::start_of(run.starts_on + Days::new(day)) + TimeDelta::hours(14);
        let topic = Localized { kk: "Тақырып".to_owned(), ru: "Тема".to_owned(), en: "Topic".to_owned() };
        Meeting { number, starts_at, ends_at: starts_at + TimeDelta::hours(3), academic_hours: 4, topic }
    };
    NewRun { meetings: (1..).zip(0..count).map(meeting).collect(), ..run }
}

/// Announces a run of the first course.
pub async fn announce(ctx: &Ctx, run: &NewRun) -> RunId {
    let mut tx = ctx.begin().await.expect("a transaction begins");
    let (course, _) = course(&mut tx, "NRC-01").await;
    let id = courses::announce(&mut tx, course, run).await.expect("a run is announced");
    audit::commit(tx).await.expect("a run is saved");
    id
}

/// Ends the offers that are over and offers their seats to the next, as the program does by itself. Returns how many.
pub async fn pass_offers_on(ctx: &Ctx) -> u32 {
    enrollments::pass_on(&ctx.as_caller(Caller::Scheduler)).await.expect("offers are passed on")
}

/// Letters of all states, the oldest first.
pub async fn letters(ctx: &Ctx) -> Vec<QueuedLetter> {
    let mut tx = ctx.read().await.expect("a transaction begins");
    let mut letters = outbox::list(&mut tx, 1_000, 0).await.expect("letters are listed");
    letters.sort_by_key(|letter| letter.id);
    letters
}
