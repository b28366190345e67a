//! Consents: giving them, withdrawing them, being asked again, and what the check of a certificate shows.

use super::*;
use crate::specialists::service::Applicant;
use crate::{
    db::on_driver,
    ground::{FormErrors, Locale, Problem},
    specialists::model::{Consent, ConsentKind, ConsentText},
};

async fn give(ctx: &Ctx, id: AccountId, kinds: &[ConsentKind]) {
    let asking = as_account(ctx, id).await;
    let mut tx = asking.begin().await.unwrap();
    let specialist = service::own_id(&mut tx).await.unwrap().unwrap();
    service::give(&mut tx, specialist, kinds, Locale::Ru).await.unwrap();
    if tx.has_changes() {
        audit::commit(tx).await.unwrap();
    }
}

async fn withdraw(ctx: &Ctx, id: AccountId, kind: ConsentKind) -> bool {
    let mut tx = as_account(ctx, id).await.begin().await.unwrap();
    let stood = service::withdraw_consent(&mut tx, kind).await.unwrap();
    if stood {
        audit::commit(tx).await.unwrap();
    }
    stood
}

async fn given(ctx: &Ctx, id: AccountId) -> Vec<Consent> {
    let asking = as_account(ctx, id).await;
    service::own_consents(&mut asking.read().await.unwrap()).await.unwrap()
}

async fn lacks_consent(ctx: &Ctx, id: AccountId) -> bool {
    let asking = as_account(ctx, id).await;
    service::missing_for_enrollment(&mut asking.read().await.unwrap()).await.unwrap().consent
}

async fn shows_name(ctx: &Ctx, id: SpecialistId) -> bool {
    service::shows_name(&mut ctx.read().await.unwrap(), id).await.unwrap()
}

on_both_databases!(a_consent_says_to_what_text_in_which_language_and_when, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    keep(&ctx, dana, &profile(&[])).await;
    assert!(lacks_consent(&ctx, dana).await);
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    let expected = Consent {
        kind: ConsentKind::Processing,
        version: ConsentText::current().version.clone(),
        locale: Locale::Ru,
        given_at: testing::now(),
        is_on_paper: false,
        withdrawn_at: None,
    };
    assert_eq!(given(&ctx, dana).await, [expected]);
    assert!(!lacks_consent(&ctx, dana).await);
});

on_both_databases!(a_withdrawn_consent_is_asked_for_again_and_what_was_is_kept, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    keep(&ctx, dana, &profile(&[])).await;
    give(&ctx, dana, &[ConsentKind::Processing, ConsentKind::Programme]).await;
    assert!(withdraw(&ctx, dana, ConsentKind::Processing).await);
    assert!(!withdraw(&ctx, dana, ConsentKind::Processing).await, "pressed twice");
    assert!(!withdraw(&ctx, dana, ConsentKind::CheckPage).await, "never given");
    assert!(lacks_consent(&ctx, dana).await);
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    assert!(!lacks_consent(&ctx, dana).await);
    let kept: Vec<_> = given(&ctx, dana).await.iter().map(|consent| (consent.kind, consent.is_in_force())).collect();
    let expected = [(ConsentKind::Processing, false), (ConsentKind::Programme, true), (ConsentKind::Processing, true)];
    assert_eq!(kept, expected);
});

on_both_databases!(a_consent_to_an_older_text_stands_but_enrolling_asks_for_the_present_one, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    keep(&ctx, dana, &profile(&[])).await;
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    let mut tx = ctx.begin().await.unwrap();
    let age = "update consents set version = '2020-01'";
    on_driver!(tx, |c| sqlx::query(age).execute(c).await.map(drop)).unwrap();
    tx.finish().await.unwrap();
    let old = given(&ctx, dana).await;
    assert!(old[0].is_in_force() && !old[0].is_current() && lacks_consent(&ctx, dana).await);
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    let kept = given(&ctx, dana).await;
    assert_eq!((kept.len(), kept[0].is_in_force(), kept[1].is_current()), (2, false, true));
    assert!(!lacks_consent(&ctx, dana).await);
});

on_both_databases!(a_name_is_shown_as_its_owner_answered_and_as_printed_where_nobody_was_asked, |ctx| {
    let from_a_list = listed(&ctx, &gulnur(true)).await;
    assert!(shows_name(&ctx, from_a_list).await);
    let dana = trainee(&ctx, "dana@example.org").await;
    let id = keep(&ctx, dana, &profile(&[])).await;
    give(&ctx, dana, &[ConsentKind::Processing]).await;
    assert!(!shows_name(&ctx, id).await);
    give(&ctx, dana, &[ConsentKind::CheckPage]).await;
    assert!(shows_name(&ctx, id).await);
    withdraw(&ctx, dana, ConsentKind::Processing).await;
    assert!(shows_name(&ctx, id).await);
    withdraw(&ctx, dana, ConsentKind::CheckPage).await;
    assert!(!shows_name(&ctx, id).await);
});

on_both_databases!(whoever_answered_one_of_the_questions_was_asked_all_of_them, |ctx| {
    let shown = async |id| {
        let mut tx = ctx.read().await.unwrap();
        (service::shows_name(&mut tx, id).await.unwrap(), service::shows_facts(&mut tx, id).await.unwrap())
    };
    assert_eq!(shown(listed(&ctx, &gulnur(true)).await).await, (true, true));
    let dana = trainee(&ctx, "dana@example.org").await;
    let id = keep(&ctx, dana, &profile(&[])).await;
    give(&ctx, dana, &[ConsentKind::CheckPage]).await;
    assert_eq!(shown(id).await, (true, false));
    withdraw(&ctx, dana, ConsentKind::CheckPage).await;
    give(&ctx, dana, &[ConsentKind::Programme]).await;
    assert_eq!(shown(id).await, (false, true));
    withdraw(&ctx, dana, ConsentKind::Programme).await;
    assert_eq!(shown(id).await, (false, false));
});

on_both_databases!(a_form_keeps_profile_and_ticks_together_and_withdraws_nothing, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let ticked = [("consent_processing", "1"), ("consent_check_page", "1")];
    for changes in [&ticked[..], &[]] {
        let mut tx = as_account(&ctx, dana).await.begin().await.unwrap();
        service::keep_from_form(&mut tx, typed(changes), Locale::Kk).await.unwrap();
        if tx.has_changes() {
            audit::commit(tx).await.unwrap();
        }
        let kinds: Vec<_> =
            given(&ctx, dana).await.iter().map(|consent| (consent.kind, consent.is_in_force())).collect();
        assert_eq!(kinds, [(ConsentKind::Processing, true), (ConsentKind::CheckPage, true)]);
    }
});

on_both_databases!(on_the_way_to_a_place_only_what_is_missing_is_asked_and_all_of_it_at_once, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let complete = async |changes: &[(&str, &str)]| {
        let mut tx = as_account(&ctx, dana).await.begin().await.unwrap();
        let applicant = Applicant::find(&mut tx).await.unwrap();
        let outcome = service::complete_from_form(&mut tx, applicant, typed(changes), Locale::Ru).await;
        let outcome = outcome.map(|(applicant, is_repaired)| (applicant.account.specialist, is_repaired));
        if outcome.is_ok() && tx.has_changes() {
            audit::commit(tx).await.unwrap();
        }
        outcome
    };
    let mut expected = FormErrors::of("region", Problem::Required);
    expected.add("consent_processing", Problem::ConsentNeeded);
    assert_eq!(complete(&[("region", "")]).await, Err(AppError::Invalid(expected)));
    assert_eq!(own(&ctx, dana).await, None);
    let needed = AppError::Invalid(FormErrors::of("consent_processing", Problem::ConsentNeeded));
    assert_eq!(complete(&[("consent_programme", "1")]).await, Err(needed));
    let kept = complete(&[("consent_processing", "1")]).await.unwrap();
    assert!(kept.0.is_some() && !kept.1);
    // nothing is missing now, so nothing of the form is read
    assert_eq!(complete(&[("surname", "2"), ("region", "")]).await, Ok(kept));
    assert_eq!(own(&ctx, dana).await.unwrap().name, profile(&[]).name);
});
