use chrono::NaiveDate;

use super::{
    model::{CountedFacts, NewSpecialist, PersonName, invented_iin},
    service, *,
};
use crate::{ground::AppError, ground::caller::Caller, testing::on_both_databases};

fn gulnur(iin: bool) -> NewSpecialist {
    let birth_date = NaiveDate::from_ymd_opt(1977, 6, 12).unwrap();
    NewSpecialist {
        name: PersonName {
            surname: "Әлиева".into(),
            given_name: "Гүлнұр".into(),
            patronymic: Some("Бауыржанқызы".into()),
        },
        second_spelling: None,
        iin: iin.then(|| invented_iin(birth_date, Sex::Female, 1)),
        birth_date: Some(birth_date.into()),
        facts: CountedFacts { region: crate::reference::region("KZ-71"), ..CountedFacts::default() },
        organization: None,
        email: Some("gulnur@example.org".to_owned().into()),
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
    for caller in [Caller::Visitor, Caller::Observer] {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        assert!(matches!(service::register(&mut tx, &gulnur(true)).await, Err(AppError::Refused(_))));
    }
});

on_both_databases!(a_changed_name_keeps_the_earlier_one, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    let id = service::register(&mut tx, &gulnur(false)).await.unwrap();
    let married = PersonName { surname: "Сейітқали".into(), ..gulnur(false).name };
    service::rename(&mut tx, id, &married, NaiveDate::from_ymd_opt(2026, 5, 1).unwrap()).await.unwrap();
    let former: Vec<String> =
        crate::db::on_driver!(tx, |c| sqlx::query_scalar("select surname from former_names").fetch_all(c).await)
            .unwrap();
    assert_eq!(former, ["Әлиева"]);
});
