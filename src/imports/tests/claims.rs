//! Claims to an IIN that somebody typed for themselves, and what lists do with them, in both orders.

use super::*;
use crate::{
    audit,
    certificates::service as certificates,
    db::Ctx,
    ground::{
        Locale,
        caller::Role,
        ids::{AccountId, SpecialistId},
    },
    imports::service::{Saved, save},
    my::service as my,
    specialists::{
        Iin,
        model::{ConsentKind, Profile},
        service as specialists,
    },
    testing::{self, on_both_databases, registry},
};

/// IIN of [`ROW`]'s holder.
const IIN: &str = "900315212345";
const HOLDER: &str = "gulnur@example.org";

/// Profile that the stranger of most tests types: the IIN of somebody else.
const STRANGER: [(&str, &str); 2] = [("iin", IIN), ("surname", "Чужая")];

/// Reads and saves a list of one row with this address, and returns the remarks.
async fn import(ctx: &Ctx, email: &str) -> (Vec<&'static str>, Saved) {
    let text = format!("{};E-mail\n{};{email}\n", HEADINGS.join(";"), ROW.join(";"));
    let mut list = read_today(text.as_bytes()).unwrap();
    let mut tx = ctx.begin().await.unwrap();
    let saved = save(&mut tx, &mut list, "list.csv").await.unwrap();
    assert_eq!(list.faults, []);
    if tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
    (remarks(&list), saved)
}

/// Context of this account at its next request.
async fn as_account(ctx: &Ctx, id: AccountId) -> Ctx {
    let account = crate::accounts::service::find(&mut ctx.read().await.unwrap(), id).await.unwrap().unwrap();
    ctx.as_caller(testing::caller_of(id, account.specialist, &[Role::Trainee]))
}

/// Fills the profile of an account, like the holder of the list except for these fields, and ticks one consent.
async fn fill(ctx: &Ctx, id: AccountId, changes: &[(&str, &str)]) -> SpecialistId {
    let usual = [
        ("surname", "Алиева"),
        ("given_name", "ГҮЛНҰР"),
        ("patronymic", "Бауыржанқызы"),
        ("birth_date", "15.03.1990"),
        ("sex", "female"),
        ("region", "KZ-71"),
        ("profession", "psychologist"),
        ("locale", "kk"),
    ];
    let typed = |name: &str| {
        let given = usual.iter().chain(changes).rev().find(|(field, _)| *field == name);
        given.map_or("", |(_, value)| *value)
    };
    let profile = Profile::parse(typed, testing::now().date_naive()).unwrap();
    let mut tx = as_account(ctx, id).await.begin().await.unwrap();
    let specialist = specialists::keep_own(&mut tx, &profile).await.unwrap();
    specialists::give(&mut tx, specialist, &[ConsentKind::Processing], Locale::Kk).await.unwrap();
    if tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
    specialist
}

async fn signs_up(ctx: &Ctx, email: &str, typed: &[(&str, &str)]) -> AccountId {
    let id = registry::account(ctx, email, &[Role::Trainee], None).await;
    fill(ctx, id, typed).await;
    id
}

/// Number of certificates that an account sees, under `/my` and in its download.
async fn seen(ctx: &Ctx, id: AccountId) -> usize {
    let asking = as_account(ctx, id).await;
    let mut tx = asking.read().await.unwrap();
    let own = certificates::own(&mut tx).await.unwrap().len();
    let export = my::export(&mut tx).await.unwrap();
    assert_eq!(export["certificates"].as_array().unwrap().len(), own);
    own
}

/// Name that the check of the one certificate shows.
async fn shown(ctx: &Ctx) -> Option<String> {
    let stored = certificates::register(&mut ctx.read().await.unwrap()).await.unwrap().remove(0);
    let code = stored.check_code;
    certificates::check(&mut ctx.read().await.unwrap(), code).await.unwrap().unwrap().holder.map(|holder| holder.full())
}

async fn known_by_iin(ctx: &Ctx) -> Option<SpecialistId> {
    let iin = Iin::parse(IIN).unwrap();
    specialists::find_by_iin(&mut ctx.read().await.unwrap(), &iin).await.unwrap().map(|known| known.id)
}

const NAME: &str = "Әлиева Гүлнұр Бауыржанқызы";

/// Erases everything of the caller's, as the form does.
async fn erase(ctx: &Ctx) {
    let mut tx = ctx.begin().await.unwrap();
    my::erase(&mut tx).await.unwrap();
    audit::commit(tx).await.unwrap();
}

on_both_databases!(
    a_stranger_who_typed_somebodys_iin_first_neither_sees_nor_hides_nor_erases_their_certificate,
    |ctx| {
        registry::with_courses_and_phases(&ctx).await;
        let stranger = signs_up(&ctx, "stranger@example.org", &STRANGER).await;
        let (remarks, saved) = import(&ctx, HOLDER).await;
        assert_eq!((remarks, saved.specialists), (vec!["claim_waits"], 1));
        assert_eq!((seen(&ctx, stranger).await, shown(&ctx).await.as_deref()), (0, Some(NAME)));
        let holder = signs_up(&ctx, HOLDER, &[("iin", IIN)]).await;
        assert_eq!(seen(&ctx, holder).await, 1);
        // the same list again: nothing is new, and the stranger is still a stranger
        assert_eq!(import(&ctx, HOLDER).await.1, Saved { known: 1, ..Saved::default() });
        erase(&as_account(&ctx, stranger).await).await;
        assert_eq!(seen(&ctx, holder).await, 1);
        let mut tx = ctx.read().await.unwrap();
        assert_eq!(certificates::register(&mut tx).await.unwrap()[0].printed.holder.full(), NAME);
    }
);

on_both_databases!(a_stranger_who_types_an_iin_of_the_registry_afterwards_gets_nothing_by_it, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    import(&ctx, HOLDER).await;
    let known = known_by_iin(&ctx).await;
    // not even with the right name and birth date: the list gives the owner of the mailbox
    for typed in [&STRANGER[..], &[("iin", IIN)]] {
        let stranger = signs_up(&ctx, &format!("stranger{}@example.org", typed.len()), typed).await;
        assert_eq!((seen(&ctx, stranger).await, known_by_iin(&ctx).await), (0, known));
        erase(&as_account(&ctx, stranger).await).await;
        assert_eq!(shown(&ctx).await.as_deref(), Some(NAME));
    }
    assert_eq!(import(&ctx, HOLDER).await.1, Saved { known: 1, ..Saved::default() });
});

on_both_databases!(a_claim_holds_once_a_list_has_its_name_and_birth_date, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let holder = signs_up(&ctx, "private@example.org", &[("iin", IIN)]).await;
    assert_eq!(known_by_iin(&ctx).await, None);
    let (remarks, saved) = import(&ctx, HOLDER).await;
    assert!(!remarks.contains(&"claim_waits") && saved.specialists == 0, "{remarks:?}");
    assert_eq!(seen(&ctx, holder).await, 1);
    assert_eq!(import(&ctx, HOLDER).await.1, Saved { known: 1, ..Saved::default() });
    // it is settled: another name afterwards takes nothing away, and gives nothing to others
    fill(&ctx, holder, &[("surname", "Сейітқали"), ("iin", IIN)]).await;
    assert_eq!(seen(&ctx, holder).await, 1);
});

on_both_databases!(a_claim_holds_once_a_list_has_an_address_that_its_account_has_confirmed, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let holder = signs_up(&ctx, HOLDER, &[("iin", IIN), ("surname", "Сейітқали")]).await;
    let copycat = signs_up(&ctx, "copycat@example.org", &[("iin", IIN)]).await;
    assert_eq!(import(&ctx, "Gulnur@Example.org").await.1.specialists, 0);
    assert_eq!((seen(&ctx, holder).await, seen(&ctx, copycat).await), (1, 0));
});

on_both_databases!(of_two_claims_that_tell_the_same_none_holds, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let first = signs_up(&ctx, "first@example.org", &[("iin", IIN)]).await;
    let second = signs_up(&ctx, "second@example.org", &[("iin", IIN)]).await;
    assert_eq!(import(&ctx, "").await.0, ["possible_duplicate", "claim_waits"]);
    assert_eq!((seen(&ctx, first).await, seen(&ctx, second).await), (0, 0));
});

on_both_databases!(a_claim_of_anothers_name_does_not_hold_against_the_mailbox_of_the_list, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let copycat = signs_up(&ctx, "copycat@example.org", &[("iin", IIN)]).await;
    // the holder has signed up and filled in nothing yet
    let holder = registry::account(&ctx, HOLDER, &[Role::Trainee], None).await;
    import(&ctx, HOLDER).await;
    assert_eq!(seen(&ctx, copycat).await, 0);
    fill(&ctx, holder, &[("iin", IIN)]).await;
    assert_eq!((seen(&ctx, holder).await, seen(&ctx, copycat).await), (1, 0));
});

on_both_databases!(who_is_known_by_an_iin_claims_no_second_one, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let other = registry::register(&mut tx, 5).await;
    audit::commit(tx).await.unwrap();
    let taker = registry::account(&ctx, "taker@example.org", &[Role::Trainee], Some(other.id)).await;
    fill(&ctx, taker, &[("iin", IIN)]).await;
    import(&ctx, "").await;
    assert_ne!(known_by_iin(&ctx).await, Some(other.id));
    assert_eq!(seen(&ctx, taker).await, 0);
});

on_both_databases!(an_erased_claim_is_nobodys, |ctx| {
    registry::with_courses_and_phases(&ctx).await;
    let gone = signs_up(&ctx, "gone@example.org", &[("iin", IIN)]).await;
    erase(&as_account(&ctx, gone).await).await;
    let (remarks, saved) = import(&ctx, HOLDER).await;
    assert_eq!((remarks, saved.specialists), (vec![], 1));
    assert_eq!(shown(&ctx).await.as_deref(), Some(NAME));
});
