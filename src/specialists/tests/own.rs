//! Changes of a person's own record, and that they learn nothing of others' by it.

use super::*;
use crate::{
    accounts::service as accounts,
    db::on_driver,
    ground::{Locale, caller::Caller, error::Rule},
};

/// Number of records, and of those with an IIN that waits for staff.
async fn records(ctx: &Ctx) -> (i64, i64) {
    let sql = "select count(*), count(claimed_iin_hash) from specialists";
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_as(sql).fetch_one(c).await).unwrap()
}

async fn holder(ctx: &Ctx, iin: &Iin) -> Option<SpecialistId> {
    service::find_by_iin(&mut ctx.read().await.unwrap(), iin).await.unwrap().map(|known| known.id)
}

/// Person of a list with the values of the usual profile, this address and this IIN.
fn on_a_list(email: &str, iin: Option<Iin>) -> NewSpecialist {
    NewSpecialist {
        name: PersonName { surname: "Жумабек-Мысал".into(), ..profile(&[]).name },
        second_spelling: Some("Zhumabek".into()),
        iin,
        birth_date: Some(day("1987-06-05").into()),
        facts: CountedFacts { region: crate::reference::region("KZ-10"), ..CountedFacts::default() },
        organization: Some("№ 1 мектеп".into()),
        email: Some(email.to_owned().into()),
        phone: None,
    }
}

on_both_databases!(a_trainee_tells_of_themselves_and_finds_it_again, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_eq!(own(&ctx, dana).await, None);
    let iin = some_iin(1);
    let found = profile(&[("iin", iin.reveal()), ("phone", "8 701 000 00 00"), ("organization", "№ 1 мектеп")]);
    let id = keep(&ctx, dana, &found).await;
    let seen = own(&ctx, dana).await.unwrap();
    assert_eq!((seen.specialist, &seen.name, &seen.iin), (id, &found.name, &Some(iin.clone())));
    assert_eq!((&seen.phone, seen.facts, &seen.organization), (&found.phone, found.facts(), &found.organization));
    assert!(seen.is_complete());
    assert_eq!(
        (seen.value(ProfileField::BirthDate), seen.value(ProfileField::Locale)),
        ("05.06.1987".to_owned(), "kk".to_owned())
    );
    // the typed IIN is a claim: nobody is known by it yet
    assert_eq!((holder(&ctx, &iin).await, records(&ctx).await), (None, (1, 1)));
    let account = accounts::find(&mut ctx.read().await.unwrap(), dana).await.unwrap().unwrap();
    let named = Some("Жұмабек-Мысал Дана Серікқызы".to_owned());
    assert_eq!((account.specialist, account.name, account.locale), (Some(id), named, Locale::Kk));
});

on_both_databases!(a_foreign_expert_without_iin_lacks_nothing, |ctx| {
    let expert = trainee(&ctx, "expert@example.org").await;
    keep(&ctx, expert, &profile(&[("surname", "O’Sample"), ("given_name", "Ann"), ("patronymic", "")])).await;
    let asking = as_account(&ctx, expert).await;
    let missing = service::missing_for_enrollment(&mut asking.read().await.unwrap()).await.unwrap();
    assert!(!missing.profile && missing.consent);
});

on_both_databases!(to_tell_the_same_again_writes_nothing, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let iin = some_iin(1);
    let found = profile(&[("iin", iin.reveal())]);
    let id = keep(&ctx, dana, &found).await;
    let mut tx = as_account(&ctx, dana).await.begin().await.unwrap();
    assert_eq!(service::keep_own(&mut tx, &found).await, Ok(id));
    assert!(!tx.has_changes());
});

on_both_databases!(a_form_that_was_sent_twice_makes_one_record, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    // both requests began while the account had no record
    let asking = as_account(&ctx, dana).await;
    let mut made = Vec::new();
    for _ in 0..2 {
        let mut tx = asking.begin().await.unwrap();
        made.push(service::keep_own(&mut tx, &profile(&[])).await.unwrap());
        if tx.has_changes() {
            audit::commit(tx).await.unwrap();
        }
    }
    assert_eq!((made[0], records(&ctx).await), (made[1], (1, 0)));
});

on_both_databases!(a_changed_name_is_kept_among_the_former_and_the_account_takes_the_new_one, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let id = keep(&ctx, dana, &profile(&[])).await;
    assert_eq!(keep(&ctx, dana, &profile(&[("surname", "Әлиева-Мысал")])).await, id);
    let asking = as_account(&ctx, dana).await;
    let former = service::former_names(&mut asking.read().await.unwrap(), id).await.unwrap();
    let (name, recorded_at) = (profile(&[]).name, testing::now());
    let before = model::FormerName { name, until_on: day("2026-10-12"), recorded_at };
    assert_eq!(former, [before]);
    let account = accounts::find(&mut ctx.read().await.unwrap(), dana).await.unwrap().unwrap();
    assert_eq!(account.name.as_deref(), Some("Әлиева-Мысал Дана Серікқызы"));
    let report = audit::verify(&mut ctx.read().await.unwrap()).await.unwrap();
    assert_eq!(report.broken_at, None);
});

on_both_databases!(what_is_left_out_of_ones_own_record_is_taken_away, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let iin = some_iin(1);
    keep(&ctx, dana, &profile(&[("iin", iin.reveal()), ("phone", "8 701 000 00 00")])).await;
    keep(&ctx, dana, &profile(&[])).await;
    let seen = own(&ctx, dana).await.unwrap();
    assert_eq!((seen.iin, seen.phone, holder(&ctx, &iin).await), (None, None, None));
});

on_both_databases!(another_persons_record_does_not_exist, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let id = keep(&ctx, dana, &profile(&[])).await;
    let other = trainee(&ctx, "other@example.org").await;
    keep(&ctx, other, &profile(&[("given_name", "Роза")])).await;
    let gone = AccountId(uuid::Uuid::from_u128(u128::MAX));
    let strangers = [
        (as_account(&ctx, other).await.caller, AppError::NotFound),
        (Caller::Visitor, AppError::SignInNeeded),
        (Caller::Scheduler, AppError::NotFound),
    ];
    for (caller, answer) in strangers {
        let asking = ctx.as_caller(caller);
        let mut tx = asking.begin().await.unwrap();
        let kinds = [model::ConsentKind::Processing];
        assert_eq!(service::consents(&mut tx, id).await.err(), Some(answer.clone()));
        assert_eq!(service::former_names(&mut tx, id).await.err(), Some(answer.clone()));
        assert_eq!(service::give(&mut tx, id, &kinds, Locale::Ru).await.err(), Some(answer.clone()));
        assert_eq!(service::erase(&mut tx, id).await.err(), Some(answer));
    }
    // an account that no longer exists has no record
    let mut tx = ctx.as_caller(testing::caller_of(gone, None, &[Role::Trainee])).read().await.unwrap();
    assert_eq!(service::consents(&mut tx, id).await.err(), Some(AppError::SignInNeeded));
    assert!(own(&ctx, dana).await.is_some());
});

on_both_databases!(staff_see_what_somebody_agreed_to_and_decide_nothing_for_them, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let id = keep(&ctx, dana, &profile(&[])).await;
    let staff = testing::registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let mut tx = as_account(&ctx, staff).await.begin().await.unwrap();
    assert_eq!(service::consents(&mut tx, id).await, Ok(vec![]));
    let kinds = [model::ConsentKind::Processing];
    assert_eq!(service::give(&mut tx, id, &kinds, Locale::Ru).await, Err(AppError::NotFound));
    assert_eq!(service::erase(&mut tx, id).await, Err(AppError::NotFound));
});

on_both_databases!(only_trainees_make_a_record_of_their_own, |ctx| {
    let staff = testing::registry::account(&ctx, "staff@example.org", &[Role::Staff], None).await;
    let mut tx = as_account(&ctx, staff).await.begin().await.unwrap();
    assert!(!service::may_have_profile(&mut tx).await.unwrap());
    let refused = AppError::Refused(Rule::EnrollingIsForTrainees);
    assert_eq!(service::keep_own(&mut tx, &profile(&[])).await, Err(refused));
    drop(tx);
    let mut tx = ctx.as_caller(Caller::Visitor).begin().await.unwrap();
    assert_eq!(service::keep_own(&mut tx, &profile(&[])).await, Err(AppError::SignInNeeded));
});

on_both_databases!(the_record_of_a_list_is_taken_over_by_its_address_and_iin, |ctx| {
    let iin = some_iin(1);
    let known = listed(&ctx, &on_a_list("Dana@Example.org", Some(iin.clone()))).await;
    let dana = trainee(&ctx, "dana@example.org").await;
    // the name is spelt otherwise, and the day is another: the IIN shows who it is
    let found = profile(&[("iin", iin.reveal()), ("birth_date", "06.06.1987"), ("given_name", "Данагүл")]);
    assert_eq!(keep(&ctx, dana, &found).await, known);
    let seen = own(&ctx, dana).await.unwrap();
    assert_eq!((seen.name, seen.facts.region), (found.name.clone(), Some(found.region)));
    // a value that the form left out is not taken away from a record that its sender did not see
    assert_eq!((seen.second_spelling.as_deref(), seen.organization.as_deref()), (Some("Zhumabek"), Some("№ 1 мектеп")));
    assert_eq!(records(&ctx).await, (1, 0));
});

on_both_databases!(the_record_of_a_list_is_taken_over_by_its_address_name_and_birth_date, |ctx| {
    let iin = some_iin(1);
    let known = listed(&ctx, &on_a_list("dana@example.org", Some(iin.clone()))).await;
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_eq!(keep(&ctx, dana, &profile(&[])).await, known);
    assert_eq!(own(&ctx, dana).await.unwrap().iin, Some(iin));
});

on_both_databases!(without_the_address_of_the_record_nobody_gets_it, |ctx| {
    let iin = some_iin(1);
    let known = listed(&ctx, &on_a_list("dana@example.org", Some(iin.clone()))).await;
    let other = trainee(&ctx, "other@example.org").await;
    assert_ne!(keep(&ctx, other, &profile(&[])).await, known);
    let third = trainee(&ctx, "third@example.org").await;
    assert_ne!(keep(&ctx, third, &profile(&[("iin", iin.reveal())])).await, known);
});

on_both_databases!(a_record_with_an_account_is_not_taken_by_a_second_one, |ctx| {
    let iin = some_iin(1);
    let known = listed(&ctx, &on_a_list("dana@example.org", Some(iin.clone()))).await;
    testing::registry::account(&ctx, "former@example.org", &[Role::Trainee], Some(known)).await;
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_ne!(keep(&ctx, dana, &profile(&[("iin", iin.reveal())])).await, known);
    assert_eq!(holder(&ctx, &iin).await, Some(known));
});

on_both_databases!(two_people_with_an_iin_each_are_two_people_even_behind_one_address, |ctx| {
    let known = listed(&ctx, &on_a_list("dana@example.org", Some(some_iin(1)))).await;
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_ne!(keep(&ctx, dana, &profile(&[("iin", some_iin(2).reveal())])).await, known);
});

on_both_databases!(an_iin_of_somebody_else_is_kept_as_a_claim_which_tells_and_ties_nothing, |ctx| {
    let taken = some_iin(1);
    let known = listed(&ctx, &on_a_list("somebody@example.org", Some(taken.clone()))).await;
    let before = records(&ctx).await;
    let (claims, honest) = (trainee(&ctx, "claims@example.org").await, trainee(&ctx, "honest@example.org").await);
    let free = some_iin(2);
    let claimed = keep(&ctx, claims, &profile(&[("given_name", "Роза"), ("iin", taken.reveal())])).await;
    keep(&ctx, honest, &profile(&[("given_name", "Роза"), ("iin", free.reveal())])).await;
    assert_eq!((before, records(&ctx).await), ((1, 0), (3, 2)));
    // both see what they typed, and nothing that tells the two cases apart
    let seen = [own(&ctx, claims).await.unwrap(), own(&ctx, honest).await.unwrap()];
    assert_eq!((seen[0].iin.as_ref(), seen[1].iin.as_ref()), (Some(&taken), Some(&free)));
    assert_eq!((seen[0].is_complete(), &seen[0].name), (seen[1].is_complete(), &seen[1].name));
    // the IIN leads to the person who had it, and their record is as it was
    assert_eq!(holder(&ctx, &taken).await, Some(known));
    let person = service::find_by_iin(&mut ctx.read().await.unwrap(), &taken).await.unwrap().unwrap();
    assert!(person.agrees_with(&on_a_list("somebody@example.org", None)));
    assert_ne!(claimed, known);
    // the same values again are no change
    let mut tx = as_account(&ctx, claims).await.begin().await.unwrap();
    service::keep_own(&mut tx, &profile(&[("given_name", "Роза"), ("iin", taken.reveal())])).await.unwrap();
    assert!(!tx.has_changes());
});

on_both_databases!(another_iin_typed_over_that_of_a_list_is_a_claim_and_the_lists_own_stays, |ctx| {
    let (taken, mine) = (some_iin(1), some_iin(2));
    listed(&ctx, &on_a_list("somebody@example.org", Some(taken.clone()))).await;
    let id = listed(&ctx, &on_a_list("dana@example.org", Some(mine.clone()))).await;
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_eq!(keep(&ctx, dana, &profile(&[("iin", mine.reveal())])).await, id);
    keep(&ctx, dana, &profile(&[("iin", taken.reveal())])).await;
    assert_eq!((holder(&ctx, &mine).await, records(&ctx).await), (Some(id), (2, 1)));
    assert_eq!(own(&ctx, dana).await.unwrap().iin, Some(taken));
    // left out, the claim goes; an IIN that a list has confirmed is not theirs to take away
    keep(&ctx, dana, &profile(&[])).await;
    assert_eq!((own(&ctx, dana).await.unwrap().iin, holder(&ctx, &mine).await), (Some(mine), Some(id)));
    assert_eq!(records(&ctx).await, (2, 0));
});

on_both_databases!(a_record_of_a_list_without_an_address_is_taken_over_by_iin_name_and_birth_date_together, |ctx| {
    let iin = some_iin(1);
    let listed_person = NewSpecialist { email: None, ..on_a_list("", Some(iin.clone())) };
    let known = listed(&ctx, &listed_person).await;
    let wrong: [&[(&str, &str)]; 3] =
        [&[("iin", iin.reveal()), ("given_name", "Роза")], &[("iin", iin.reveal()), ("birth_date", "06.06.1987")], &[]];
    for (number, typed) in wrong.iter().enumerate() {
        let stranger = trainee(&ctx, &format!("stranger-{number}@example.org")).await;
        assert_ne!(keep(&ctx, stranger, &profile(typed)).await, known, "{typed:?}");
    }
    let dana = trainee(&ctx, "dana@example.org").await;
    assert_eq!(keep(&ctx, dana, &profile(&[("iin", iin.reveal())])).await, known);
});
