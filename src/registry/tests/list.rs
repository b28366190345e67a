//! List of people: every spelling and every mark finds them, and nobody who is gone is in it.

use super::*;
use crate::{
    reference::{profession, region},
    registry::service::{PeopleFilter, PersonMark},
};

async fn found(ctx: &Ctx, filter: PeopleFilter) -> Vec<SpecialistId> {
    let mut tx = as_staff(ctx).read().await.unwrap();
    let found = service::people(&mut tx, &filter, 1).await.unwrap();
    assert_eq!(found.count as usize, found.rows.len());
    found.rows.iter().map(|row| row.id).collect()
}

fn named(q: &str) -> PeopleFilter {
    PeopleFilter { q: q.to_owned(), ..PeopleFilter::default() }
}

fn marked(mark: PersonMark) -> PeopleFilter {
    PeopleFilter { mark: Some(mark), ..PeopleFilter::default() }
}

on_both_databases!(people_are_found_by_every_spelling_former_name_address_and_mark, |ctx| {
    let mut world = World::begin(&ctx).await;
    let trainee = world.trainee().await.specialist;
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let mut person = registry::person(2);
    person.second_spelling = Some("Bekova Gulmira".to_owned());
    person.facts.region = region("KZ-75");
    person.facts.profession = profession("lawyer");
    let other = specialists::register(&mut tx, &person).await.unwrap();
    let new = crate::specialists::PersonName { surname: "Жаңабаева".to_owned(), ..person.name.clone() };
    specialists::rename(&mut tx, other, &new, day("2026-02-01")).await.unwrap();
    let twin = register_second(&mut tx, 1).await.id;
    specialists::claim(&mut tx, twin, &registry::person(3).iin.unwrap()).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(found(&ctx, PeopleFilter::default()).await.len(), 3);
    // the former name, the second spelling, the new name with a Russian letter
    for q in ["Сейітқали-2", "bekova", "Жанабаева Айгерим"] {
        assert_eq!(found(&ctx, named(q)).await, [other], "{q}");
    }
    assert_eq!(found(&ctx, named("PERSON-2@example.org")).await, [other]);
    assert_eq!(found(&ctx, named("trainee-1@example.org")).await, [trainee], "the address of the account");
    assert!(found(&ctx, named("100%")).await.is_empty());
    assert_eq!(found(&ctx, marked(PersonMark::Account)).await, [trainee]);
    assert_eq!(found(&ctx, marked(PersonMark::Claim)).await, [twin]);
    let mut pair = found(&ctx, marked(PersonMark::Duplicate)).await;
    pair.sort_unstable();
    assert_eq!(pair, [trainee, twin]);
    let lawyers = PeopleFilter { profession: profession("lawyer"), region: region("KZ-75"), ..PeopleFilter::default() };
    assert_eq!(found(&ctx, lawyers).await, [other]);
    merge(&ctx, pair_of(trainee, twin)).await.unwrap();
    assert_eq!(found(&ctx, PeopleFilter::default()).await.len(), 2);
});

on_both_databases!(a_long_list_has_pages_and_no_page_that_is_not_there, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    for number in 1..=51 {
        registry::register(&mut tx, number).await;
    }
    audit::commit(tx).await.unwrap();
    let mut tx = as_staff(&ctx).read().await.unwrap();
    let page = service::people(&mut tx, &PeopleFilter::default(), 2).await.unwrap();
    assert_eq!((page.count, page.last, page.rows.len()), (51, 2, 1));
    assert_eq!(service::people(&mut tx, &PeopleFilter::default(), 3).await.map(drop), Err(AppError::NotFound));
});
