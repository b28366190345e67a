//! Random steps on one run: rule R3 holds after each of them.

use rand::{RngExt, SeedableRng, rngs::StdRng};

use super::*;

/// Attempt that a person may make at any time, whether it makes sense or not.
#[derive(Clone, Copy, Debug)]
enum Attempt {
    Enroll(usize),
    Withdraw(usize),
    Accept(usize),
    /// Wait for this many hours, in which offers run out.
    Wait(i64),
}

fn any_attempt(random: &mut StdRng, people: usize) -> Attempt {
    let who = random.random_range(0..people);
    match random.random_range(0..10) {
        0..4 => Attempt::Enroll(who),
        4..6 => Attempt::Withdraw(who),
        6..9 => Attempt::Accept(who),
        _ => Attempt::Wait(random.random_range(1..60)),
    }
}

/// Carries it out; a refusal must have a reason that people get to read.
async fn carry_out(ctx: &Ctx, people: &[Trainee], run: RunId, attempt: Attempt) {
    let outcome = match attempt {
        Attempt::Enroll(who) => people[who].applies_to(ctx, run).await.map(drop),
        Attempt::Withdraw(who) => people[who].withdraws_from(ctx, run).await,
        Attempt::Accept(who) => people[who].accepts(ctx, run).await,
        Attempt::Wait(_) => {
            pass_offers_on(ctx).await;
            Ok(())
        }
    };
    assert!(matches!(outcome, Ok(()) | Err(AppError::Conflict(_) | AppError::NotFound)), "{attempt:?}: {outcome:?}");
}

async fn live_through(ctx: &Ctx, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let (run, people) = run_with(ctx, 3, 12).await;
    let mut now = ctx.clone();
    let mut lived = Vec::new();
    for _ in 0..120 {
        let attempt = any_attempt(&mut random, people.len());
        if let Attempt::Wait(hours) = attempt {
            now = later(&now, hours);
        }
        lived.push(attempt);
        carry_out(&now, &people, run, attempt).await;
        assert_places_are_right(&now).await;
    }
    let states = "select count(distinct state) from enrollments";
    assert!(numbers(ctx, states).await[0] >= 3, "seed {seed} lived through too little: {lived:?}");
    assert_eq!(audit::verify(&mut ctx.read().await.unwrap()).await.unwrap().broken_at, None);
}

on_both_databases!(whatever_people_do_in_whatever_order_the_places_are_right, |ctx| {
    live_through(&ctx, 20_261_012).await;
});

on_both_databases!(and_in_another_order_as_well, |ctx| {
    live_through(&ctx, 526).await;
});
