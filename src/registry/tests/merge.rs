//! Merges: everything is kept, the figures count once, and what was before is written down.

use super::*;
use crate::{
    accounts::service as accounts,
    certificates::service as certificates,
    enrollments::service as enrollments,
    my,
    programme::service::{self as programme, View, ViewCache, ViewQuery},
    registry::service::{FoundPerson, person},
    specialists::model::ConsentKind,
};

async fn trained(ctx: &Ctx, cache: &ViewCache) -> (u32, u32) {
    let query = ViewQuery { phase: Some("phase-1".into()), as_of: Some(day("2022-12-31")), known_at: None };
    let view: std::sync::Arc<View> =
        programme::view(&mut ctx.read().await.unwrap(), cache, query).await.unwrap().unwrap();
    (view.progress.trained, view.progress.certificates)
}

on_both_databases!(a_person_recorded_twice_counts_once_after_the_merge, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await;
    let other = register_second(&mut tx, 1).await;
    registry::issue(&mut tx, &one, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    let moved = registry::issue(&mut tx, &other, ("NRC-02", "RUN-2"), day("2022-03-04")).await;
    audit::commit(tx).await.unwrap();
    let cache = ViewCache::default();
    assert_eq!(trained(&ctx, &cache).await, (2, 2));
    let pair = pair_of(one.id, other.id);
    let before = ctx.clock.now();
    let ctx = Ctx { clock: crate::ground::clock::Clock::Fixed(before + chrono::TimeDelta::hours(1)), ..ctx.clone() };
    assert_eq!(merge(&ctx, pair).await, Ok((Merged::Now, one.id)));
    // as it was known before, they are two
    let query = ViewQuery { phase: Some("phase-1".into()), as_of: Some(day("2022-12-31")), known_at: Some(before) };
    let known = programme::view(&mut ctx.read().await.unwrap(), &cache, query).await.unwrap().unwrap();
    assert_eq!((known.progress.trained, known.progress.certificates), (2, 2));
    // figures that were in memory follow, and a recount says the same
    assert_eq!(trained(&ctx, &cache).await, (1, 2));
    assert_eq!(trained(&ctx, &ViewCache::default()).await, (1, 2));
    let mut tx = as_staff(&ctx).read().await.unwrap();
    let held = certificates::of_person(&mut tx, one.id).await.unwrap();
    assert_eq!(held.len(), 2);
    assert_eq!(enrollments::of_person(&mut tx, one.id).await.unwrap().len(), 2);
    // what is printed stays
    let after = held.iter().find(|one| one.id == moved.id).unwrap();
    assert_eq!((&after.printed.holder, after.counts_on), (&moved.printed.holder, moved.counts_on));
    // whose it was can be told for any earlier instant
    let former = "select count(*) from merged_certificates c join merges m on m.id = c.merge_id
        join certificates k on k.id = c.certificate_id and k.specialist_id = m.kept_id
        where m.gone_id <> m.kept_id and m.merged_by = 'registrar'";
    assert_eq!(count(&ctx, former).await, 1);
    assert!(matches!(person(&mut tx, other.id).await, Ok(FoundPerson::MergedInto(id)) if id == one.id));
    let report = audit::verify(&mut tx).await.unwrap();
    assert_eq!(report.broken_at, None);
});

on_both_databases!(the_chosen_values_and_all_names_and_consents_are_kept, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let mut person = second(1);
    person.name.surname = "Сейітқалиева".to_owned();
    person.second_spelling = Some("Seitkaliyeva Aigerim".to_owned());
    let other = specialists::register(&mut tx, &person).await.unwrap();
    let kinds = [ConsentKind::Processing, ConsentKind::CheckPage];
    specialists::give(&mut tx, other, &kinds, crate::ground::Locale::Ru).await.unwrap();
    audit::commit(tx).await.unwrap();
    let pair = pair_of(trainee.specialist, other);
    let seen = view(&ctx, pair).await;
    let side = |field| if field == ProfileField::Surname { Side::B } else { seen.usual_side(field) };
    merge_seen(&ctx, pair, side, seen.seen()).await.unwrap();
    let after = record(&ctx, trainee.specialist).await.unwrap();
    assert_eq!(after.profile.name.surname, "Сейітқалиева");
    assert_eq!(after.profile.second_spelling.as_deref(), Some("Seitkaliyeva Aigerim"));
    assert_eq!(after.profile.iin, registry::person(1).iin);
    let mut tx = as_staff(&ctx).read().await.unwrap();
    let former = specialists::former_names(&mut tx, trainee.specialist).await.unwrap();
    assert_eq!(former.iter().map(|former| former.name.surname.as_str()).collect::<Vec<_>>(), ["Сейітқали-1"]);
    let consents = specialists::consents(&mut tx, trainee.specialist).await.unwrap();
    let in_force = consents.iter().filter(|consent| consent.is_in_force()).map(|consent| consent.kind);
    let mut in_force: Vec<_> = in_force.collect();
    in_force.sort_unstable();
    assert_eq!((consents.len(), in_force), (3, kinds.to_vec()));
    // the account goes on, under the name of the person
    let account = accounts::find_by_specialist(&mut tx, trainee.specialist).await.unwrap().unwrap();
    assert_eq!(account.name.as_deref(), Some("Сейітқалиева Айгерім Бауыржанқызы"));
});

on_both_databases!(a_consent_that_was_withdrawn_in_one_record_is_not_brought_back_by_an_older_one, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let other = specialists::register(&mut tx, &second(1)).await.unwrap();
    specialists::give(&mut tx, other, &[ConsentKind::Processing], crate::ground::Locale::Ru).await.unwrap();
    audit::commit(tx).await.unwrap();
    world.clock_passes(chrono::TimeDelta::hours(1)).await;
    let mut tx = world.ctx.as_caller(trainee.caller()).begin().await.unwrap();
    specialists::withdraw_consent(&mut tx, ConsentKind::Processing).await.unwrap();
    audit::commit(tx).await.unwrap();
    merge(&world.ctx, pair_of(trainee.specialist, other)).await.unwrap();
    let mut tx = as_staff(&ctx).read().await.unwrap();
    let consents = specialists::consents(&mut tx, trainee.specialist).await.unwrap();
    assert_eq!((consents.len(), consents.iter().filter(|consent| consent.is_in_force()).count()), (2, 0));
});

on_both_databases!(the_account_of_either_record_goes_on_with_the_one_that_is_kept, |ctx| {
    let mut world = World::begin(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let paper = specialists::register(&mut tx, &second(1)).await.unwrap();
    audit::commit(tx).await.unwrap();
    let trainee = world.trainee().await;
    merge(&ctx, pair_of(paper, trainee.specialist)).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let account = accounts::find(&mut tx, trainee.account).await.unwrap().unwrap();
    assert_eq!(account.specialist, Some(paper));
    drop(tx);
    // IIN and claim come along
    assert_eq!(record(&ctx, paper).await.unwrap().profile.iin, registry::person(1).iin);
});

on_both_databases!(what_an_erased_person_was_before_a_merge_is_erased_too, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register_second(&mut tx, 1).await;
    registry::issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    audit::commit(tx).await.unwrap();
    merge(&ctx, pair_of(trainee.specialist, holder.id)).await.unwrap();
    let mut tx = ctx.as_caller(trainee.caller()).begin().await.unwrap();
    let told = my::service::export(&mut tx).await.unwrap();
    assert_eq!(told["certificates"].as_array().map(Vec::len), Some(1));
    my::service::erase(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
    let left = "select count(*) from audit_documents where before like '%Сейітқали%' or after like '%Сейітқали%'";
    assert_eq!(count(&ctx, left).await, 0);
    assert_eq!(count(&ctx, "select count(*) from specialists where surname <> '' or iin_hash is not null").await, 0);
    assert_eq!(count(&ctx, "select count(*) from merges").await, 1);
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
});

on_both_databases!(a_record_that_was_merged_leads_on_through_the_next_merge, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let one = registry::register(&mut tx, 1).await.id;
    let other = register_second(&mut tx, 1).await.id;
    let third = register_second(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    assert_eq!(merge(&ctx, pair_of(other, third)).await, Ok((Merged::Now, other)));
    assert_eq!(merge(&ctx, pair_of(one, other)).await, Ok((Merged::Now, one)));
    let mut tx = as_staff(&ctx).read().await.unwrap();
    assert!(matches!(person(&mut tx, third).await, Ok(FoundPerson::MergedInto(id)) if id == one));
});
