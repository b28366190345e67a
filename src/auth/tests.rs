use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::{
    audit,
    db::Ctx,
    ground::{AppError, caller::Role, clock::Clock, token::Token},
    testing::{self, on_both_databases, registry::account},
};

/// Context of the same world, later.
fn later(ctx: &Ctx, by: TimeDelta) -> Ctx {
    Ctx { clock: Clock::Fixed(testing::now() + by), ..ctx.clone() }
}

async fn signed_in(ctx: &Ctx, is_remembered: bool) -> (crate::ground::ids::AccountId, Token) {
    let account = account(ctx, "aigerim@example.org", &[Role::Trainee], None).await;
    let mut tx = ctx.begin().await.unwrap();
    let token = begin(&mut tx, account, "a browser", is_remembered).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    (account, token)
}

on_both_databases!(a_session_ends_when_it_is_not_used, |ctx| {
    let (account, token) = signed_in(&ctx, false).await;
    let known = find(&ctx, &token).await.unwrap().unwrap();
    assert_eq!((known.signed_in.account, known.name.as_str()), (account, "aigerim@example.org"));
    let found = async |by| find(&later(&ctx, by), &token).await.unwrap().is_some();
    assert!(found(TimeDelta::minutes(119)).await);
    // that was a use, and counts from there
    assert!(found(TimeDelta::minutes(238)).await);
    assert!(!found(TimeDelta::minutes(358)).await);
});

on_both_databases!(a_session_ends_after_a_day_however_much_it_is_used, |ctx| {
    let (_, token) = signed_in(&ctx, false).await;
    for hour in 1..24 {
        assert!(find(&later(&ctx, TimeDelta::hours(hour)), &token).await.unwrap().is_some(), "{hour}");
    }
    assert_eq!(find(&later(&ctx, TimeDelta::hours(24)), &token).await.unwrap(), None);
});

on_both_databases!(a_remembered_session_lasts_thirty_days, |ctx| {
    let (_, token) = signed_in(&ctx, true).await;
    for day in [10, 20, 29] {
        assert!(find(&later(&ctx, TimeDelta::days(day)), &token).await.unwrap().is_some(), "{day}");
    }
    assert_eq!(find(&later(&ctx, TimeDelta::days(30)), &token).await.unwrap(), None);
});

on_both_databases!(the_table_of_sessions_lets_nobody_in, |ctx| {
    let (_, token) = signed_in(&ctx, false).await;
    let mut tx = ctx.read().await.unwrap();
    let stored: Vec<u8> =
        crate::db::on_driver!(tx, |c| sqlx::query_scalar("select token_hash from sessions").fetch_one(c).await)
            .unwrap();
    assert_eq!(stored, token.hash());
    drop(tx);
    let stolen = stored.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    assert_eq!(find(&ctx, &Token::parse(&stolen).unwrap()).await.unwrap(), None);
});

on_both_databases!(all_sessions_but_this_one_are_ended, |ctx| {
    let (account, token) = signed_in(&ctx, false).await;
    let mut tx = ctx.begin().await.unwrap();
    let other = begin(&mut tx, account, "a phone", true).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let this = find(&ctx, &token).await.unwrap().unwrap().session;
    let mut tx = ctx.begin().await.unwrap();
    assert_eq!(list(&mut tx, account).await.unwrap().len(), 2);
    assert_eq!(end_all(&mut tx, account, Some(this)).await.unwrap(), 1);
    audit::commit_upkeep(tx).await.unwrap();
    assert!(find(&ctx, &token).await.unwrap().is_some());
    assert_eq!(find(&ctx, &other).await.unwrap(), None);
});

on_both_databases!(too_many_attempts_wait_and_others_do_not, |ctx| {
    for _ in 0..10 {
        throttle(&ctx, &[(Attempt::SignInOfAccount, "a@example.org")]).await.unwrap();
    }
    let both = [(Attempt::SignUpFromAddress, "192.0.2.1"), (Attempt::SignInOfAccount, "a@example.org")];
    let refused = throttle(&later(&ctx, TimeDelta::minutes(5)), &both).await;
    assert_eq!(refused, Err(AppError::TooMany { seconds: 600 }));
    throttle(&ctx, &[(Attempt::SignInOfAccount, "b@example.org")]).await.unwrap();
    throttle(&ctx, &[(Attempt::SignUpFromAddress, "a@example.org")]).await.unwrap();
    throttle(&later(&ctx, TimeDelta::minutes(15)), &[(Attempt::SignInOfAccount, "a@example.org")]).await.unwrap();
});

on_both_databases!(a_kept_form_comes_back_once_and_to_its_sender_alone, |ctx| {
    let (sender, session) = signed_in(&ctx, false).await;
    let other = account(&ctx, "other@example.org", &[Role::Trainee], None).await;
    let kept = save_form(&ctx, &session, "/ru/my/profile", "surname=x").await.unwrap().unwrap();
    let taken = async |account, path| {
        let ctx = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
        take_saved_form(&ctx, &kept, path).await.unwrap()
    };
    assert_eq!(taken(other, "/ru/my/profile").await, None);
    assert_eq!(taken(sender, "/ru/my").await, None);
    assert_eq!(taken(sender, "/ru/my/profile").await.as_deref(), Some("surname=x"));
    assert_eq!(taken(sender, "/ru/my/profile").await, None);
});

on_both_databases!(one_account_has_three_forms_waiting_and_thirty_in_an_hour, |ctx| {
    let (_, session) = signed_in(&ctx, false).await;
    let mut kept = Vec::new();
    for nth in 0..30 {
        let token = save_form(&ctx, &session, "/ru/my/profile", &format!("surname={nth}")).await.unwrap().unwrap();
        kept.push(token);
    }
    let refused = save_form(&ctx, &session, "/ru/my/profile", "surname=30").await;
    assert!(matches!(refused, Err(AppError::TooMany { .. })), "{refused:?}");
    let mut tx = ctx.read().await.unwrap();
    let waiting: i64 =
        crate::db::on_driver!(tx, |c| sqlx::query_scalar("select count(*) from saved_forms").fetch_one(c).await)
            .unwrap();
    assert_eq!(waiting, 3);
});

on_both_databases!(one_account_has_no_more_sessions_than_a_person_has_devices, |ctx| {
    let (account, first) = signed_in(&ctx, false).await;
    let mut last = None;
    for _ in 0..25 {
        let mut tx = ctx.begin().await.unwrap();
        last = Some(begin(&mut tx, account, "a browser", true).await.unwrap());
        audit::commit_upkeep(tx).await.unwrap();
    }
    assert_eq!(list(&mut ctx.read().await.unwrap(), account).await.unwrap().len(), 20);
    assert_eq!(find(&ctx, &first).await.unwrap(), None);
    assert!(find(&ctx, &last.unwrap()).await.unwrap().is_some());
});

on_both_databases!(a_form_that_arrives_after_signing_out_is_still_its_senders_alone, |ctx| {
    let (sender, session) = signed_in(&ctx, false).await;
    let other = account(&ctx, "other@example.org", &[Role::Trainee], None).await;
    let mut tx = ctx.begin().await.unwrap();
    end(&mut tx, &session).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(find(&ctx, &session).await.unwrap(), None);
    // an hour's sweep later, too
    let ctx = later(&ctx, TimeDelta::hours(1));
    clear_away(&ctx).await.unwrap();
    let kept = save_form(&ctx, &session, "/ru/my/profile", "surname=x").await.unwrap().unwrap();
    let taken = async |account| {
        let ctx = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
        take_saved_form(&ctx, &kept, "/ru/my/profile").await.unwrap()
    };
    assert_eq!(taken(other).await, None);
    assert_eq!(taken(sender).await.as_deref(), Some("surname=x"));
});

on_both_databases!(what_a_stranger_or_a_machine_sends_is_not_kept, |ctx| {
    let (_, session) = signed_in(&ctx, false).await;
    let planted = Token::new(&ctx.ids);
    assert_eq!(save_form(&ctx, &planted, "/ru/my/profile", "surname=x").await.unwrap(), None);
    let long = "x".repeat(40_000);
    assert_eq!(save_form(&ctx, &session, "/ru/my/profile", &long).await.unwrap(), None);
    let mut tx = ctx.read().await.unwrap();
    let kept: i64 =
        crate::db::on_driver!(tx, |c| sqlx::query_scalar("select count(*) from saved_forms").fetch_one(c).await)
            .unwrap();
    assert_eq!(kept, 0);
});

on_both_databases!(what_is_over_is_cleared_away, |ctx| {
    let (_, token) = signed_in(&ctx, false).await;
    assert!(save_form(&ctx, &token, "/ru/my/profile", "surname=x").await.unwrap().is_some());
    throttle(&ctx, &[(Attempt::SignInOfAccount, "a@example.org")]).await.unwrap();
    let left = async |at: DateTime<Utc>| -> i64 {
        let ctx = Ctx { clock: Clock::Fixed(at), ..ctx.clone() };
        clear_away(&ctx).await.unwrap();
        let mut tx = ctx.read().await.unwrap();
        let sql = "select (select count(*) from sessions) + (select count(*) from saved_forms)
            + (select count(*) from throttles)";
        crate::db::on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
    };
    // the session, the form that waits, and what is counted of both
    assert_eq!(left(testing::now()).await, 4);
    assert_eq!(left(testing::now() + TimeDelta::days(2)).await, 0);
});
