//! Desk: it shows what is due and nothing else, to staff alone.

use super::service::desk;
use crate::{
    audit,
    courses::model::{Admission, NewRun, RunState},
    db::{Ctx, on_driver},
    ground::caller::Role,
    testing::{
        self, on_both_databases,
        registry::{self, day},
        world::{World, announce, ten_days},
    },
};

async fn read(ctx: &Ctx) -> super::service::Desk {
    let mut tx = ctx.as_caller(testing::account(&[Role::Staff])).read().await.unwrap();
    desk(&mut tx).await.unwrap()
}

on_both_databases!(what_is_due_is_counted_and_what_is_done_is_gone, |ctx| {
    let mut world = World::begin(&ctx).await;
    let people = world.trainees(3).await;
    let empty = read(&ctx).await;
    assert_eq!((empty.applications.all_people, empty.runs.all_runs, empty.certificates.all_people), (0, 0, 0));
    let chosen =
        NewRun { admission: Admission::Selection, decides_on: Some(day("2026-10-20")), ..ten_days("RUN-1", 5) };
    let chosen = announce(&ctx, &chosen).await;
    for who in &people[..2] {
        who.applies_to(&ctx, chosen).await.unwrap();
    }
    let over = NewRun { state: RunState::Open, ..NewRun::plain("RUN-2", day("2026-09-01"), day("2026-09-05"), 5) };
    announce(&ctx, &over).await;
    let full = announce(&ctx, &NewRun::plain("RUN-3", day("2026-12-01"), day("2026-12-04"), 1)).await;
    for who in &people[1..] {
        who.applies_to(&ctx, full).await.unwrap();
    }
    people[1].withdraws_from(&ctx, full).await.unwrap();
    let mut tx = ctx.begin().await.unwrap();
    let holder = registry::register(&mut tx, 9).await;
    registry::complete(&mut tx, &holder, ("NRC-02", "RUN-4"), day("2026-09-10")).await;
    audit::commit(tx).await.unwrap();
    // a run that came with a list was not closed here, and nothing of it is due
    assert_eq!(read(&ctx).await.certificates.all_people, 0);
    let mut tx = ctx.begin().await.unwrap();
    let at = tx.at();
    let closed = "update runs set closed_at = $1 where code = 'RUN-4'";
    on_driver!(tx, |c| sqlx::query(closed).bind(at).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let desk = read(&ctx).await;
    assert_eq!((desk.applications.all_people, desk.applications.runs[0].code.as_str()), (2, "RUN-1"));
    assert_eq!(desk.applications.runs[0].day, Some(day("2026-10-20")));
    assert_eq!((desk.runs.all_runs, desk.runs.runs[0].code.as_str()), (1, "RUN-2"));
    assert_eq!((desk.certificates.all_people, desk.certificates.runs[0].code.as_str()), (1, "RUN-4"));
    // the offer ends in three days
    assert_eq!(desk.offers.all_people, 0);
    let later =
        Ctx { clock: crate::ground::clock::Clock::Fixed(testing::now() + chrono::TimeDelta::hours(50)), ..ctx.clone() };
    assert_eq!(read(&later).await.offers.all_people, 1);
});

on_both_databases!(nobody_but_staff_has_a_desk, |ctx| {
    for (caller, refused) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).read().await.unwrap();
        assert_eq!(desk(&mut tx).await.map(drop), Err(refused));
    }
});
