//! Steps on a real database: how histories are recorded, and in the other files how people enroll, what happens to
//! offers, what happens when many apply at once, and what letters and forms say.

mod deeds;
mod doors;
mod erasure;
mod letters;
mod offers;
mod pages;
mod property;
mod races;
mod records;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    model::{History, Reason, State, Step, StepReason},
    service,
};
use crate::{
    accounts::{Email, model::NewAccount, service as accounts},
    audit,
    courses::{
        model::{Admission, NewRun},
        service as courses,
    },
    db::{Ctx, on_driver},
    ground::{
        AppError, Locale,
        caller::{Caller, Role, Roles},
        clock::Clock,
        error::Clash,
        ids::{AccountId, ConsentId, EnrollmentId, RunId, SpecialistId},
    },
    specialists::model::ConsentText,
    testing::{
        self, on_both_databases,
        registry::{self, day, register},
    },
};

/// Person with an account, a whole profile, and the consent to processing.
#[derive(Clone, Copy, Debug)]
struct Trainee {
    account: AccountId,
    specialist: SpecialistId,
}

impl Trainee {
    fn caller(self) -> Caller {
        testing::caller_of(self.account, Some(self.specialist), &[Role::Trainee])
    }
}

/// Makes this many trainees in an empty registry.
async fn trainees(ctx: &Ctx, count: u32) -> Vec<Trainee> {
    let consent = "insert into consents (id, specialist_id, kind, version, locale, given_at)
        values ($1, $2, 'processing', $3, 'ru', $4)";
    registry::with_courses_and_phases(ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let mut trainees = Vec::new();
    for number in 1..=count {
        let specialist = register(&mut tx, number).await.id;
        let new = NewAccount {
            email: Email::parse(&format!("trainee-{number}@example.org")).unwrap(),
            // nobody signs in here
            password_hash: String::new().into(),
            name: None,
            locale: Locale::ALL[number as usize % 3],
            roles: Roles::TRAINEE,
            specialist: Some(specialist),
        };
        let account = accounts::create(&mut tx, new).await.unwrap();
        let (id, at, version): (ConsentId, _, _) = (tx.ids().next(), tx.at(), &ConsentText::current().version);
        on_driver!(tx, |c| sqlx::query(consent)
            .bind(id)
            .bind(specialist)
            .bind(version)
            .bind(at)
            .execute(c)
            .await
            .map(drop))
        .unwrap();
        trainees.push(Trainee { account, specialist });
    }
    audit::commit(tx).await.unwrap();
    trainees
}

/// Run that is open, from Tuesday, 3 November to 12 November 2026.
fn plain(code: &str, capacity: i32) -> NewRun {
    NewRun::plain(code, day("2026-11-03"), day("2026-11-12"), capacity)
}

async fn announce(ctx: &Ctx, run: &NewRun) -> RunId {
    let mut tx = ctx.begin().await.unwrap();
    let (course, _) = registry::course(&mut tx, "NRC-01").await;
    let id = courses::announce(&mut tx, course, run).await.unwrap();
    audit::commit(tx).await.unwrap();
    id
}

/// Makes a run of this many seats, and this many people who would like one.
async fn run_with(ctx: &Ctx, capacity: i32, people: u32) -> (RunId, Vec<Trainee>) {
    let trainees = trainees(ctx, people).await;
    (announce(ctx, &plain("RUN-1", capacity)).await, trainees)
}

/// Context of the same world at this instant.
fn at(ctx: &Ctx, instant: DateTime<Utc>) -> Ctx {
    Ctx { clock: Clock::Fixed(instant), ..ctx.clone() }
}

/// Context of the same world this many hours later.
fn later(ctx: &Ctx, hours: i64) -> Ctx {
    at(ctx, ctx.clock.now() + TimeDelta::hours(hours))
}

/// Context of the same world at noon of a day in Astana.
fn on(ctx: &Ctx, day: NaiveDate) -> Ctx {
    at(ctx, crate::ground::clock::start_of(day) + TimeDelta::hours(12))
}

async fn end(tx: crate::db::Tx) {
    if tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
}

async fn enroll(ctx: &Ctx, who: Trainee, run: RunId) -> Result<State, AppError> {
    let mut tx = ctx.as_caller(who.caller()).begin().await?;
    let enrolled = service::enroll(&mut tx, run).await?;
    end(tx).await;
    Ok(enrolled.state)
}

async fn withdraw(ctx: &Ctx, who: Trainee, run: RunId) -> Result<(), AppError> {
    let mut tx = ctx.as_caller(who.caller()).begin().await?;
    service::withdraw(&mut tx, run).await?;
    end(tx).await;
    Ok(())
}

async fn accept(ctx: &Ctx, who: Trainee, run: RunId) -> Result<(), AppError> {
    let mut tx = ctx.as_caller(who.caller()).begin().await?;
    service::accept(&mut tx, run).await?;
    end(tx).await;
    Ok(())
}

/// Ends the offers that are over, as the program does by itself.
async fn sweep(ctx: &Ctx) -> u32 {
    service::pass_on(&ctx.as_caller(Caller::Scheduler)).await.unwrap()
}

/// Enrollment of a person in a run, as they see it.
async fn own(ctx: &Ctx, who: Trainee, run: RunId) -> Option<service::OwnEnrollment> {
    let mut tx = ctx.as_caller(who.caller()).read().await.unwrap();
    service::own_in_run(&mut tx, run).await.unwrap()
}

async fn state(ctx: &Ctx, who: Trainee, run: RunId) -> State {
    own(ctx, who, run).await.unwrap().state
}

async fn numbers(ctx: &Ctx, sql: &'static str) -> Vec<i64> {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
}

/// Number of taken seats, and of people in this state.
async fn taken(ctx: &Ctx) -> (i32, i64) {
    let mut tx = ctx.read().await.unwrap();
    let sql = "select seats_taken, (select count(*) from enrollments where state = 'confirmed') from places";
    on_driver!(tx, |c| sqlx::query_as(sql).fetch_one(c).await).unwrap()
}

/// Number of queued letters of a kind.
async fn letters(ctx: &Ctx, kind: &str) -> usize {
    let mut tx = ctx.read().await.unwrap();
    let sql = "select kind from letters where kind = $1";
    let found: Vec<String> = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(kind).fetch_all(c).await).unwrap();
    found.len()
}

/// Statement that counts the runs whose counts are not those of their people.
const MISCOUNTED: &str = "select count(*) from places p
    where p.seats_taken <> (select count(*) from enrollments e where e.run_id = p.run_id
        and e.state in ('confirmed', 'offered', 'completed', 'not_completed', 'no_show'))
    or p.seats_offered <> (select count(*) from enrollments e where e.run_id = p.run_id and e.state = 'offered')
    or p.waiting <> (select count(*) from enrollments e where e.run_id = p.run_id and e.state = 'waitlisted')";

/// Asserts rule R3: every taken seat is somebody's, none is taken twice, and none is free while somebody waits for it.
async fn assert_places_are_right(ctx: &Ctx) {
    assert_eq!(numbers(ctx, MISCOUNTED).await, [0]);
    let lost = "select count(*) from enrollments where state = 'waitlisted' and waiting_number is null
        or state = 'offered' and offer_ends_at is null";
    assert_eq!(numbers(ctx, lost).await, [0]);
    let mut tx = ctx.read().await.unwrap();
    let sql = "select p.seats_taken, p.capacity, p.waiting, r.starts_on from places p join runs r on r.id = p.run_id";
    let runs: Vec<(i32, i32, i32, NaiveDate)> = on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    for (seats, capacity, waiting, starts_on) in runs {
        assert!(seats <= capacity, "{seats} of {capacity}");
        assert!(waiting == 0 || seats == capacity || starts_on <= tx.today(), "a free seat, and {waiting} who wait");
    }
}
