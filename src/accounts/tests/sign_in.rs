use super::*;

/// Number of attempts that the throttles have counted.
async fn tries(ctx: &Ctx) -> i64 {
    let mut tx = ctx.read().await.unwrap();
    let sql = "select coalesce(cast(sum(attempts) as bigint), 0) from throttles";
    crate::db::on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap()
}

on_both_databases!(a_wrong_password_an_unknown_address_and_a_disabled_account_get_the_same_answer, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let disabled = account(&ctx, "gone@example.org", &[Role::Trainee], None).await;
    let mut tx = ctx.begin().await.unwrap();
    assert!(service::disable(&mut tx, disabled).await.unwrap());
    audit::commit(tx).await.unwrap();
    let wrong = Err(refused("password", Problem::SignInWrong));
    assert_eq!(sign_in(&ctx, AIGERIM, "not the password").await, wrong);
    assert_eq!(sign_in(&ctx, OTHER, PASSWORD).await, wrong);
    assert_eq!(sign_in(&ctx, "gone@example.org", PASSWORD).await, wrong);
});

on_both_databases!(ten_wrong_passwords_make_one_account_wait_and_no_other, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    account(&ctx, OTHER, &[Role::Trainee], None).await;
    for _ in 0..10 {
        assert!(matches!(sign_in(&ctx, AIGERIM, "wrong").await, Err(AppError::Invalid(_))));
    }
    assert_eq!(sign_in(&ctx, AIGERIM, PASSWORD).await, Err(AppError::TooMany { seconds: 900 }));
    sign_in(&ctx, OTHER, PASSWORD).await.unwrap();
    sign_in(&later(&ctx, TimeDelta::minutes(15)), AIGERIM, PASSWORD).await.unwrap();
});

on_both_databases!(wrong_passwords_from_elsewhere_do_not_keep_the_owner_out, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let from = async |address: &str, password: &str| {
        let form = FormRequest { from: address.parse().ok(), ..sent(&credentials(AIGERIM, password)) };
        forms::sign_in(visitor(&ctx), form, site::SignIn).await
    };
    // 2^64 addresses of one network are one
    for nth in 0..10 {
        assert!(matches!(from(&format!("2001:db8::{nth}"), "wrong").await, Err(AppError::Invalid(_))));
    }
    // however long they go on
    for nth in 0..110 {
        assert!(matches!(from(&format!("2001:db8::ffff:{nth}"), PASSWORD).await, Err(AppError::TooMany { .. })));
    }
    from("2001:db8:0:1::1", PASSWORD).await.unwrap();
    from("192.0.2.7", PASSWORD).await.unwrap();
});

on_both_databases!(a_sign_in_that_went_well_counts_against_nobody, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    sign_in(&ctx, AIGERIM, PASSWORD).await.unwrap();
    assert_eq!(tries(&ctx).await, 0);
    sign_in(&ctx, AIGERIM, "wrong").await.unwrap_err();
    // one count for the account here, one for it anywhere, one for the network address
    assert_eq!(tries(&ctx).await, 3);
    sign_in(&ctx, AIGERIM, PASSWORD).await.unwrap();
    // what was tried from the network address before, and of the account from anywhere, stays counted
    assert_eq!(tries(&ctx).await, 2);
});

on_both_databases!(signing_in_begins_a_new_session_and_ends_the_one_that_was_there, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    account(&ctx, OTHER, &[Role::Officer], None).await;
    let (_, _, planted) = signed_in(&ctx, OTHER).await;
    let form = FormRequest {
        token: Some(planted.clone()),
        ..FormRequest { locale: Locale::En, ..sent(&credentials(AIGERIM, PASSWORD)) }
    };
    let done = forms::sign_in(visitor(&ctx), form, site::SignIn).await.unwrap();
    assert_ne!(token_of(&done), planted);
    assert!(holds(&ctx, &token_of(&done)).await);
    assert!(!holds(&ctx, &planted).await);
});

on_both_databases!(everybody_is_led_to_the_page_of_their_work_or_back_to_where_they_were_going, |ctx| {
    for (email, role, to) in [
        ("trainee@example.org", Role::Trainee, "/en/my"),
        ("staff@example.org", Role::Staff, "/en/staff"),
        ("trainer@example.org", Role::Trainer, "/en/staff/runs"),
        ("officer@example.org", Role::Officer, "/en/dashboard"),
        ("admin@example.org", Role::Administrator, "/en/admin/settings"),
    ] {
        account(&ctx, email, &[role], None).await;
        let form = FormRequest { locale: Locale::En, ..sent(&credentials(email, PASSWORD)) };
        assert_eq!(forms::sign_in(visitor(&ctx), form, site::SignIn).await.unwrap().to, to);
    }
    let fields =
        [("email", "staff@example.org"), ("password", PASSWORD), ("remember", "1"), ("next", "/en/courses?q=x")];
    let done =
        forms::sign_in(visitor(&ctx), FormRequest { locale: Locale::En, ..sent(&fields) }, site::SignIn).await.unwrap();
    assert_eq!(done.to, "/en/courses?q=x");
    let month = Some(30 * 24 * 3600);
    assert!(matches!(done.session, Some(SessionCookie::Set { seconds, .. }) if seconds == month));
});

on_both_databases!(signing_out_ends_the_session, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (asking, _, token) = signed_in(&ctx, AIGERIM).await;
    let form = FormRequest { token: Some(token.clone()), ..sent(&[]) };
    let done = forms::sign_out(asking, form.clone(), site::SignOut).await.unwrap();
    assert_eq!(done, redirect("/ru/sign-in", &["signed_out"]).session(SessionCookie::Remove));
    assert!(!holds(&ctx, &token).await);
    // the button pressed twice
    assert_eq!(forms::sign_out(visitor(&ctx), form, site::SignOut).await.unwrap(), done);
});

on_both_databases!(a_session_is_ended_by_its_owner_and_to_others_does_not_exist, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    account(&ctx, OTHER, &[Role::Trainee, Role::Administrator], None).await;
    let (aigerim, phone, phone_token) = signed_in(&ctx, AIGERIM).await;
    let (_, desk, desk_token) = signed_in(&ctx, AIGERIM).await;
    let (other, ..) = signed_in(&ctx, OTHER).await;
    let end = async |asking: &Ctx, session: &str| {
        let form = sent(&[("session", session)]);
        forms::end_session(asking.clone(), FormRequest { session: Some(desk), ..form }, site::EndSession).await
    };
    assert_eq!(end(&other, &phone.to_string()).await, Err(AppError::NotFound));
    assert_eq!(end(&other, "x").await, Err(AppError::NotFound));
    assert!(holds(&ctx, &phone_token).await);
    assert_eq!(end(&visitor(&ctx), &phone.to_string()).await.unwrap().to, "/ru/sign-in?next=%2Fru%2Fmy%2Fsecurity");
    assert_eq!(end(&aigerim, &phone.to_string()).await, Ok(redirect("/ru/my/security", &["session_ended"])));
    assert!(!holds(&ctx, &phone_token).await && holds(&ctx, &desk_token).await);
    let own = redirect("/ru/sign-in", &["signed_out"]).session(SessionCookie::Remove);
    assert_eq!(end(&aigerim, &desk.to_string()).await, Ok(own));
    assert!(!holds(&ctx, &desk_token).await);
});

on_both_databases!(signing_out_everywhere_ends_all_sessions_of_one_account, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    account(&ctx, OTHER, &[Role::Trainee], None).await;
    let (asking, _, first) = signed_in(&ctx, AIGERIM).await;
    let (_, _, second) = signed_in(&ctx, AIGERIM).await;
    let (_, _, others) = signed_in(&ctx, OTHER).await;
    let done = forms::end_all_sessions(asking, sent(&[]), site::EndAllSessions).await.unwrap();
    assert_eq!(done, redirect("/ru/sign-in", &["signed_out_everywhere"]).session(SessionCookie::Remove));
    assert!(!holds(&ctx, &first).await && !holds(&ctx, &second).await && holds(&ctx, &others).await);
});
