//! Claims to an IIN that staff settle, and records that staff correct.

use super::*;
use crate::{
    ground::{
        error::Clash,
        {FormErrors, Problem},
    },
    specialists::Iin,
};

/// Registers a person without an IIN who claims this one.
async fn claimant(ctx: &Ctx, number: u32, iin: &Iin) -> SpecialistId {
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let id = register_second(&mut tx, number).await.id;
    specialists::claim(&mut tx, id, iin).await.unwrap();
    audit::commit(tx).await.unwrap();
    id
}

async fn accept(ctx: &Ctx, id: SpecialistId) -> Result<(), AppError> {
    let mut tx = as_staff(ctx).begin().await?;
    specialists::accept_claim(&mut tx, id).await?;
    Ok(audit::commit(tx).await?)
}

async fn refuse(ctx: &Ctx, id: SpecialistId) -> Result<(), AppError> {
    let mut tx = as_staff(ctx).begin().await?;
    specialists::refuse_claim(&mut tx, id).await?;
    Ok(audit::commit(tx).await?)
}

fn iin(number: u32) -> Iin {
    registry::person(number).iin.unwrap()
}

async fn is_traced(ctx: &Ctx, action: &'static str) -> bool {
    let mut tx = ctx.read().await.unwrap();
    let sql = "select count(*) from audit_entries where action = $1";
    let lines: i64 = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(action).fetch_one(c).await).unwrap();
    lines == 1
}

on_both_databases!(a_claim_whose_document_was_seen_is_the_iin_of_the_record, |ctx| {
    let id = claimant(&ctx, 1, &iin(1)).await;
    let unsettled = service::unsettled(&mut as_staff(&ctx).read().await.unwrap()).await.unwrap();
    assert_eq!(unsettled.claims, 1);
    accept(&ctx, id).await.unwrap();
    let after = record(&ctx, id).await.unwrap();
    assert_eq!((after.profile.iin, after.claimed_iin), (Some(iin(1)), None));
    assert!(is_traced(&ctx, "specialist.iin_seen").await);
    assert_eq!(accept(&ctx, id).await, Err(AppError::Conflict(Clash::NoClaim)));
    let mut tx = as_staff(&ctx).read().await.unwrap();
    assert_eq!(service::find_by_iin(&mut tx, &iin(1)).await, Ok(Some(id)));
});

on_both_databases!(a_claim_that_is_not_theirs_goes_and_the_record_stays_as_it_was, |ctx| {
    let id = claimant(&ctx, 1, &iin(1)).await;
    refuse(&ctx, id).await.unwrap();
    let after = record(&ctx, id).await.unwrap();
    assert_eq!((after.profile.iin, after.claimed_iin, after.profile.name), (None, None, second(1).name));
    assert!(is_traced(&ctx, "specialist.iin_claim_refused").await);
    assert_eq!(refuse(&ctx, id).await, Err(AppError::Conflict(Clash::NoClaim)));
});

on_both_databases!(a_claim_to_the_iin_of_another_record_is_settled_by_merging_the_two, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let holder = registry::register(&mut tx, 1).await.id;
    audit::commit(tx).await.unwrap();
    // married since: the names do not agree, so that nothing but the claim leads to the pair
    let id = claimant(&ctx, 2, &iin(1)).await;
    assert_eq!(accept(&ctx, id).await, Err(AppError::Conflict(Clash::IinTaken)));
    let mut tx = as_staff(&ctx).read().await.unwrap();
    match service::person(&mut tx, id).await.unwrap() {
        service::FoundPerson::Here(view) => assert_eq!(view.iin_holder, Some(holder)),
        service::FoundPerson::MergedInto(_) => panic!("nobody was merged"),
    }
    drop(tx);
    merge(&ctx, pair_of(holder, id)).await.unwrap();
    let after = record(&ctx, holder).await.unwrap();
    assert_eq!((after.profile.iin, after.claimed_iin), (Some(iin(1)), None));
    let filter = service::PeopleFilter { q: second(2).name.surname, ..service::PeopleFilter::default() };
    let found = service::people(&mut as_staff(&ctx).read().await.unwrap(), &filter, 1).await.unwrap();
    assert_eq!(
        found.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [holder],
        "found by the name of the other record"
    );
});

/// Form of staff with the values of a record, one of them another.
fn typed(
    record: &crate::specialists::model::PersonRecord,
    changed: ProfileField,
    to: &str,
) -> impl Fn(ProfileField) -> String {
    let (profile, to) = (record.profile.clone(), to.to_owned());
    move |field| if field == changed { to.clone() } else { profile.value(field) }
}

async fn edit(ctx: &Ctx, id: SpecialistId, seen: i32, text: impl Fn(ProfileField) -> String) -> Result<(), AppError> {
    let mut tx = as_staff(ctx).begin().await?;
    specialists::edit(&mut tx, id, seen, text).await?;
    audit::commit_changes(tx).await?;
    Ok(())
}

on_both_databases!(a_corrected_name_leaves_the_former_one_to_be_found_and_a_late_form_overwrites_nothing, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await;
    let id = trainee.specialist;
    let before = record(&ctx, id).await.unwrap();
    edit(&ctx, id, before.revision, typed(&before, ProfileField::Surname, "Омарова")).await.unwrap();
    let late = edit(&ctx, id, before.revision, typed(&before, ProfileField::Organization, "Мектеп")).await;
    assert_eq!(late, Err(AppError::Conflict(Clash::PersonChanged)));
    let after = record(&ctx, id).await.unwrap();
    assert_eq!((after.profile.name.surname.as_str(), after.profile.organization), ("Омарова", None));
    let mut tx = as_staff(&ctx).read().await.unwrap();
    let former = specialists::former_names(&mut tx, id).await.unwrap();
    assert_eq!(former[0].name, before.profile.name);
    let account = crate::accounts::service::find_by_specialist(&mut tx, id).await.unwrap().unwrap();
    assert_eq!(account.name.as_deref(), Some("Омарова Айгерім Бауыржанқызы"));
});

on_both_databases!(staff_correct_by_the_checks_of_the_own_form_and_what_nobody_knows_stays_unknown, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let mut person = NewSpecialist { facts: crate::specialists::model::CountedFacts::default(), ..second(1) };
    person.name.surname = "Сейітқалиева".to_owned();
    let id = specialists::register(&mut tx, &person).await.unwrap();
    registry::register(&mut tx, 2).await;
    audit::commit(tx).await.unwrap();
    let before = record(&ctx, id).await.unwrap();
    let wrong = |field: ProfileField, problem| Err(AppError::Invalid(FormErrors::of(field.as_str(), problem)));
    let try_with = async |field, text: &str| edit(&ctx, id, before.revision, typed(&before, field, text)).await;
    assert_eq!(try_with(ProfileField::GivenName, "").await, wrong(ProfileField::GivenName, Problem::Required));
    assert_eq!(try_with(ProfileField::BirthDate, "").await, wrong(ProfileField::BirthDate, Problem::Required));
    assert_eq!(try_with(ProfileField::Iin, "123").await, wrong(ProfileField::Iin, Problem::IinShape));
    let of_other = iin(2).reveal().to_owned();
    assert_eq!(try_with(ProfileField::Iin, &of_other).await, wrong(ProfileField::Iin, Problem::IinTaken));
    // region and profession are not known, and may stay so
    try_with(ProfileField::Phone, "8 701 123 45 67").await.unwrap();
    assert_eq!(record(&ctx, id).await.unwrap().revision, before.revision + 1);
});
