//! Merges that are refused or come twice, and pairs that staff told apart.

use super::*;
use crate::{
    accounts::service as accounts,
    courses::model::{Admission, NewRun},
    ground::error::{Clash, Rule},
    registry::model::Obstacle,
    specialists::model::invented_iin,
    testing::world::{announce, ten_days},
};

const APART: AppError = AppError::Conflict(Clash::RecordsStayApart);

on_both_databases!(two_staff_who_merge_one_pair_at_once_merge_it_once, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await.id;
    let other = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let pair = pair_of(one, other);
    let seen = view(&ctx, pair).await.seen();
    let one_of_staff = || merge_seen(&ctx, pair, |_| Side::A, seen);
    let (first, second) = tokio::join!(one_of_staff(), one_of_staff());
    let mut results = [first.unwrap().0, second.unwrap().0];
    results.sort_by_key(|merged| *merged == Merged::Before);
    assert_eq!(results, [Merged::Now, Merged::Before]);
    assert_eq!(count(&ctx, "select count(*) from merges").await, 1);
});

on_both_databases!(people_with_two_iins_stay_two, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await.id;
    let iin = invented_iin(day("1980-02-10"), crate::specialists::Sex::Female, 77);
    let person = NewSpecialist { iin: Some(iin), ..second(1) };
    let other = specialists::register(&mut tx, &person).await.unwrap();
    audit::commit(tx).await.unwrap();
    let pair = pair_of(one, other);
    assert!(matches!(view(&ctx, pair).await.obstacle, Some(Obstacle::TwoIins)));
    assert_eq!(merge(&ctx, pair).await, Err(APART));
    // they are no possible duplicates either
    assert_eq!(service::unsettled(&mut as_staff(&ctx).read().await.unwrap()).await.unwrap().duplicates, 0);
});

on_both_databases!(two_who_sign_in_stay_two_until_one_account_is_disabled, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await;
    let mut tx = ctx.begin().await.unwrap();
    let other = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let account = registry::account(&ctx, "second@example.org", &[Role::Trainee], Some(other)).await;
    let pair = pair_of(trainee.specialist, other);
    assert!(matches!(view(&ctx, pair).await.obstacle, Some(Obstacle::TwoAccounts)));
    assert_eq!(merge(&ctx, pair).await, Err(APART));
    let mut tx = ctx.begin().await.unwrap();
    accounts::disable(&mut tx, account).await.unwrap();
    audit::commit(tx).await.unwrap();
    merge(&ctx, pair).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let left = accounts::find(&mut tx, account).await.unwrap().unwrap();
    assert_eq!((left.specialist, left.name), (None, None));
    let stays = accounts::find(&mut tx, trainee.account).await.unwrap().unwrap();
    assert_eq!(stays.specialist, Some(trainee.specialist));
});

on_both_databases!(two_in_one_run_stay_two_until_one_leaves_it, |ctx| {
    let mut world = World::begin(&ctx).await;
    let people = world.trainees(2).await;
    let run = NewRun { admission: Admission::Selection, ..ten_days("RUN-1", 5) };
    let run = announce(&ctx, &run).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    let pair = pair_of(people[0].specialist, people[1].specialist);
    // as if they had no IINs and one account: the run alone keeps them apart
    let mut tx = ctx.begin().await.unwrap();
    accounts::disable(&mut tx, people[1].account).await.unwrap();
    let bare = "update specialists set iin_hash = null, iin_cipher = null";
    on_driver!(tx, |c| sqlx::query(bare).execute(c).await.map(drop)).unwrap();
    audit::commit(tx).await.unwrap();
    match view(&ctx, pair).await.obstacle {
        Some(Obstacle::SameRun(run)) => assert_eq!(run.run.code, "RUN-1"),
        other => panic!("{other:?}"),
    }
    assert_eq!(merge(&ctx, pair).await, Err(APART));
    people[1].withdraws_from(&ctx, run).await.unwrap();
    assert_eq!(merge(&ctx, pair).await, Ok((Merged::Now, people[0].specialist)));
});

on_both_databases!(a_pair_that_changed_since_it_was_seen_is_not_merged, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await;
    let other = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let pair = pair_of(one.id, other);
    let seen = view(&ctx, pair).await.seen();
    let mut tx = ctx.begin().await.unwrap();
    specialists::rename(&mut tx, other, &one.person.name, day("2026-01-01")).await.unwrap();
    audit::commit(tx).await.unwrap();
    let late = merge_seen(&ctx, pair, |_| Side::A, seen).await;
    assert_eq!(late, Err(AppError::Conflict(Clash::PersonChanged)));
    assert_eq!(count(&ctx, "select count(*) from merges").await, 0);
});

on_both_databases!(a_pair_that_is_two_people_is_not_shown_again, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await.id;
    let other = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let unsettled = async || service::unsettled(&mut as_staff(&ctx).read().await.unwrap()).await.unwrap().duplicates;
    assert_eq!(unsettled().await, 1);
    for is_new in [true, false] {
        let mut tx = as_staff(&ctx).begin().await.unwrap();
        assert_eq!(specialists::tell_apart(&mut tx, pair_of(one, other).ids()).await, Ok(is_new));
        audit::commit_changes(tx).await.unwrap();
    }
    assert_eq!(unsettled().await, 0);
    assert!(view(&ctx, pair_of(one, other)).await.told_apart_at.is_some());
    // a third record like them makes two new pairs
    let mut tx = ctx.begin().await.unwrap();
    register_second(&mut tx, 1).await;
    audit::commit(tx).await.unwrap();
    assert_eq!(unsettled().await, 2);
});

on_both_databases!(nobody_but_staff_sees_or_merges_people, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await.id;
    let other = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    let pair = pair_of(one, other);
    for (caller, refused) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let filter = service::PeopleFilter::default();
        assert_eq!(service::people(&mut tx, &filter, 1).await.map(drop), Err(refused.clone()));
        assert_eq!(service::person(&mut tx, one).await.map(drop), Err(refused.clone()));
        assert_eq!(service::pair(&mut tx, pair).await.map(drop), Err(refused.clone()));
        assert_eq!(service::merge(&mut tx, pair, |_| Side::A, [0, 0]).await.map(drop), Err(refused.clone()));
        assert_eq!(specialists::tell_apart(&mut tx, pair.ids()).await.map(drop), Err(refused.clone()));
        assert_eq!(specialists::accept_claim(&mut tx, one).await, Err(refused.clone()));
        assert_eq!(specialists::edit(&mut tx, one, 0, |_| "").await.map(drop), Err(refused));
    }
    assert_eq!(testing::outsiders()[1].1, AppError::Refused(Rule::RegistryIsKeptByStaff));
});
