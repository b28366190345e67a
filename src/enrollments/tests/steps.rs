//! Enrolling, accepting and withdrawing, one after another.

use super::*;
use crate::{
    courses::model::RunState,
    ground::{FormErrors, Problem, error::Rule},
    specialists::{model::ConsentKind, service as specialists},
};

on_both_databases!(there_is_a_place_at_once_until_there_is_none_and_then_the_waiting_list, |ctx| {
    let (run, people) = run_with(&ctx, 2, 4).await;
    let mut states = Vec::new();
    for who in &people {
        states.push(who.applies_to(&ctx, run).await.unwrap());
    }
    assert_eq!(states, [State::Confirmed, State::Confirmed, State::Waitlisted, State::Waitlisted]);
    assert_eq!(taken(&ctx).await, (2, 2));
    assert_eq!(people[3].enrollment_in(&ctx, run).await.unwrap().queue_position, Some((2, 2)));
    assert_eq!((letters(&ctx, "place_confirmed").await, letters(&ctx, "waiting_list").await), (2, 2));
    assert_places_are_right(&ctx).await;
});

on_both_databases!(where_staff_choose_an_application_takes_no_place, |ctx| {
    let people = trainees(&ctx, 2).await;
    let run = announce(&ctx, &NewRun { admission: Admission::Selection, ..ten_days("RUN-1", 1) }).await;
    for who in &people {
        assert_eq!(who.applies_to(&ctx, run).await, Ok(State::Applied));
    }
    assert_eq!(taken(&ctx).await, (0, 0));
    assert_eq!(letters(&ctx, "application_received").await, 2);
});

on_both_databases!(a_button_pressed_twice_asks_for_one_thing, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for _ in 0..3 {
        assert_eq!(people[0].applies_to(&ctx, run).await, Ok(State::Confirmed));
        assert_eq!(people[1].applies_to(&ctx, run).await, Ok(State::Waitlisted));
    }
    // also when the page was left open until applications are closed
    let closed = on(&ctx, day("2026-11-20"));
    assert_eq!(people[0].applies_to(&closed, run).await, Ok(State::Confirmed));
    assert_eq!(numbers(&ctx, "select count(*) from enrollments").await, [2]);
    assert_eq!((letters(&ctx, "place_confirmed").await, letters(&ctx, "waiting_list").await), (1, 1));
});

on_both_databases!(nobody_enrolls_in_a_run_that_is_closed_has_begun_or_takes_no_more_applications, |ctx| {
    let (run, people) = run_with(&ctx, 5, 1).await;
    let who = people[0];
    let over = Err(AppError::Conflict(Clash::EnrollmentClosed));
    assert_eq!(who.applies_to(&on(&ctx, day("2026-11-03")), run).await, over);
    let early = announce(&ctx, &NewRun { enroll_until: Some(day("2026-10-20")), ..ten_days("RUN-2", 5) }).await;
    assert_eq!(who.applies_to(&on(&ctx, day("2026-10-21")), early).await, over);
    let closed = announce(&ctx, &NewRun { state: RunState::Closed, ..ten_days("RUN-3", 5) }).await;
    assert_eq!(who.applies_to(&ctx, closed).await, over);
    assert_eq!(who.applies_to(&on(&ctx, day("2026-11-02")), run).await, Ok(State::Confirmed));
});

on_both_databases!(two_runs_of_one_person_do_not_share_a_day, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    let who = people[0];
    let days = |starts: &str, ends: &str| (day(starts), day(ends));
    let mut others = Vec::new();
    for (code, (starts_on, ends_on)) in [
        ("LAST-DAY", days("2026-11-12", "2026-11-20")),
        ("FIRST-DAY", days("2026-10-20", "2026-11-03")),
        ("AFTER", days("2026-11-13", "2026-11-20")),
        ("BEFORE", days("2026-10-20", "2026-11-02")),
    ] {
        others.push(announce(&ctx, &NewRun::plain(code, starts_on, ends_on, 5)).await);
    }
    // a person who waits for a seat is on the way into the run as well
    people[1].applies_to(&ctx, run).await.unwrap();
    assert_eq!(who.applies_to(&ctx, run).await, Ok(State::Waitlisted));
    let mut outcomes = Vec::new();
    for other in &others {
        outcomes.push(who.applies_to(&ctx, *other).await);
    }
    let overlaps = || Err(AppError::Conflict(Clash::RunsOverlap));
    assert_eq!(outcomes, [overlaps(), overlaps(), Ok(State::Confirmed), Ok(State::Confirmed)]);
    // a person who has withdrawn is free again
    who.withdraws_from(&ctx, run).await.unwrap();
    who.withdraws_from(&ctx, others[2]).await.unwrap();
    assert_eq!(who.applies_to(&ctx, others[0]).await, Ok(State::Confirmed));
});

on_both_databases!(nobody_enrolls_without_a_whole_profile_and_consent, |ctx| {
    let (run, people) = run_with(&ctx, 5, 2).await;
    let mut tx = ctx.begin().await.unwrap();
    for sql in ["update consents set withdrawn_at = given_at", "update specialists set region = null"] {
        on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    }
    audit::commit_upkeep(tx).await.unwrap();
    let mut lacks = FormErrors::of("surname", Problem::Required);
    lacks.add("consent_processing", Problem::ConsentNeeded);
    assert_eq!(people[0].applies_to(&ctx, run).await, Err(AppError::Invalid(lacks)));
    assert_eq!(taken(&ctx).await, (0, 0));
});

on_both_databases!(whoever_is_not_a_trainee_with_a_record_enrolls_nowhere, |ctx| {
    let (run, people) = run_with(&ctx, 5, 1).await;
    let who = people[0];
    let refused = || Err(AppError::Refused(Rule::EnrollingIsForTrainees));
    let cases = [
        (Caller::Visitor, Err(AppError::SignInNeeded)),
        (testing::caller_of(who.account, Some(who.specialist), &[Role::Staff]), refused()),
        (testing::caller_of(who.account, Some(who.specialist), &[]), refused()),
    ];
    for (caller, expected) in cases {
        let mut tx = ctx.as_caller(caller.clone()).begin().await.unwrap();
        let enrolled = service::enroll(&mut tx, run).await.map(|enrolled| enrolled.state);
        assert_eq!(enrolled, expected, "{caller:?}");
        assert_eq!(service::withdraw(&mut tx, run).await.err(), expected.clone().err(), "{caller:?}");
        assert_eq!(service::accept(&mut tx, run).await.err(), expected.err(), "{caller:?}");
    }
    let without_record = registry::account(&ctx, "new@example.org", &[Role::Trainee], None).await;
    let caller = testing::caller_of(without_record, None, &[Role::Trainee]);
    let mut tx = ctx.as_caller(caller).begin().await.unwrap();
    assert_eq!(service::enroll(&mut tx, run).await, Err(AppError::NotFound));
    assert_eq!(service::own(&mut tx).await, Ok(Vec::new()));
});

on_both_databases!(a_place_that_is_left_is_offered_to_the_first_who_waits, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&later(&ctx, 1), run).await.unwrap();
    let first = people[1].enrollment_in(&ctx, run).await.unwrap();
    assert_eq!(first.state, State::Offered);
    assert_eq!(first.offer_ends_at, Some(testing::now() + TimeDelta::hours(1 + 72)));
    assert_eq!(people[2].enrollment_in(&ctx, run).await.unwrap().queue_position, Some((1, 1)));
    assert_eq!((letters(&ctx, "place_offered").await, letters(&ctx, "withdrawn").await), (1, 1));
    assert_places_are_right(&ctx).await;
});

on_both_databases!(an_offer_near_the_beginning_ends_with_the_day_before, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&on(&ctx, day("2026-11-01")), run).await.unwrap();
    let until = people[1].enrollment_in(&ctx, run).await.unwrap().offer_ends_at;
    assert_eq!(until, Some(crate::ground::clock::start_of(day("2026-11-03"))));
});

on_both_databases!(leaving_the_list_or_taking_back_an_application_frees_no_place, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[1].withdraws_from(&ctx, run).await.unwrap();
    assert_eq!(taken(&ctx).await, (1, 1));
    assert_eq!(people[2].enrollment_in(&ctx, run).await.unwrap().queue_position, Some((1, 1)));
    // a person who comes back is the last
    assert_eq!(people[1].applies_to(&ctx, run).await, Ok(State::Waitlisted));
    assert_eq!(people[1].enrollment_in(&ctx, run).await.unwrap().queue_position, Some((2, 2)));
});

on_both_databases!(withdrawing_twice_is_withdrawing_once, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    for _ in 0..2 {
        assert_eq!(people[0].withdraws_from(&ctx, run).await, Ok(()));
    }
    assert_eq!(taken(&ctx).await, (1, 0));
    assert_eq!(letters(&ctx, "withdrawn").await, 1);
    assert_eq!(letters(&ctx, "place_offered").await, 1);
});

on_both_databases!(from_the_first_day_on_the_centre_changes_who_is_in_the_run, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people[..2] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let first_day = on(&ctx, day("2026-11-03"));
    assert_eq!(people[0].withdraws_from(&first_day, run).await, Err(AppError::Conflict(Clash::RunHasBegun)));
    // a person without a seat in it can leave the list at any time
    assert!(people[1].enrollment_in(&ctx, run).await.unwrap().can_withdraw(day("2026-11-03")));
    assert_eq!(people[1].withdraws_from(&first_day, run).await, Ok(()));
    // a person who was never in it has nothing to withdraw from
    assert_eq!(people[2].withdraws_from(&ctx, run).await, Err(AppError::NotFound));
    assert_eq!(people[0].withdraws_from(&on(&ctx, day("2026-11-02")), run).await, Ok(()));
});

on_both_databases!(a_run_that_began_without_somebody_takes_none_of_their_days, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    let chosen = announce(&ctx, &NewRun { admission: Admission::Selection, ..ten_days("RUN-2", 1) }).await;
    let other = announce(&ctx, &NewRun::plain("RUN-3", day("2026-11-09"), day("2026-11-11"), 5)).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    assert_eq!(people[1].applies_to(&ctx, run).await, Ok(State::Waitlisted));
    let overlaps = Err(AppError::Conflict(Clash::RunsOverlap));
    assert_eq!(people[1].applies_to(&ctx, other).await, overlaps);
    let begun = on(&ctx, day("2026-11-04"));
    assert_eq!(people[0].applies_to(&begun, other).await, overlaps, "whoever has a place is in the run");
    assert_eq!(people[1].applies_to(&begun, other).await, Ok(State::Confirmed));
    people[1].withdraws_from(&begun, other).await.unwrap();
    people[1].withdraws_from(&begun, run).await.unwrap();
    // nor does one that staff never answered
    assert_eq!(people[1].applies_to(&ctx, chosen).await, Ok(State::Applied));
    assert_eq!(people[1].applies_to(&ctx, other).await, overlaps);
    assert_eq!(people[1].applies_to(&begun, other).await, Ok(State::Confirmed));
});

on_both_databases!(nobody_takes_an_offered_place_without_consent, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let mut tx = ctx.as_caller(people[1].caller()).begin().await.unwrap();
    specialists::withdraw_consent(&mut tx, ConsentKind::Processing).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(people[1].accepts(&ctx, run).await, Err(AppError::Conflict(Clash::ConsentMissing)));
    assert_eq!(state(&ctx, people[1], run).await, State::Offered);
    let mut tx = ctx.as_caller(people[1].caller()).begin().await.unwrap();
    specialists::give(&mut tx, people[1].specialist, &[ConsentKind::Processing], crate::ground::Locale::Kk)
        .await
        .unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(people[1].accepts(&ctx, run).await, Ok(()));
});

on_both_databases!(an_offered_place_is_taken_in_time_once_or_twice_and_not_later, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    assert_eq!(people[1].accepts(&ctx, run).await, Err(AppError::NotFound), "nothing is offered yet");
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let over = Err(AppError::Conflict(Clash::OfferOver));
    assert_eq!(people[1].accepts(&later(&ctx, 72), run).await, over);
    let in_time = at(&ctx, testing::now() + TimeDelta::hours(72) - TimeDelta::microseconds(1));
    for _ in 0..2 {
        assert_eq!(people[1].accepts(&in_time, run).await, Ok(()));
    }
    assert_eq!(taken(&ctx).await, (1, 1));
    assert_eq!(letters(&ctx, "place_confirmed").await, 2);
    // a person who has left has nothing to accept any more
    people[1].withdraws_from(&ctx, run).await.unwrap();
    assert_eq!(people[1].accepts(&ctx, run).await, over);
    assert_places_are_right(&ctx).await;
});

on_both_databases!(who_has_their_data_erased_leaves_every_run_and_their_places_go_on, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    let other = announce(&ctx, &NewRun::plain("RUN-2", day("2026-12-01"), day("2026-12-04"), 1)).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
        who.applies_to(&ctx, other).await.unwrap();
    }
    let leaving = people[0];
    let mut tx = ctx.as_caller(people[1].caller()).begin().await.unwrap();
    assert_eq!(service::erase(&mut tx, leaving.specialist).await, Err(AppError::NotFound), "somebody else's");
    drop(tx);
    let mut tx = ctx.as_caller(leaving.caller()).begin().await.unwrap();
    service::erase(&mut tx, leaving.specialist).await.unwrap();
    audit::commit(tx).await.unwrap();
    for of in [run, other] {
        assert_eq!(state(&ctx, leaving, of).await, State::Withdrawn);
        assert_eq!(state(&ctx, people[1], of).await, State::Offered);
    }
    assert_eq!(letters(&ctx, "withdrawn").await, 0);
    assert_places_are_right(&ctx).await;
});

on_both_databases!(every_step_is_kept_with_who_took_it_when_and_why, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    people[1].accepts(&later(&ctx, 2), run).await.unwrap();
    let mut tx = ctx.as_caller(people[1].caller()).read().await.unwrap();
    let steps: Vec<(State, StepReason)> =
        service::own_steps(&mut tx).await.unwrap().into_iter().map(|(_, step)| (step.to, step.reason)).collect();
    let because = |to, reason| (to, StepReason::Program(reason));
    assert_eq!(
        steps,
        [
            because(State::Applied, Reason::ByApplicant),
            because(State::Waitlisted, Reason::ListFull),
            because(State::Offered, Reason::PlaceCameFree),
            because(State::Confirmed, Reason::OfferAccepted),
        ]
    );
    let sql = "select s.actor from enrollment_steps s join enrollments e on e.id = s.enrollment_id
        where e.specialist_id = $1 order by s.position";
    let actors: Vec<String> =
        on_driver!(tx, |c| sqlx::query_scalar(sql).bind(people[1].specialist).fetch_all(c).await).unwrap();
    let [first, second] = [people[0], people[1]].map(|who| format!("account {}", who.account));
    // the seat came free by the step of the other
    assert_eq!(actors, [second.clone(), second.clone(), first, second]);
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
});

on_both_databases!(people_see_their_own_enrollments_and_nobody_elses, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    let other = announce(&ctx, &NewRun::plain("RUN-2", day("2026-12-01"), day("2026-12-04"), 5)).await;
    for who in &people[..2] {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[1].applies_to(&later(&ctx, 5), other).await.unwrap();
    let mut tx = ctx.as_caller(people[1].caller()).read().await.unwrap();
    let own = service::own(&mut tx).await.unwrap();
    let found: Vec<_> = own.iter().map(|own| (own.code.as_str(), own.state, own.queue_position)).collect();
    assert_eq!(found, [("RUN-2", State::Confirmed, None), ("RUN-1", State::Waitlisted, Some((1, 1)))]);
    assert_eq!(own[0].applied_at, testing::now() + TimeDelta::hours(5));
    assert_eq!((own[1].course_code.as_str(), own[1].last_reason.as_str()), ("NRC-01", "list_full"));
    assert!(own[0].can_withdraw(day("2026-11-30")) && !own[0].can_withdraw(day("2026-12-01")));
    drop(tx);
    assert_eq!(people[2].enrollment_in(&ctx, run).await, None);
    let mut tx = ctx.as_caller(Caller::Visitor).read().await.unwrap();
    assert_eq!(service::own(&mut tx).await, Err(AppError::SignInNeeded));
});
