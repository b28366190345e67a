//! Offers that nobody takes.

use super::*;
use crate::ground::error::Rule;

on_both_databases!(an_offer_not_taken_passes_on_by_itself_and_only_once, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    assert_eq!(pass_offers_on(&later(&ctx, 71)).await, 0, "it is not over yet");
    let over = later(&ctx, 72);
    assert_eq!(pass_offers_on(&over).await, 1);
    assert_eq!(state(&ctx, people[1], run).await, State::Expired);
    let next = people[2].enrollment_in(&ctx, run).await.unwrap();
    assert_eq!((next.state, next.offer_ends_at), (State::Offered, Some(testing::now() + TimeDelta::hours(144))));
    let before = numbers(&ctx, "select seq from audit_head").await;
    assert_eq!(pass_offers_on(&over).await, 0);
    assert_eq!(numbers(&ctx, "select seq from audit_head").await, before, "there was nothing left to do");
    assert_eq!((letters(&ctx, "offer_ran_out").await, letters(&ctx, "place_offered").await), (1, 2));
    assert_places_are_right(&ctx).await;
});

on_both_databases!(when_a_run_begins_whoever_still_waits_is_told_that_no_place_came_free, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    assert_eq!(pass_offers_on(&on(&ctx, day("2026-11-02"))).await, 0, "the eve");
    let begun = on(&ctx, day("2026-11-03"));
    assert_eq!(pass_offers_on(&begun).await, 2);
    for who in &people[1..] {
        let own = who.enrollment_in(&ctx, run).await.unwrap();
        assert!(own.waited_in_vain() && own.state == State::Declined);
    }
    assert_eq!(state(&ctx, people[0], run).await, State::Confirmed);
    assert_eq!((letters(&ctx, "no_place").await, pass_offers_on(&begun).await), (2, 0));
    assert_places_are_right(&ctx).await;
});

on_both_databases!(a_place_that_nobody_takes_is_free_in_the_end, |ctx| {
    let (run, people) = run_with(&ctx, 1, 4).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    for round in 1..=3 {
        assert_eq!(pass_offers_on(&later(&ctx, round * 72)).await, 1);
        assert_places_are_right(&ctx).await;
    }
    assert_eq!(taken(&ctx).await, (0, 0));
    for who in &people[1..] {
        assert_eq!(state(&ctx, *who, run).await, State::Expired);
    }
    // a person who still wants to come enrolls again, and has a seat at once
    assert_eq!(people[2].applies_to(&later(&ctx, 220), run).await, Ok(State::Confirmed));
});

on_both_databases!(after_the_beginning_offers_run_out_and_nobody_gets_another, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&on(&ctx, day("2026-11-01")), run).await.unwrap();
    let begun = on(&ctx, day("2026-11-03"));
    assert_eq!(people[1].accepts(&begun, run).await, Err(AppError::Conflict(Clash::OfferOver)));
    assert_eq!(pass_offers_on(&begun).await, 2);
    assert_eq!(state(&ctx, people[1], run).await, State::Expired);
    assert_eq!(state(&ctx, people[2], run).await, State::Declined);
    assert_eq!(taken(&ctx).await.0, 0);
});

on_both_databases!(offers_of_several_runs_run_out_in_one_sweep, |ctx| {
    let people = trainees(&ctx, 4).await;
    let mut runs = Vec::new();
    for (code, starts_on) in [("RUN-1", "2026-11-03"), ("RUN-2", "2026-12-01"), ("RUN-3", "2027-01-12")] {
        let run = announce(&ctx, &NewRun::plain(code, day(starts_on), day(starts_on), 2)).await;
        for who in &people {
            who.applies_to(&ctx, run).await.unwrap();
        }
        people[0].withdraws_from(&ctx, run).await.unwrap();
        runs.push(run);
    }
    // in one of them the second seat is left too
    people[1].withdraws_from(&ctx, runs[2]).await.unwrap();
    assert_eq!(pass_offers_on(&later(&ctx, 100)).await, 4);
    assert_places_are_right(&ctx).await;
});

on_both_databases!(a_run_that_was_given_more_places_offers_them_with_the_next_deed, |ctx| {
    let (run, people) = run_with(&ctx, 1, 4).await;
    for who in &people[..3] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let mut tx = ctx.begin().await.unwrap();
    let stored = courses::find_run(&mut tx, "RUN-1").await.unwrap().unwrap();
    courses::raise_capacity(&mut tx, &stored, 3).await.unwrap();
    audit::commit(tx).await.unwrap();
    // the newcomer does not overtake those who wait
    assert_eq!(people[3].applies_to(&ctx, run).await, Ok(State::Waitlisted));
    assert_eq!(state(&ctx, people[1], run).await, State::Offered);
    assert_eq!(state(&ctx, people[2], run).await, State::Offered);
    assert_places_are_right(&ctx).await;
});

on_both_databases!(nobody_else_lets_offers_run_out, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let over = later(&ctx, 100);
    let staff = testing::account(&[Role::Staff]);
    for caller in [people[1].caller(), staff, Caller::Operator { name: "tester".to_owned() }] {
        let refused = service::pass_on(&over.as_caller(caller)).await;
        assert_eq!(refused, Err(AppError::Refused(Rule::RegistryIsKeptByStaff)));
    }
    assert_eq!(state(&ctx, people[1], run).await, State::Offered);
});
