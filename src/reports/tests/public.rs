//! Public figures: published once a quarter, and never changed.

use chrono::TimeDelta;

use super::*;
use crate::{
    ground::{caller::Caller, clock::Clock},
    reports::public::Publication,
};

async fn publish(ctx: &Ctx) {
    let ctx = ctx.as_caller(Caller::Scheduler);
    service::public::publish_due(&ctx, &ViewCache::default()).await.unwrap();
}

async fn published(ctx: &Ctx, phase: &str) -> Option<Publication> {
    let visitor = ctx.as_caller(Caller::Visitor);
    let mut tx = visitor.read().await.unwrap();
    service::public::published(&mut tx, Some(phase)).await.ok().and_then(|(_, latest)| Some(latest?.1))
}

on_both_databases!(a_publication_shows_no_small_number_and_stays, |ctx| {
    with_courses_and_phases(&ctx).await;
    publish(&ctx).await;
    // nothing counts yet; the publication that follows says so no longer
    assert!(published(&ctx, "phase-1").await.unwrap().quarters.iter().all(|quarter| quarter.trained == 0));
    let mut tx = ctx.begin().await.unwrap();
    for number in 1..=9 {
        let holder = register(&mut tx, number).await;
        let on = if number <= 7 { "2022-03-04" } else { "2022-05-06" };
        issue(&mut tx, &holder, ("NRC-01", if number <= 7 { "RUN-1" } else { "RUN-2" }), day(on)).await;
    }
    audit::commit(tx).await.unwrap();
    publish(&ctx).await;
    let first = published(&ctx, "phase-1").await.unwrap();
    let ends: Vec<_> = first.quarters.iter().map(|quarter| (quarter.ends_on, quarter.trained)).collect();
    assert_eq!(
        ends,
        [
            (day("2021-12-31"), 0),
            (day("2022-03-31"), 7),
            (day("2022-06-30"), 9),
            (day("2022-09-30"), 9),
            (day("2022-12-31"), 9),
        ]
    );
    // all are from Astana: seven may be known, and two more may not
    let astana: Vec<Option<u32>> = first.quarters.iter().map(|quarter| quarter.shown["region"]["KZ-71"]).collect();
    assert_eq!(astana, [Some(0), Some(7), None, None, None]);
    let shown = first.quarters.iter().flat_map(|quarter| quarter.shown.values().flat_map(|shown| shown.values()));
    assert!(shown.flatten().all(|count| *count == 0 || *count >= 5));

    // within the quarter nothing is published again; in the next, once, and what was published stays
    let mut tx = ctx.begin().await.unwrap();
    let late = register(&mut tx, 30).await;
    issue(&mut tx, &late, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    audit::commit(tx).await.unwrap();
    publish(&ctx).await;
    assert_eq!(published(&ctx, "phase-1").await.unwrap(), first);
    let next = Ctx { clock: Clock::Fixed(ctx.clock.now() + TimeDelta::days(100)), ..ctx.clone() };
    publish(&next).await;
    let second = published(&next, "phase-1").await.unwrap();
    assert_eq!(second.quarters[1].trained, 8);
    assert_eq!(second.quarters[1].shown["region"]["KZ-71"], None, "one more than was shown");
    let all = crate::reports::store::publications::list_publications(&mut ctx.read().await.unwrap(), "phase-1").await;
    assert_eq!(all.unwrap()[1], first);
});
