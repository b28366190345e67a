//! Letters about a view: once a month or quarter, to those who may still see it, with what changed and why.

use chrono::{TimeDelta, TimeZone, Utc};

use super::*;
use crate::{
    ground::{caller::Role, clock::Clock, ids::AccountId},
    outbox::LetterKind,
    reports::model::Every,
    testing::{registry::account, world::letters},
};

fn at(ctx: &Ctx, year: i32, month: u32, day: u32) -> Ctx {
    Ctx { clock: Clock::Fixed(Utc.with_ymd_and_hms(year, month, day, 9, 0, 0).unwrap()), ..ctx.clone() }
}

async fn subscribe(ctx: &Ctx, account: AccountId, filter: Filter, every: Every) -> bool {
    let ctx = ctx.as_caller(testing::caller_of(account, None, &[Role::Officer]));
    let mut tx = ctx.begin().await.unwrap();
    let query = ViewQuery { phase: Some("phase-1".to_owned()), ..ViewQuery::default() };
    let is_new = service::subscriptions::subscribe(&mut tx, (query, filter), every).await.unwrap();
    audit::commit_changes(tx).await.unwrap();
    is_new
}

async fn due(ctx: &Ctx) -> u32 {
    let ctx = ctx.as_caller(crate::ground::caller::Caller::Scheduler);
    service::subscriptions::send_due(&ctx, &ViewCache::default()).await.unwrap()
}

on_both_databases!(a_subscriber_is_told_once_a_period_what_changed_and_why, |ctx| {
    registry(&ctx).await;
    let officer = account(&ctx, "officer@example.org", &[Role::Officer], None).await;
    let start = at(&ctx, 2026, 10, 12);
    assert!(subscribe(&start, officer, Filter::default(), Every::Month).await);
    assert!(!subscribe(&start, officer, Filter::default(), Every::Month).await, "once is enough");
    let women = Filter { sex: Some(Some("female".to_owned())), ..Filter::default() };
    assert!(subscribe(&start, officer, women, Every::Quarter).await);
    assert_eq!(due(&start).await, 0);
    assert_eq!(due(&at(&ctx, 2026, 10, 31)).await, 0);

    let late = at(&ctx, 2026, 10, 20);
    let mut tx = late.begin().await.unwrap();
    let holder = register(&mut tx, 20).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    audit::commit(tx).await.unwrap();
    let november = at(&ctx, 2026, 11, 1);
    assert_eq!((due(&november).await, due(&november).await), (1, 0));
    let letter = letters(&ctx).await.into_iter().find(|letter| letter.kind == LetterKind::FigureOfView).unwrap();
    let content = letter.content.unwrap();
    // days keep together by spaces that do not break
    let (subject, text) = (content.subject.replace('\u{a0}', " "), content.text.replace('\u{a0}', " "));
    assert!(subject.contains('9') && subject.contains("31 октября 2026"), "{subject}");
    for words in
        ["Обучено специалистов: 9 из 130", "было 8", "Внесены с опозданием: +1, −0", "/ru/dashboard?phase=phase-1"]
    {
        let words = words.replace("Обучено", "обучено");
        assert!(text.contains(&words), "{words}: {text}");
    }
    assert!(!text.contains("Айгерим"), "nobody is named");

    // nothing changed in November; the quarter is told of in January
    assert_eq!(due(&at(&ctx, 2026, 12, 2)).await, 1);
    assert_eq!(due(&at(&ctx, 2027, 1, 1)).await, 2);

    // whoever sees the figures no longer is not written to
    let mut tx = ctx.begin().await.unwrap();
    crate::accounts::service::set_roles(&mut tx, officer, [Role::Trainee].into_iter().collect()).await.unwrap();
    audit::commit(tx).await.unwrap();
    let later = at(&ctx, 2027, 4, 1);
    assert_eq!(due(&later).await, 0);
    assert!(later.clock.now() - ctx.clock.now() > TimeDelta::days(100));
});

on_both_databases!(a_subscription_is_ended_by_its_owner_alone, |ctx| {
    registry(&ctx).await;
    let [one, other] = [
        account(&ctx, "one@example.org", &[Role::Officer], None).await,
        account(&ctx, "other@example.org", &[Role::Officer], None).await,
    ];
    subscribe(&ctx, one, Filter::default(), Every::Month).await;
    let as_officer = |account| ctx.as_caller(testing::caller_of(account, None, &[Role::Officer]));
    let own = service::subscriptions::own(&mut as_officer(one).read().await.unwrap()).await.unwrap();
    assert_eq!((own.len(), service::subscriptions::next_letter(&own[0])), (1, day("2026-11-01")));
    let mut tx = as_officer(other).begin().await.unwrap();
    assert_eq!(service::subscriptions::unsubscribe(&mut tx, own[0].id).await, Err(AppError::NotFound));
    drop(tx);
    let mut tx = as_officer(one).begin().await.unwrap();
    assert_eq!(service::subscriptions::unsubscribe(&mut tx, own[0].id).await, Ok(()));
    audit::commit(tx).await.unwrap();
    assert!(service::subscriptions::own(&mut as_officer(one).read().await.unwrap()).await.unwrap().is_empty());
});
