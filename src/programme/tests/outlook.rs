//! Outlook: what came of the runs, what is ahead, what expires.

use super::*;
use crate::{
    audit,
    programme::service::Outlook,
    testing::registry::{announce, complete},
};

async fn outlook(ctx: &Ctx) -> std::sync::Arc<Outlook> {
    let cache = ViewCache::default();
    let mut tx = ctx.read().await.unwrap();
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: None, known_at: None };
    let view = service::view(&mut tx, &cache, query).await.unwrap().unwrap();
    service::outlook(&mut tx, &cache, &view).await.unwrap()
}

on_both_databases!(the_funnel_counts_the_people_of_runs_that_are_over, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    announce(&mut tx, ("NRC-01", "RUN-1"), day("2022-03-04"), 20).await;
    for number in 1..=5 {
        let holder = register(&mut tx, number).await;
        if number <= 3 {
            issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
        } else {
            complete(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
        }
    }
    let close = "update runs set state = 'closed', language = 'kk' where code = 'RUN-1'";
    crate::db::on_driver!(tx, |c| sqlx::query(close).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    let found = outlook(&ctx).await;
    let today = ctx.clock.today();
    let funnel = found.funnel(today, None);
    assert_eq!((funnel.applied, funnel.confirmed, funnel.completed, funnel.certified), (5, 5, 5, 3));
    assert_eq!(found.funnel(today, Some("NRC-02")).applied, 0);
    assert_eq!(found.funnel(day("2022-03-03"), None).applied, 0);
    let run = &found.runs[0];
    assert_eq!((run.capacity, run.new, run.is_over(today), found.runs_coming().count()), (20, 3, true, 0));
    assert_eq!(
        (found.valid, found.forecast.is_none()),
        (0, true),
        "their certificates have expired, and the phase is over"
    );
});

on_both_databases!(after_a_certificate_the_runs_of_its_holder_are_counted_anew_and_after_a_minute_all, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let mut holders = Vec::new();
    for number in 1..=5 {
        holders.push(register(&mut tx, number).await);
    }
    for run in ["RUN-1", "RUN-2"] {
        announce(&mut tx, ("NRC-01", run), day("2022-03-04"), 20).await;
    }
    issue(&mut tx, &holders[0], ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    issue(&mut tx, &holders[1], ("NRC-01", "RUN-2"), day("2022-03-04")).await;
    let close = "update runs set state = 'closed', language = 'kk' where code in ('RUN-1', 'RUN-2')";
    crate::db::on_driver!(tx, |c| sqlx::query(close).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    let counts = async |ctx: &Ctx, cache: &ViewCache| {
        let mut tx = ctx.read().await.unwrap();
        let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: None, known_at: None };
        let view = service::view(&mut tx, cache, query).await.unwrap().unwrap();
        let outlook = service::outlook(&mut tx, cache, &view).await.unwrap();
        outlook.runs.iter().map(|run| (run.applied, run.certified, run.new)).collect::<Vec<_>>()
    };
    assert_eq!(counts(&ctx, &cache).await, [(1, 1, 1), (1, 1, 1)]);
    let mut tx = ctx.begin().await.unwrap();
    issue(&mut tx, &holders[2], ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    // nothing of this one counts
    complete(&mut tx, &holders[3], ("NRC-01", "RUN-2"), day("2022-03-04")).await;
    audit::commit(tx).await.unwrap();
    let (within, anew) = (counts(&ctx, &cache).await, counts(&ctx, &ViewCache::default()).await);
    assert_eq!((within, anew.as_slice()), (vec![(2, 2, 2), (1, 1, 1)], [(2, 2, 2), (2, 1, 1)].as_slice()));
    assert_eq!(counts(&super::history::at_saving(&ctx, 0), &cache).await, anew);
});

on_both_databases!(what_expires_is_counted_once_for_a_holder_and_a_course, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let today = ctx.clock.today();
    let mut ids = Vec::new();
    for number in 1..=3 {
        let holder = register(&mut tx, number).await;
        ids.push(issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await.id);
        if number == 3 {
            let other = issue(&mut tx, &holder, ("NRC-01", "RUN-2"), day("2022-05-06")).await.id;
            let sql = "update certificates set valid_until = null where id = $1";
            crate::db::on_driver!(tx, |c| sqlx::query(sql).bind(other).execute(c).await.map(drop)).unwrap();
        }
    }
    for (id, days) in ids.iter().zip([60, 200, 60]) {
        let until = today + chrono::Days::new(days);
        let sql = "update certificates set valid_until = $1 where id = $2";
        crate::db::on_driver!(tx, |c| sqlx::query(sql).bind(until).bind(*id).execute(c).await.map(drop)).unwrap();
    }
    audit::commit(tx).await.unwrap();
    let found = outlook(&ctx).await;
    // the third holds another of the same course, for ever
    assert_eq!([3, 6, 12].map(|months| found.expiring_within(months)), [1, 1, 2]);
    assert_eq!(found.expiring_by_course(), [("NRC-01".to_owned(), 2)].into());
    assert_eq!(found.expiring_by_region(), [("KZ-71".to_owned(), 2)].into());
    assert_eq!(found.expiring_by_month().len(), 2);
    let mut tx = ctx.read().await.unwrap();
    let (cache, days) = (ViewCache::default(), today..=today + chrono::Months::new(12));
    let list = service::expiring(&mut tx, &cache, &days, (Some("NRC-01"), Some("KZ-71")), 1).await.unwrap();
    assert_eq!(list.len(), 2);
    assert!(service::expiring(&mut tx, &cache, &days, (Some("NRC-02"), None), 1).await.unwrap().is_empty());
});

on_both_databases!(a_need_stays_as_it_was_known, |ctx| {
    with_courses_and_phases(&ctx).await;
    let set = async |ctx: &Ctx, count: u32, on: &str, source: &str| {
        let mut tx = ctx.begin().await.unwrap();
        let counts = [("KZ-62".to_owned(), count)].into();
        service::needs::set_needs(&mut tx, &counts, day(on), source).await?;
        audit::commit(tx).await.unwrap();
        Ok::<(), AppError>(())
    };
    let needs = async |ctx: &Ctx, as_of: &str, known_at| {
        let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day(as_of)), known_at };
        let mut tx = ctx.read().await.unwrap();
        let view = service::view(&mut tx, &ViewCache::default(), query).await.unwrap().unwrap();
        let needs = service::needs::needs(&mut tx, &view).await.unwrap();
        needs.get("KZ-62").map(|need| need.count)
    };
    set(&ctx, 2, "2022-06-30", "departments").await.unwrap();
    let then = ctx.clock.now();
    let later = super::history::at_saving(&ctx, 60);
    set(&later, 5, "2022-06-30", "departments, corrected").await.unwrap();
    assert_eq!(needs(&later, "2022-12-31", None).await, Some(5));
    assert_eq!(needs(&later, "2022-12-31", Some(then)).await, Some(2));
    assert_eq!(needs(&later, "2022-06-29", None).await, None);
    let refused = set(&later, 5, "2022-06-30", "").await;
    assert_eq!(refused, Err(FormErrors::of("source", Problem::Required).into()));
});
