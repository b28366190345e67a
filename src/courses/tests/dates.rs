//! Letters for whoever waits for the days of a course.

use crate::{
    audit,
    courses::{
        model::{NewRun, RunState},
        service as courses,
    },
    db::Ctx,
    ground::{
        AppError, Locale,
        caller::{Caller, Role},
    },
    outbox::LetterKind,
    testing::{
        self, on_both_databases,
        registry::{self, with_courses_and_phases},
        world::{announce, letters, ten_days},
    },
};

/// Number of letters about the days of a course.
async fn told(ctx: &Ctx) -> usize {
    letters(ctx).await.iter().filter(|letter| letter.kind == LetterKind::DatesAreSet).count()
}

async fn reader(ctx: &Ctx, email: &str) -> Ctx {
    let account = registry::account(ctx, email, &[Role::Trainee], None).await;
    ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]))
}

async fn requests(ctx: &Ctx, code: &str) -> Result<(), AppError> {
    let mut tx = ctx.begin().await?;
    courses::request_dates(&mut tx, code).await?;
    audit::commit_changes(tx).await?;
    Ok(())
}

on_both_databases!(who_asks_is_written_to_once_when_a_run_opens_and_a_draft_opens_none, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (one, other) = (reader(&ctx, "one@example.org").await, reader(&ctx, "other@example.org").await);
    for reader in [&one, &one, &other] {
        assert_eq!(requests(reader, "NRC-01").await, Ok(()));
    }
    assert_eq!(courses::own_date_requests(&mut one.read().await.unwrap()).await, Ok(vec!["NRC-01".to_owned()]));
    // the other thinks better of it
    let mut tx = other.begin().await.unwrap();
    courses::take_back_request(&mut tx, "NRC-01").await.unwrap();
    audit::commit(tx).await.unwrap();

    announce(&ctx, &NewRun { state: RunState::Draft, ..ten_days("RUN-1", 5) }).await;
    assert_eq!(told(&ctx).await, 0);
    announce(&ctx, &ten_days("RUN-2", 5)).await;
    assert_eq!(told(&ctx).await, 1);
    let letter = letters(&ctx).await.pop().unwrap();
    assert_eq!((letter.kind, letter.locale), (LetterKind::DatesAreSet, Locale::Ru));
    announce(&ctx, &ten_days("RUN-3", 5)).await;
    assert_eq!(told(&ctx).await, 1);
});

on_both_databases!(a_draft_that_is_published_later_is_told_of, |ctx| {
    with_courses_and_phases(&ctx).await;
    let reader = reader(&ctx, "one@example.org").await;
    let draft = NewRun { state: RunState::Draft, ..ten_days("RUN-1", 5) };
    let run = announce(&ctx, &draft).await;
    assert_eq!(requests(&reader, "NRC-01").await, Ok(()));
    let mut tx = ctx.begin().await.unwrap();
    let seen = courses::run_by_id(&mut tx, run).await.unwrap().unwrap().revision;
    courses::edit_run(&mut tx, run, seen, NewRun { state: RunState::Open, ..draft }).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(told(&ctx).await, 1);
});

on_both_databases!(a_visitor_signs_in_first_and_nobody_waits_for_a_course_that_is_not_there, |ctx| {
    with_courses_and_phases(&ctx).await;
    assert_eq!(requests(&ctx.as_caller(Caller::Visitor), "NRC-01").await, Err(AppError::SignInNeeded));
    let reader = reader(&ctx, "one@example.org").await;
    assert_eq!(requests(&reader, "NRC-99").await, Err(AppError::NotFound));
});
