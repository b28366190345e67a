//! Steps of many people at once. Each is a task of its own, so that the databases really have them side by side.

use tokio::task::JoinSet;

use super::*;

/// Enrolls everybody at once; returns what each got, in no order.
async fn all_at_once(ctx: &Ctx, people: &[Trainee], run: RunId) -> Vec<Result<State, AppError>> {
    let mut attempts = JoinSet::new();
    for who in people.iter().copied() {
        let ctx = ctx.clone();
        attempts.spawn(async move { who.applies_to(&ctx, run).await });
    }
    attempts.join_all().await
}

fn count(outcomes: &[Result<State, AppError>], state: State) -> usize {
    outcomes.iter().filter(|outcome| **outcome == Ok(state)).count()
}

on_both_databases!(of_two_hundred_people_at_once_twenty_get_the_twenty_places_and_the_others_wait_in_order, |ctx| {
    let (run, people) = run_with(&ctx, 20, 200).await;
    let outcomes = all_at_once(&ctx, &people, run).await;
    assert_eq!((count(&outcomes, State::Confirmed), count(&outcomes, State::Waitlisted)), (20, 180), "{outcomes:?}");
    let order = "select waiting_number from enrollments where state = 'waitlisted' order by waiting_number";
    let mut tx = ctx.read().await.unwrap();
    let waiting: Vec<i32> = on_driver!(tx, |c| sqlx::query_scalar(order).fetch_all(c).await).unwrap();
    assert_eq!(waiting, (1..=180).collect::<Vec<_>>());
    // nobody overtakes anybody: the numbers rise as the log has the applications
    let sql = "select subject_id from audit_entries where action = 'enrollment.applied' order by seq";
    let arrived: Vec<String> = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap();
    let sql = "select id from enrollments order by coalesce(waiting_number, 0), id";
    let standing: Vec<EnrollmentId> = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap();
    let standing: Vec<String> = standing.into_iter().map(|id| id.to_string()).collect();
    assert_eq!(arrived[20..], standing[20..]);
    assert_eq!(taken(&ctx).await, (20, 20));
    assert_eq!((letters(&ctx, "place_confirmed").await, letters(&ctx, "waiting_list").await), (20, 180));
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
});

on_both_databases!(of_fifty_people_at_once_one_gets_the_last_place, |ctx| {
    let (run, people) = run_with(&ctx, 3, 52).await;
    for who in &people[..2] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let outcomes = all_at_once(&ctx, &people[2..], run).await;
    assert_eq!((count(&outcomes, State::Confirmed), count(&outcomes, State::Waitlisted)), (1, 49), "{outcomes:?}");
    assert_places_are_right(&ctx).await;
});

on_both_databases!(one_person_who_enrolls_ten_times_at_once_is_enrolled_once, |ctx| {
    let (run, people) = run_with(&ctx, 5, 1).await;
    let outcomes = all_at_once(&ctx, &[people[0]; 10], run).await;
    assert_eq!(count(&outcomes, State::Confirmed), 10, "{outcomes:?}");
    assert_eq!(numbers(&ctx, "select count(*) from enrollments").await, [1]);
    assert_eq!(taken(&ctx).await, (1, 1));
    assert_eq!(letters(&ctx, "place_confirmed").await, 1);
});

on_both_databases!(of_runs_that_overlap_one_person_gets_into_one_however_many_tabs_ask, |ctx| {
    let people = trainees(&ctx, 1).await;
    let mut attempts = JoinSet::new();
    for number in 1..=8 {
        let run = announce(&ctx, &ten_days(&format!("RUN-{number}"), 5)).await;
        let (ctx, who) = (ctx.clone(), people[0]);
        attempts.spawn(async move { who.applies_to(&ctx, run).await });
    }
    let outcomes = attempts.join_all().await;
    let refused = outcomes.iter().filter(|outcome| **outcome == Err(AppError::Conflict(Clash::RunsOverlap))).count();
    assert_eq!((count(&outcomes, State::Confirmed), refused), (1, 7), "{outcomes:?}");
    assert_places_are_right(&ctx).await;
});

on_both_databases!(an_offer_accepted_twice_at_once_is_one_place, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let mut attempts = JoinSet::new();
    for _ in 0..2 {
        let (ctx, who) = (ctx.clone(), people[1]);
        attempts.spawn(async move { who.accepts(&ctx, run).await });
    }
    assert_eq!(attempts.join_all().await, [Ok(()), Ok(())]);
    assert_eq!(taken(&ctx).await, (1, 1));
    assert_eq!(letters(&ctx, "place_confirmed").await, 2);
});

on_both_databases!(an_offer_is_accepted_or_runs_out_and_never_both, |ctx| {
    let people = trainees(&ctx, 21).await;
    let mut offered = Vec::new();
    for number in 1..=10_u32 {
        let first = day("2026-11-03") + chrono::Days::new(u64::from(number) * 7);
        let run = announce(&ctx, &NewRun::plain(format!("RUN-{number}"), first, first, 1)).await;
        let who = people[number as usize];
        people[0].applies_to(&ctx, run).await.unwrap();
        who.applies_to(&ctx, run).await.unwrap();
        people[number as usize + 10].applies_to(&ctx, run).await.unwrap();
        people[0].withdraws_from(&ctx, run).await.unwrap();
        offered.push((who, run));
    }
    // the last click comes a moment before the end, and the sweep at the end
    let (click, sweeping) = (at(&ctx, later(&ctx, 72).clock.now() - TimeDelta::microseconds(1)), later(&ctx, 72));
    let mut attempts = JoinSet::new();
    for (who, run) in offered.clone() {
        let click = click.clone();
        attempts.spawn(async move { (run, who.accepts(&click, run).await) });
        if who.account == offered[4].0.account {
            let sweeping = sweeping.clone();
            attempts.spawn(async move {
                pass_offers_on(&sweeping).await;
                (run, Ok(()))
            });
        }
    }
    let outcomes = attempts.join_all().await;
    for (who, run) in offered {
        let was_refused = outcomes.contains(&(run, Err(AppError::Conflict(Clash::OfferOver))));
        let expected = if was_refused { State::Expired } else { State::Confirmed };
        assert_eq!(state(&ctx, who, run).await, expected);
    }
    assert_places_are_right(&ctx).await;
});

on_both_databases!(
    when_all_leave_and_come_at_once_every_place_is_somebodys_and_nobody_waits_beside_a_free_one,
    |ctx| {
        let (run, people) = run_with(&ctx, 5, 30).await;
        for who in &people[..15] {
            who.applies_to(&ctx, run).await.unwrap();
        }
        let mut attempts = JoinSet::new();
        for (place, who) in people.iter().copied().enumerate() {
            let ctx = ctx.clone();
            attempts.spawn(async move {
                match place {
                    // those with a seat, and some of those who wait, withdraw
                    0..10 => who.withdraws_from(&ctx, run).await,
                    // some have just been offered one, or are about to be
                    10..15 => who.accepts(&ctx, run).await.or(Ok(())),
                    _ => who.applies_to(&ctx, run).await.map(drop),
                }
            });
        }
        let outcomes = attempts.join_all().await;
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
        assert_places_are_right(&ctx).await;
        assert_eq!(taken(&ctx).await.0, 5);
        assert_eq!(audit::verify(&mut ctx.read().await.unwrap()).await.unwrap().broken_at, None);
    }
);
