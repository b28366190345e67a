//! Figures that are kept for speed tell the same as a recount.

use super::*;
use crate::{
    audit,
    db::Tx,
    testing::registry::{COURSES, PROGRAMME, bring_in, person},
};

const DAYS: [&str; 3] = ["2022-06-30", "2022-12-31", "2026-10-12"];

async fn as_kept_and_as_recounted(ctx: &Ctx, kept: &KeptViews) -> Vec<(Progress, Progress)> {
    let mut pairs = Vec::new();
    for as_of in DAYS.map(day) {
        let asked = Asked { phase: Some("phase-1".to_owned()), as_of: Some(as_of) };
        let view = service::view(ctx, kept, asked).await.unwrap().unwrap();
        pairs.push((view.progress.clone(), view_of(ctx, "phase-1", as_of).await.progress.clone()));
    }
    pairs
}

/// Does one thing, and looks whether the kept figures still tell the truth. Returns how many are trained now.
async fn after<T>(ctx: &Ctx, kept: &KeptViews, deed: impl AsyncFnOnce(&mut Tx) -> T) -> (u32, T) {
    let mut tx = ctx.begin().await.unwrap();
    let outcome = deed(&mut tx).await;
    audit::commit(tx).await.unwrap();
    let pairs = as_kept_and_as_recounted(ctx, kept).await;
    for (kept, recounted) in &pairs {
        assert_eq!(kept, recounted);
    }
    (pairs[2].1.trained, outcome)
}

on_both_databases!(a_kept_figure_equals_a_recount_after_every_change, |ctx| {
    with_courses_and_phases(&ctx).await;
    let kept = KeptViews::default();
    as_kept_and_as_recounted(&ctx, &kept).await;
    let (count, holder) = after(&ctx, &kept, async |tx| register(tx, 1).await).await;
    assert_eq!(count, 0);
    let run = ("NRC-01", "RUN-1");
    let (count, first) = after(&ctx, &kept, async |tx| issue(tx, &holder, run, day("2022-05-06")).await).await;
    assert_eq!(count, 1);
    let other = async |tx: &mut Tx| {
        let other = register(tx, 2).await;
        issue(tx, &other, ("NRC-02", "RUN-2"), day("2022-08-01")).await
    };
    let (count, second) = after(&ctx, &kept, other).await;
    assert_eq!(count, 2);
    let name = person(3).name;
    let on = day("2022-09-01");
    let (count, third) =
        after(&ctx, &kept, async |tx| certificates::reissue(tx, second.id, &name, on).await.unwrap()).await;
    assert_eq!(count, 2);
    let revoke = async |tx: &mut Tx| certificates::revoke(tx, first.id, day("2022-07-01"), "for a test").await;
    assert_eq!(after(&ctx, &kept, revoke).await.0, 1);
    let revoke = async |tx: &mut Tx| certificates::revoke(tx, third.id, day("2022-09-02"), "for a test").await;
    assert_eq!(after(&ctx, &kept, revoke).await.0, 0);
});

on_both_databases!(a_kept_figure_knows_of_a_course_that_comes_to_count_later, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let none = r#"{"programme":{"code":"p","name":{"kk":"б"}},"phases":[]}"#;
    bring_in(&mut tx, COURSES, none).await;
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    let kept = KeptViews::default();
    assert!(service::view(&ctx, &kept, Asked::default()).await.unwrap().is_none());
    let phases = async |tx: &mut Tx| bring_in(tx, r#"{"courses":[]}"#, PROGRAMME).await;
    assert_eq!(after(&ctx, &kept, phases).await.0, 1);
});

on_both_databases!(a_view_is_not_counted_again_while_nothing_has_changed, |ctx| {
    with_courses_and_phases(&ctx).await;
    let kept = KeptViews::default();
    let asked = Asked { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-06-30")) };
    let first = service::view(&ctx, &kept, asked.clone()).await.unwrap().unwrap();
    let second = service::view(&ctx, &kept, asked).await.unwrap().unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &second));
});
