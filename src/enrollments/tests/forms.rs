//! Forms as they are sent.

use super::*;
use crate::{
    enrollments::{forms, site},
    ground::{Locale, Problem},
    specialists::service as specialists,
    testing::{form, redirect},
};

const PROFILE: &str = "surname=%D0%9C%D1%8B%D1%81%D0%B0%D0%BB&given_name=Dana&birth_date=05.06.1987&sex=female\
    &region=KZ-71&profession=lawyer&locale=ru&consent_processing=1";

on_both_databases!(one_form_keeps_the_profile_the_consent_and_the_enrollment, |ctx| {
    run_with(&ctx, 1, 1).await;
    let account = registry::account(&ctx, "dana@example.org", &[Role::Trainee], None).await;
    let dana = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
    for _ in 0..2 {
        let done = forms::enroll(dana.clone(), form(Locale::Ru, PROFILE), site::Enroll::of("RUN-1")).await;
        assert_eq!(done, Ok(redirect("/ru/my", &["confirmed"])));
    }
    let specialist = specialists::own_id(&mut dana.read().await.unwrap()).await.unwrap();
    let dana = ctx.as_caller(testing::caller_of(account, specialist, &[Role::Trainee]));
    let withdrawn = forms::withdraw(dana.clone(), form(Locale::Ru, ""), site::Withdraw::of("RUN-1")).await;
    assert_eq!(withdrawn, Ok(redirect("/ru/my", &["withdrawn"])));
    assert_eq!(taken(&ctx).await, (0, 0));
});

on_both_databases!(a_first_form_sent_many_times_at_once_makes_one_record_and_one_enrollment, |ctx| {
    run_with(&ctx, 1, 1).await;
    let account = registry::account(&ctx, "dana@example.org", &[Role::Trainee], None).await;
    let dana = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..6 {
        attempts.spawn(forms::enroll(dana.clone(), form(Locale::Ru, PROFILE), site::Enroll::of("RUN-1")));
    }
    let done = Ok(redirect("/ru/my", &["confirmed"]));
    assert!(attempts.join_all().await.into_iter().all(|outcome| outcome == done));
    let counts = "select count(*) from specialists union all select count(*) from consents where version <> ''
        union all select count(*) from enrollments";
    assert_eq!(numbers(&ctx, counts).await, [2, 2, 1], "one of each beside those of the other trainee");
});

on_both_databases!(a_form_that_cannot_be_carried_out_keeps_nothing_of_it, |ctx| {
    run_with(&ctx, 1, 1).await;
    let account = registry::account(&ctx, "dana@example.org", &[Role::Trainee], None).await;
    let dana = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
    let without_consent = PROFILE.replace("&consent_processing=1", "").replace("1987", "2187");
    let Err(AppError::Invalid(errors)) =
        forms::enroll(dana.clone(), form(Locale::Ru, &without_consent), site::Enroll::of("RUN-1")).await
    else {
        panic!("there is something wrong with it")
    };
    let problems: Vec<_> = errors.iter().collect();
    assert_eq!(problems, [("birth_date", Problem::DayInFuture), ("consent_processing", Problem::ConsentNeeded)]);
    let late = Ctx { caller: dana.caller.clone(), ..on(&ctx, day("2026-11-05")) };
    let closed = forms::enroll(late, form(Locale::Ru, PROFILE), site::Enroll::of("RUN-1")).await;
    assert_eq!(closed, Err(AppError::Conflict(Clash::EnrollmentClosed)));
    assert_eq!(specialists::own_id(&mut dana.read().await.unwrap()).await, Ok(None));
    assert_eq!(numbers(&ctx, "select count(*) from specialists").await, [1]);
});

on_both_databases!(whoever_is_not_signed_in_is_asked_to_and_an_unknown_run_is_not_found, |ctx| {
    let (_, people) = run_with(&ctx, 1, 1).await;
    let visitor = || ctx.as_caller(Caller::Visitor);
    let profile = || form(Locale::Ru, PROFILE);
    assert_eq!(forms::enroll(visitor(), profile(), site::Enroll::of("RUN-1")).await, Err(AppError::SignInNeeded));
    assert_eq!(forms::accept(visitor(), profile(), site::Accept::of("RUN-1")).await, Err(AppError::SignInNeeded));
    assert_eq!(forms::withdraw(visitor(), profile(), site::Withdraw::of("RUN-1")).await, Err(AppError::SignInNeeded));
    let known = ctx.as_caller(people[0].caller());
    assert_eq!(
        forms::enroll(known.clone(), form(Locale::Ru, ""), site::Enroll::of("NONE")).await,
        Err(AppError::NotFound)
    );
    assert_eq!(forms::withdraw(known, profile(), site::Withdraw::of("RUN-1")).await, Err(AppError::NotFound));
});

on_both_databases!(an_old_page_leads_whose_turn_it_is_to_the_offer, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let second = ctx.as_caller(people[1].caller());
    let done = forms::enroll(second.clone(), form(Locale::Kk, ""), site::Enroll::of("RUN-1")).await;
    assert_eq!(done, Ok(redirect("/kk/runs/RUN-1/accept", &[])));
    let done = forms::accept(second, form(Locale::Kk, ""), site::Accept::of("RUN-1")).await;
    assert_eq!(done, Ok(redirect("/kk/my", &["accepted"])));
});
