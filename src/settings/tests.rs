//! Settings on a real database.

use chrono::{Days, TimeDelta};

use super::{Centre, CentreCache, Setting, service};
use crate::{
    audit,
    db::{Ctx, on_driver},
    ground::{
        AppError, Locale, Problem,
        caller::{Caller, Role},
        clock::Clock,
        error::{Clash, Rule},
    },
    testing::{self, on_both_databases},
};

async fn set(ctx: &Ctx, values: &[(Setting, &str)]) -> Result<Vec<Setting>, AppError> {
    let mut tx = ctx.begin().await?;
    let typed = values.iter().map(|(setting, value)| (*setting, (*value).to_owned())).collect();
    let changed = service::set(&mut tx, typed).await?;
    if !changed.is_empty() {
        audit::commit(tx).await?;
    }
    Ok(changed)
}

async fn current(ctx: &Ctx) -> Centre {
    service::current(&mut ctx.read().await.unwrap()).await.unwrap()
}

async fn log_lines(ctx: &Ctx) -> i64 {
    audit::head(&mut ctx.read().await.unwrap()).await.unwrap().lines
}

fn later(ctx: &Ctx, by: TimeDelta) -> Ctx {
    Ctx { clock: Clock::Fixed(testing::now() + by), ..ctx.clone() }
}

on_both_databases!(what_was_said_on_a_day_is_read_again_after_it_has_changed, |ctx| {
    set(&ctx, &[(Setting::Email, "first@enu.kz"), (Setting::Bin, "000040000019")]).await.unwrap();
    set(&later(&ctx, TimeDelta::hours(1)), &[(Setting::Email, "second@enu.kz")]).await.unwrap();
    set(&later(&ctx, TimeDelta::days(3)), &[(Setting::Email, ""), (Setting::Phone, "+7 7172 70 95 00")]).await.unwrap();

    let now = current(&ctx).await;
    assert_eq!(
        (now.version, now.email(), now.bin(), now.phone()),
        (3, None, Some("000040000019"), Some("+7 7172 70 95 00"))
    );
    let mut tx = ctx.read().await.unwrap();
    let today = tx.today();
    let on = async |tx: &mut _, day| service::as_of(tx, day).await.unwrap().email().map(ToOwned::to_owned);
    assert_eq!(on(&mut tx, today - Days::new(1)).await, None);
    // of two on one day the later holds
    assert_eq!(on(&mut tx, today).await.as_deref(), Some("second@enu.kz"));
    assert_eq!(on(&mut tx, today + Days::new(2)).await.as_deref(), Some("second@enu.kz"));
    assert_eq!(on(&mut tx, today + Days::new(3)).await, None);
    // readers who agreed within that first hour saw the first address
    let shown = service::shown_at(&mut tx, testing::now() + TimeDelta::minutes(59)).await.unwrap();
    assert_eq!(shown.email(), Some("first@enu.kz"));
    assert_eq!(service::at_version(&mut tx, 2).await.unwrap().email(), Some("second@enu.kz"));
});

on_both_databases!(of_two_administrators_at_once_the_second_overwrites_nothing, |ctx| {
    set(&ctx, &[(Setting::Phone, "+7 7172 70 95 00")]).await.unwrap();
    let admin = ctx.as_caller(testing::account(&[Role::Administrator]));
    let seen = current(&ctx).await.version;
    let typed = |value: &str| vec![(Setting::Phone, value.to_owned())];
    let mut tx = admin.begin().await.unwrap();
    service::change(&mut tx, seen, typed("+7 7172 11 11 11")).await.unwrap();
    audit::commit(tx).await.unwrap();

    let mut tx = admin.begin().await.unwrap();
    let second = service::change(&mut tx, seen, typed("+7 7172 22 22 22")).await;
    assert_eq!(second, Err(AppError::Conflict(Clash::SettingsChanged)));
    // the same form sent twice is no clash
    assert_eq!(service::change(&mut tx, seen, typed("+7 7172 11 11 11")).await, Ok(vec![]));
    drop(tx);
    assert_eq!(current(&ctx).await.phone(), Some("+7 7172 11 11 11"));
});

on_both_databases!(two_who_save_in_the_same_moment_do_not_both_win, |ctx| {
    let one = async |phone: &'static str| {
        let mut tx = ctx.begin().await?;
        service::change(&mut tx, 0, vec![(Setting::Phone, phone.to_owned())]).await?;
        Ok::<_, AppError>(audit::commit(tx).await?)
    };
    let both = tokio::join!(one("11111"), one("22222"));
    let (won, lost): (Vec<_>, Vec<_>) = [both.0, both.1].into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost), (1, vec![Err(AppError::Conflict(Clash::SettingsChanged))]));
    assert_eq!(current(&ctx).await.version, 1);
});

on_both_databases!(nothing_is_saved_of_a_change_with_a_mistake_in_it, |ctx| {
    let before = log_lines(&ctx).await;
    let refused = set(&ctx, &[(Setting::Phone, "+7 7172 70 95 00"), (Setting::Bin, "1"), (Setting::Email, "x")]).await;
    let Err(AppError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    let found: Vec<_> = errors.iter().collect();
    assert_eq!(found, [("bin", Problem::BinShape), ("email", Problem::EmailMalformed)]);
    assert_eq!((current(&ctx).await, log_lines(&ctx).await), (Centre::default(), before));
});

on_both_databases!(each_change_is_a_line_of_the_log_with_what_was_there_before, |ctx| {
    let before = log_lines(&ctx).await;
    set(&ctx, &[(Setting::Bin, "000040000019"), (Setting::Phone, "11111")]).await.unwrap();
    assert_eq!(set(&ctx, &[(Setting::Phone, " 11111 ")]).await, Ok(vec![]));
    set(&ctx, &[(Setting::Phone, "22222"), (Setting::Bin, "0000 4000 0019")]).await.unwrap();
    assert_eq!(log_lines(&ctx).await, before + 2);
    let mut tx = ctx.read().await.unwrap();
    let lines = audit::lines_about(&mut tx, "settings", 2).await.unwrap();
    assert_eq!((lines.len(), lines[0].action.as_str()), (1, "settings.changed"));
    assert_eq!(lines[0].before, Some(serde_json::json!({ "phone": "11111" })));
    assert_eq!(lines[0].after, Some(serde_json::json!({ "phone": "22222" })));
    let actor = "select actor from audit_entries where action = 'settings.changed' order by seq limit 1";
    let actor: String = on_driver!(tx, |c| sqlx::query_scalar(actor).fetch_one(c).await).unwrap();
    assert!(actor.contains("tester"), "{actor}");
});

on_both_databases!(only_administrators_change_the_settings, |ctx| {
    let refused = AppError::Refused(Rule::SettingsAreForAdministrators);
    for (caller, expected) in [
        (Caller::Visitor, AppError::SignInNeeded),
        (testing::account(&[Role::Trainee]), refused.clone()),
        (testing::account(&[Role::Staff]), refused.clone()),
        (testing::account(&[Role::Officer]), refused.clone()),
        (Caller::Scheduler, refused),
    ] {
        let asking = ctx.as_caller(caller);
        // also where what they typed is wrong
        for value in ["11111", "x"] {
            assert_eq!(set(&asking, &[(Setting::Phone, value)]).await, Err(expected.clone()), "{:?}", asking.caller);
        }
    }
    assert_eq!(current(&ctx).await, Centre::default());
});

on_both_databases!(servers_of_one_database_show_a_change_at_their_next_page, |ctx| {
    let (one, other) = (CentreCache::default(), CentreCache::default());
    assert_eq!(one.current(&ctx).await.email(), None);
    assert_eq!(other.current(&ctx).await.email(), None);
    set(&ctx, &[(Setting::Email, "centre@enu.kz")]).await.unwrap();
    assert_eq!(one.current(&ctx).await.email(), Some("centre@enu.kz"));
    assert_eq!(other.last_known().email(), None);
    assert_eq!(other.current(&ctx).await.email(), Some("centre@enu.kz"));
    // without the database a page still has its footer
    ctx.db.close().await;
    assert_eq!(other.current(&ctx).await.email(), Some("centre@enu.kz"));
    assert_eq!(CentreCache::default().current(&ctx).await.name(Locale::Kk), Centre::default().name(Locale::Kk));
});
