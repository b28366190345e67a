//! Steps on a real database: how histories are recorded, and in the other files how people enroll, what happens to
//! offers, what happens when many apply at once, and what letters and forms say.

mod by_hand;
mod changes;
mod decisions;
mod erasure;
mod forms;
mod letters;
mod offers;
mod pages;
mod previews;
mod property;
mod races;
mod records;
mod steps;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    model::{History, Reason, State, Step, StepReason},
    service,
};
use crate::{
    audit,
    courses::{
        model::{Admission, NewRun},
        service as courses,
    },
    db::{Ctx, on_driver},
    ground::{
        AppError, Locale,
        caller::{Caller, Role},
        clock::Clock,
        error::Clash,
        ids::{AccountId, EnrollmentId, RunId},
    },
    testing::{
        self, on_both_databases,
        registry::{self, day, register},
        world::{self, Trainee, World, announce, pass_offers_on, ten_days},
    },
};

/// Makes this many trainees in an empty registry.
async fn trainees(ctx: &Ctx, count: u32) -> Vec<Trainee> {
    World::begin(ctx).await.trainees(count).await
}

/// Makes a run of this many seats, and this many people who would like one.
async fn run_with(ctx: &Ctx, capacity: i32, people: u32) -> (RunId, Vec<Trainee>) {
    let trainees = trainees(ctx, people).await;
    (announce(ctx, &ten_days("RUN-1", capacity)).await, trainees)
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

async fn state(ctx: &Ctx, who: Trainee, run: RunId) -> State {
    who.enrollment_in(ctx, run).await.unwrap().state
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

/// Number of letters of a kind.
async fn letters(ctx: &Ctx, kind: &str) -> usize {
    world::letters(ctx).await.iter().filter(|letter| letter.kind.as_str() == kind).count()
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
