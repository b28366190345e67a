//! Forms as they are sent.

use super::*;
use crate::{
    ground::{Locale, Problem, caller::Caller},
    specialists::{forms, site},
    testing::redirect,
    ui::FormRequest,
};

fn sent(body: &str) -> FormRequest {
    testing::form(Locale::Ru, body)
}

const PROFILE: &str = "surname=%D0%9C%D1%8B%D1%81%D0%B0%D0%BB&given_name=Dana&birth_date=05.06.1987&sex=female\
    &region=KZ-71&profession=lawyer&locale=ru&consent_processing=1";

on_both_databases!(a_profile_is_kept_and_its_sender_told_so, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    for _ in 0..2 {
        let done = forms::save_profile(as_account(&ctx, dana).await, sent(PROFILE), site::Profile).await;
        assert_eq!(done, Ok(redirect("/ru/my/profile", &["saved"])));
    }
    assert_eq!(own(&ctx, dana).await.unwrap().name.full(), "Мысал Dana");
    let withdrawn =
        forms::withdraw_consent(as_account(&ctx, dana).await, sent("kind=processing"), site::WithdrawConsent);
    assert_eq!(withdrawn.await, Ok(redirect("/ru/my/profile", &["consent_withdrawn"])));
    let strange = forms::withdraw_consent(as_account(&ctx, dana).await, sent("kind=everything"), site::WithdrawConsent);
    assert_eq!(strange.await, Err(AppError::NotFound));
});

on_both_databases!(a_profile_saved_many_times_at_once_is_one_record_with_one_former_name, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let at_once = async |body: &str| {
        let mut attempts = tokio::task::JoinSet::new();
        for _ in 0..5 {
            attempts.spawn(forms::save_profile(as_account(&ctx, dana).await, sent(body), site::Profile));
        }
        attempts.join_all().await
    };
    let saved = || Ok(redirect("/ru/my/profile", &["saved"]));
    assert!(at_once(PROFILE).await.into_iter().all(|outcome| outcome == saved()));
    let renamed = PROFILE.replace("given_name=Dana", "given_name=Daniya");
    assert!(at_once(&renamed).await.into_iter().all(|outcome| outcome == saved()));
    let mut tx = ctx.read().await.unwrap();
    let sql = "select (select count(*) from specialists) * 100 + (select count(*) from consents) * 10
        + (select count(*) from former_names)";
    let counts: i64 = crate::db::on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    assert_eq!(counts, 111, "records, consents, former names");
});

on_both_databases!(what_is_wrong_keeps_nothing_and_who_is_not_signed_in_is_asked_to, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    let wrong = PROFILE.replace("1987", "2187");
    let Err(AppError::Invalid(errors)) =
        forms::save_profile(as_account(&ctx, dana).await, sent(&wrong), site::Profile).await
    else {
        panic!("a birth date ahead is refused")
    };
    assert_eq!(errors.iter().collect::<Vec<_>>(), [("birth_date", Problem::DayInFuture)]);
    assert_eq!(own(&ctx, dana).await, None);
    let visitor = || ctx.as_caller(Caller::Visitor);
    assert_eq!(forms::save_profile(visitor(), sent(PROFILE), site::Profile).await, Err(AppError::SignInNeeded));
    assert_eq!(
        forms::withdraw_consent(visitor(), sent("kind=processing"), site::WithdrawConsent).await,
        Err(AppError::SignInNeeded)
    );
});

on_both_databases!(whoever_came_from_a_page_of_ours_goes_back_to_it_and_nowhere_else, |ctx| {
    let dana = trainee(&ctx, "dana@example.org").await;
    for (next, to) in
        [("%2Fru%2Fruns%2FRUN-1%2Fenroll", "/ru/runs/RUN-1/enroll"), ("%2F%2Fevil.example", "/ru/my/profile")]
    {
        let form = sent(&format!("{PROFILE}&next={next}"));
        let done = forms::save_profile(as_account(&ctx, dana).await, form, site::Profile).await;
        assert_eq!(done.map(|done| done.to), Ok(to.to_owned()));
    }
});
