//! Cached figures: they are the same as a recount.

use super::*;
use crate::{
    audit,
    db::{Installation, Tx},
    testing::registry::{COURSES, PROGRAMME, bring_in, person},
};

const DAYS: [&str; 3] = ["2022-06-30", "2022-12-31", "2026-10-12"];

async fn cached_and_recounted(ctx: &Ctx, cache: &ViewCache) -> Vec<(Progress, Progress)> {
    let mut pairs = Vec::new();
    for as_of in DAYS.map(day) {
        let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(as_of), known_at: None };
        let view = service::view(&mut ctx.read().await.unwrap(), cache, query).await.unwrap().unwrap();
        pairs.push((view.progress.clone(), view_of(ctx, "phase-1", as_of).await.progress.clone()));
    }
    pairs
}

/// Runs one action, and checks that the cached figures are still right. Returns how many are trained now.
async fn after<T>(ctx: &Ctx, cache: &ViewCache, attempt: impl AsyncFnOnce(&mut Tx) -> T) -> (u32, T) {
    let mut tx = ctx.begin().await.unwrap();
    let outcome = attempt(&mut tx).await;
    audit::commit(tx).await.unwrap();
    let pairs = cached_and_recounted(ctx, cache).await;
    for (cache, recounted) in &pairs {
        assert_eq!(cache, recounted);
    }
    (pairs[2].1.trained, outcome)
}

on_both_databases!(a_kept_figure_equals_a_recount_after_every_change, |ctx| {
    with_courses_and_phases(&ctx).await;
    let cache = ViewCache::default();
    cached_and_recounted(&ctx, &cache).await;
    let (count, holder) = after(&ctx, &cache, async |tx| register(tx, 1).await).await;
    assert_eq!(count, 0);
    let run = ("NRC-01", "RUN-1");
    let (count, first) = after(&ctx, &cache, async |tx| issue(tx, &holder, run, day("2022-05-06")).await).await;
    assert_eq!(count, 1);
    let other = async |tx: &mut Tx| {
        let other = register(tx, 2).await;
        issue(tx, &other, ("NRC-02", "RUN-2"), day("2022-08-01")).await
    };
    let (count, second) = after(&ctx, &cache, other).await;
    assert_eq!(count, 2);
    let name = person(3).name;
    let on = day("2022-09-01");
    let (count, third) =
        after(&ctx, &cache, async |tx| certificates::reissue(tx, second.id, &name, on, "for a test").await.unwrap())
            .await;
    assert_eq!(count, 2);
    let revoke = async |tx: &mut Tx| certificates::revoke(tx, first.id, day("2022-07-01"), "for a test").await;
    assert_eq!(after(&ctx, &cache, revoke).await.0, 1);
    let revoke = async |tx: &mut Tx| certificates::revoke(tx, third.id, day("2022-09-02"), "for a test").await;
    assert_eq!(after(&ctx, &cache, revoke).await.0, 0);
});

on_both_databases!(a_kept_figure_knows_of_a_course_that_comes_to_count_later, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let none = r#"{"programme":{"code":"p","name":{"kk":"б"}},"phases":[]}"#;
    bring_in(&mut tx, COURSES, none).await;
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    assert!(service::view(&mut ctx.read().await.unwrap(), &cache, ViewQuery::default()).await.unwrap().is_none());
    let phases = async |tx: &mut Tx| bring_in(tx, r#"{"courses":[]}"#, PROGRAMME).await;
    assert_eq!(after(&ctx, &cache, phases).await.0, 1);
});

on_both_databases!(a_view_is_not_counted_again_while_nothing_has_changed, |ctx| {
    with_courses_and_phases(&ctx).await;
    let cache = ViewCache::default();
    let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-06-30")), known_at: None };
    let first = service::view(&mut ctx.read().await.unwrap(), &cache, query.clone()).await.unwrap().unwrap();
    let second = service::view(&mut ctx.read().await.unwrap(), &cache, query).await.unwrap().unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &second));
});

on_both_databases!(two_servers_on_one_database_show_the_same_after_every_change, |ctx| {
    with_courses_and_phases(&ctx).await;
    let servers = [ViewCache::default(), ViewCache::default()];
    for (number, issued_on) in [(1, "2022-05-06"), (2, "2022-05-07"), (3, "2022-12-30")] {
        let mut tx = ctx.begin().await.unwrap();
        let holder = register(&mut tx, number).await;
        issue(&mut tx, &holder, ("NRC-01", &format!("RUN-{number}")), day(issued_on)).await;
        audit::commit(tx).await.unwrap();
        // the second server is queried less often, and has more to catch up with
        for cache in &servers[..if number == 2 { 1 } else { 2 }] {
            assert_eq!(cached_and_recounted(&ctx, cache).await[2].0.trained, number);
        }
    }
});

on_both_databases!(figures_are_read_as_a_whole_where_nobody_wrote_down_whose_certificates_changed, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    assert_eq!(cached_and_recounted(&ctx, &cache).await[0].0.trained, 1);
    let mut tx = ctx.begin().await.unwrap();
    let sql = "update certificates set counts_on = '2022-03-01'";
    on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    Installation::raise_figures_version(&mut tx).await.unwrap();
    tx.finish().await.unwrap();
    for (cache, recounted) in cached_and_recounted(&ctx, &cache).await {
        assert_eq!(cache.by_month.keys().copied().collect::<Vec<_>>(), [day("2022-03-01")]);
        assert_eq!(cache, recounted);
    }
});

on_both_databases!(a_list_of_very_many_people_is_written_down_as_one_change_for_anybody, |ctx| {
    let changes = async |people: u128| {
        let mut tx = ctx.begin().await.unwrap();
        for number in 0..people {
            tx.figures_change_of(crate::ground::ids::SpecialistId(uuid::Uuid::from_u128(number)));
        }
        audit::record_new(&mut tx, "tested", ("test", 1), &()).unwrap();
        audit::commit(tx).await.unwrap();
        let mut tx = ctx.read().await.unwrap();
        let sql = "select count(*), count(specialist_id) from figures_changes
            where version = (select figures_version from installation)";
        let counted: (i64, i64) = on_driver!(tx, |c| sqlx::query_as(sql).fetch_one(c).await).unwrap();
        counted
    };
    assert_eq!(changes(1_000).await, (1_000, 1_000));
    assert_eq!(changes(1_001).await, (1, 0));
});
