//! Rise of the figure by the certificates of a run.

use super::*;
use crate::{
    enrollments::service as enrollments,
    programme::service::Rise,
    testing::registry::{announce, completed},
};

on_both_databases!(those_who_newly_count_are_told_from_those_who_counted_before, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let before = register(&mut tx, 1).await;
    issue(&mut tx, &before, ("NRC-01", "R-1"), day("2023-03-10")).await;
    let run = announce(&mut tx, ("NRC-02", "R-2"), day("2023-06-02"), 3).await;
    let mut enrolled = Vec::new();
    for holder in [before, register(&mut tx, 2).await, register(&mut tx, 3).await] {
        let history = completed(day("2023-06-02"));
        enrolled.push(enrollments::record(&mut tx, run, holder.id, &history).await.unwrap());
    }
    crate::audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    let rise =
        async |issued: &[Certificate]| service::rise(&mut ctx.read().await.unwrap(), &cache, issued).await.unwrap();
    assert_eq!(rise(&[]).await, None);

    let mut issued = Vec::new();
    for enrollment in enrolled {
        let mut tx = ctx.begin().await.unwrap();
        issued.push(certificates::issue(&mut tx, enrollment, day("2023-06-06")).await.unwrap());
        crate::audit::commit(tx).await.unwrap();
    }
    assert_eq!(rise(&issued).await, Some(Rise { certificates: 3, new: 2, trained: 3, target: 130 }));
    // one that is revoked counts for nothing
    let mut tx = ctx.begin().await.unwrap();
    certificates::revoke(&mut tx, issued[1].id, day("2023-06-20"), "by mistake").await.unwrap();
    crate::audit::commit(tx).await.unwrap();
    assert_eq!(rise(&issued).await, Some(Rise { certificates: 2, new: 1, trained: 2, target: 130 }));
    let officer = ctx.as_caller(crate::testing::account(&[crate::ground::caller::Role::Trainee]));
    assert!(service::rise(&mut officer.read().await.unwrap(), &cache, &issued).await.is_err());
});
