//! Funders of runs, in the figure.

use super::*;
use crate::{
    audit,
    programme::model::funders::{Share, by_funder},
};

fn shares(shares: &[(&str, u32)]) -> Vec<Share> {
    shares.iter().map(|(funder, share)| Share { funder: (*funder).to_owned(), share: *share }).collect()
}

on_both_databases!(a_run_paid_by_two_counts_for_each_and_once_in_all, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    for (number, run) in [(1, "RUN-1"), (2, "RUN-1"), (3, "RUN-2"), (4, "RUN-3")] {
        let holder = register(&mut tx, number).await;
        issue(&mut tx, &holder, ("NRC-01", run), day("2022-03-04")).await;
    }
    audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    let figure = async || {
        let query = ViewQuery { phase: Some("phase-1".to_owned()), as_of: Some(day("2022-12-31")), known_at: None };
        service::view(&mut ctx.read().await.unwrap(), &cache, query).await.unwrap().unwrap()
    };
    assert_eq!(by_funder(&figure().await.progress.by_funders).not_stated, 4);
    let set = async |run: &str, of: &[(&str, u32)]| {
        let mut tx = ctx.begin().await.unwrap();
        service::funders::set(&mut tx, run, shares(of)).await?;
        audit::commit_changes(tx).await.unwrap();
        Ok::<(), AppError>(())
    };
    set("RUN-1", &[("UNICEF", 60), ("EU", 40)]).await.unwrap();
    set("RUN-2", &[("EU", 100)]).await.unwrap();
    // figures that were in memory follow
    let view = figure().await;
    let found = by_funder(&view.progress.by_funders);
    let counts: Vec<_> = found.funders.iter().map(|of| (of.funder.as_str(), of.alone, of.joint)).collect();
    assert_eq!(counts, [("EU", 1, 2), ("UNICEF", 0, 2)]);
    assert_eq!((found.not_stated, found.overlaps, found.total), (1, 2, 4));
    let filter = Filter { funders: Some(Some("EU + UNICEF".to_owned())), ..Filter::default() };
    assert_eq!((view.narrowed(&filter).trained, view.counted(&filter).len()), (2, 2));

    let refused = |field: &'static str, problem| Err(FormErrors::of(field, problem).into());
    assert_eq!(set("RUN-3", &[("EU", 50)]).await, refused("share", Problem::SharesNotWhole));
    assert_eq!(set("RUN-3", &[("EU", 50), ("EU", 50)]).await, refused("funder", Problem::Ambiguous));
    assert_eq!(set("RUN-3", &[("EU + UNICEF", 100)]).await, refused("funder", Problem::Unknown));
    assert_eq!(set("RUN-9", &[("EU", 100)]).await, Err(AppError::NotFound));
    set("RUN-2", &[]).await.unwrap();
    assert_eq!(by_funder(&figure().await.progress.by_funders).not_stated, 2);
});
