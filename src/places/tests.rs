//! Limits of the table, and who may change it.

use crate::{
    db::{Failure, on_driver},
    places::service,
    testing::{
        self, on_both_databases,
        registry::{self, day, with_courses_and_phases},
    },
};

on_both_databases!(the_database_itself_refuses_more_people_than_seats, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    registry::announce(&mut tx, ("NRC-01", "RUN-1"), day("2026-12-01"), 2).await;
    crate::audit::commit(tx).await.unwrap();
    for sql in [
        "update places set seats_taken = 3",
        "update places set seats_taken = 2, capacity = 1",
        "update places set seats_taken = -1",
        "update places set seats_offered = 1",
        "update places set waiting = -1",
    ] {
        let mut tx = ctx.begin().await.unwrap();
        let refused: Result<(), sqlx::Error> = on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop));
        assert!(matches!(Failure::from(refused.unwrap_err()), Failure::Forbidden(_)), "{sql}");
    }
});

on_both_databases!(nobody_on_the_web_changes_how_many_seats_there_are, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let run = registry::announce(&mut tx, ("NRC-01", "RUN-1"), day("2026-12-01"), 2).await;
    crate::audit::commit(tx).await.unwrap();
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        assert_eq!(service::set_capacity(&mut tx, run, 100).await, Err(refusal));
    }
});
