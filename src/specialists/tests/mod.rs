//! Steps on a real database: records as staff change them here, and in the other files what people do themselves.

mod consent;
mod erasure;
mod forms;
mod own;
mod pages;
mod profile;

use chrono::NaiveDate;

use super::{
    model::{CountedFacts, NewSpecialist, PersonName, Profile, ProfileField, invented_iin},
    service, *,
};
use crate::{
    audit,
    db::Ctx,
    ground::{
        AppError,
        caller::Role,
        ids::{AccountId, SpecialistId},
    },
    testing,
    testing::{on_both_databases, registry::day},
};

/// Typed values of a profile, with these changes.
fn typed(changes: &[(&str, &str)]) -> impl Fn(&str) -> String + use<> {
    let usual = [
        ("surname", "Жұмабек-Мысал"),
        ("given_name", "Дана"),
        ("patronymic", "Серікқызы"),
        ("birth_date", "05.06.1987"),
        ("sex", "female"),
        ("region", "KZ-71"),
        ("profession", "psychologist"),
        ("locale", "kk"),
    ];
    let fields: std::collections::HashMap<String, String> =
        usual.iter().chain(changes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    move |name| fields.get(name).cloned().unwrap_or_default()
}

fn profile(changes: &[(&str, &str)]) -> Profile {
    Profile::parse(typed(changes), testing::now().date_naive()).unwrap()
}

/// IIN that nobody has, of a person born on the day of the usual profile.
fn some_iin(serial: u32) -> Iin {
    invented_iin(day("1987-06-05"), Sex::Female, serial)
}

/// Makes an account of a trainee.
async fn trainee(ctx: &Ctx, email: &str) -> AccountId {
    testing::registry::account(ctx, email, &[Role::Trainee], None).await
}

/// Context of this account at its next request.
async fn as_account(ctx: &Ctx, id: AccountId) -> Ctx {
    let account = crate::accounts::service::find(&mut ctx.read().await.unwrap(), id).await.unwrap().unwrap();
    let roles: Vec<Role> = account.roles.iter().collect();
    ctx.as_caller(testing::caller_of(id, account.specialist, &roles))
}

/// Saves a profile as its account.
async fn keep(ctx: &Ctx, id: AccountId, profile: &Profile) -> SpecialistId {
    let mut tx = as_account(ctx, id).await.begin().await.unwrap();
    let specialist = service::keep_own(&mut tx, profile).await.unwrap();
    if tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
    specialist
}

/// Profile that an account sees of its record.
async fn own(ctx: &Ctx, id: AccountId) -> Option<model::OwnProfile> {
    let ctx = as_account(ctx, id).await;
    service::own(&mut ctx.read().await.unwrap()).await.unwrap()
}

/// Registers a person as a list does.
async fn listed(ctx: &Ctx, person: &NewSpecialist) -> SpecialistId {
    let mut tx = ctx.begin().await.unwrap();
    let id = service::register(&mut tx, person).await.unwrap();
    audit::commit(tx).await.unwrap();
    id
}

fn gulnur(iin: bool) -> NewSpecialist {
    let birth_date = NaiveDate::from_ymd_opt(1977, 6, 12).unwrap();
    NewSpecialist {
        name: PersonName {
            surname: "Әлиева".into(),
            given_name: "Гүлнұр".into(),
            patronymic: Some("Бауыржанқызы".into()),
        },
        iin: iin.then(|| invented_iin(birth_date, Sex::Female, 1)),
        birth_date: Some(birth_date.into()),
        facts: CountedFacts { region: crate::reference::region("KZ-71"), ..CountedFacts::default() },
        email: Some("gulnur@example.org".to_owned().into()),
        ..NewSpecialist::default()
    }
}

on_both_databases!(a_person_is_found_by_iin_and_told_to_be_the_same, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let person = gulnur(true);
    let id = service::register(&mut tx, &person).await.unwrap();
    let known = service::find_by_iin(&mut tx, person.iin.as_ref().unwrap()).await.unwrap().unwrap();
    assert_eq!(known.id, id);
    assert!(known.agrees_with(&person));
    let moved =
        NewSpecialist { facts: CountedFacts { region: crate::reference::region("KZ-75"), ..person.facts }, ..person };
    assert!(!known.agrees_with(&moved));
});

on_both_databases!(one_iin_is_one_record, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    service::register(&mut tx, &gulnur(true)).await.unwrap();
    assert!(matches!(service::register(&mut tx, &gulnur(true)).await, Err(AppError::Bug(_))));
});

on_both_databases!(a_second_record_without_iin_is_a_possible_duplicate_whatever_the_spelling, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let id = service::register(&mut tx, &gulnur(true)).await.unwrap();
    let mut again = gulnur(false);
    again.name.surname = "АЛИЕВА".into();
    assert_eq!(service::possible_duplicates(&mut tx, &again).await.unwrap(), [id]);
    again.birth_date = None;
    assert!(service::possible_duplicates(&mut tx, &again).await.unwrap().is_empty());
    // two people with an IIN each are two people
    let other = NewSpecialist { iin: Some(invented_iin(NaiveDate::MIN, Sex::Female, 7)), ..gulnur(true) };
    assert!(service::possible_duplicates(&mut tx, &other).await.unwrap().is_empty());
});

on_both_databases!(nobody_on_the_web_registers_people, |ctx| {
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        assert_eq!(service::register(&mut tx, &gulnur(true)).await.err(), Some(refusal.clone()));
    }
});

on_both_databases!(a_changed_name_keeps_the_earlier_one_and_the_second_spelling, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let person = NewSpecialist { second_spelling: Some("Aliyeva".into()), ..gulnur(false) };
    let id = service::register(&mut tx, &person).await.unwrap();
    let married = PersonName { surname: "Сейітқали".into(), ..gulnur(false).name };
    service::rename(&mut tx, id, &married, day("2026-05-01")).await.unwrap();
    let former = service::former_names(&mut tx, id).await.unwrap();
    let (name, until_on) = (gulnur(false).name, day("2026-05-01"));
    assert_eq!(former, [model::FormerName { name, until_on, recorded_at: testing::now() }]);
    let key: String =
        crate::db::on_driver!(tx, |c| sqlx::query_scalar("select search_key from specialists").fetch_one(c).await)
            .unwrap();
    assert!(key.contains(&crate::i18n::names::search_key("Сейітқали")) && key.contains("aliyeva"), "{key}");
});
