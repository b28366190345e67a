use super::*;

on_both_databases!(a_reset_sets_the_password_once_and_ends_all_sessions, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (_, _, session) = signed_in(&ctx, AIGERIM).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "reset").await;
    assert_eq!(
        service::find_reset(&mut ctx.read().await.unwrap(), &link).await.unwrap().unwrap().email.reveal(),
        AIGERIM
    );
    assert_eq!(reset(&ctx, &link, "short").await, Err(refused("new_password", Problem::PasswordShort)));
    assert_eq!(reset(&ctx, &link, "aigerim@example").await, Err(refused("new_password", Problem::PasswordOwn)));

    let done = reset(&ctx, &link, NEW_PASSWORD).await.unwrap();
    assert_eq!(done.to, "/ru/my/security");
    assert!(holds(&ctx, &token_of(&done)).await && !holds(&ctx, &session).await);
    assert_eq!(reset(&ctx, &link, NEW_PASSWORD).await, Err(over()));
    assert!(service::find_reset(&mut ctx.read().await.unwrap(), &link).await.unwrap().is_none());
    assert_eq!(sign_in(&ctx, AIGERIM, PASSWORD).await, Err(refused("password", Problem::SignInWrong)));
    assert!(sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
    let kinds: Vec<String> = letters(&ctx).await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["reset", "reset", "password_changed"]);
});

on_both_databases!(a_reset_uses_up_the_other_links_and_lets_who_was_locked_out_in, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let first = link(&ctx, "reset").await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let second = link(&ctx, "reset").await;
    for _ in 0..11 {
        sign_in(&ctx, AIGERIM, "wrong").await.unwrap_err();
    }
    reset(&ctx, &second, NEW_PASSWORD).await.unwrap();
    assert_eq!(reset(&ctx, &first, NEW_PASSWORD).await, Err(over()));
    assert!(sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
});

on_both_databases!(a_reset_link_is_good_for_an_hour, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "reset").await;
    assert_eq!(reset(&later(&ctx, TimeDelta::hours(1)), &link, NEW_PASSWORD).await, Err(over()));
    assert!(reset(&later(&ctx, TimeDelta::minutes(59)), &link, NEW_PASSWORD).await.is_ok());
});

on_both_databases!(only_an_account_that_may_be_used_is_sent_a_reset_and_the_answer_does_not_say_so, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let gone = account(&ctx, "gone@example.org", &[Role::Trainee], None).await;
    let mut tx = ctx.begin().await.unwrap();
    service::disable(&mut tx, gone).await.unwrap();
    audit::commit(tx).await.unwrap();
    let answers = [
        ask_reset(&ctx, AIGERIM).await.unwrap(),
        ask_reset(&ctx, OTHER).await.unwrap(),
        ask_reset(&ctx, "gone@example.org").await.unwrap(),
    ];
    assert!(answers.iter().all(|done| *done == redirect("/ru/reset-password", &["letter_sent"])), "{answers:?}");
    let to: Vec<String> = letters(&ctx).await.into_iter().map(|(_, to, _)| to).collect();
    assert_eq!(to, [AIGERIM]);
});

on_both_databases!(a_link_for_one_purpose_serves_no_other, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    sign_up(&ctx, OTHER).await.unwrap();
    assert_eq!(confirm(&ctx, &link(&ctx, "reset").await).await, Err(over()));
    assert_eq!(reset(&ctx, &link(&ctx, "sign_up").await, NEW_PASSWORD).await, Err(over()));
});

on_both_databases!(a_changed_password_ends_the_sessions_elsewhere_and_tells_its_owner, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (asking, here, here_token) = signed_in(&ctx, AIGERIM).await;
    let (_, _, elsewhere) = signed_in(&ctx, AIGERIM).await;
    let change = async |present: &str, new: &str| {
        let form = sent(&[("password", present), ("new_password", new)]);
        forms::change_password(asking.clone(), FormRequest { session: Some(here), ..form }, site::Security).await
    };
    assert_eq!(change("not it", NEW_PASSWORD).await, Err(refused("password", Problem::PasswordWrong)));
    let mut both = FormErrors::of("password", Problem::Required);
    both.add("new_password", Problem::PasswordShort);
    assert_eq!(change("", "short").await, Err(both.into()));
    assert!(holds(&ctx, &elsewhere).await && letters(&ctx).await.is_empty());

    assert_eq!(change(PASSWORD, NEW_PASSWORD).await, Ok(redirect("/ru/my/security", &["password_changed"])));
    assert!(holds(&ctx, &here_token).await && !holds(&ctx, &elsewhere).await);
    assert!(sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
    let letters = letters(&ctx).await;
    assert_eq!((letters.len(), letters[0].0.as_str()), (1, "password_changed"));
    assert!(letters[0].2.contains("14:00"), "{}", letters[0].2);
});

on_both_databases!(a_password_that_was_reset_meanwhile_is_not_changed_by_the_old_one, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (asking, here, _) = signed_in(&ctx, AIGERIM).await;
    ask_reset(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "reset").await;
    let form = sent(&[("password", PASSWORD), ("new_password", "walnut-river-candle-41")]);
    // both at once: in either order, the reset's password is the one that holds in the end
    let change = forms::change_password(asking, FormRequest { session: Some(here), ..form }, site::Security);
    let (changed, reset) = tokio::join!(change, reset(&ctx, &link, NEW_PASSWORD));
    if changed.is_ok() {
        // the change came first, and used up the link
        assert_eq!(reset, Err(over()));
    } else {
        assert!(reset.is_ok());
        assert!(sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
    }
});

on_both_databases!(a_password_changed_by_a_button_pressed_twice_is_changed_and_says_so, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (asking, here, here_token) = signed_in(&ctx, AIGERIM).await;
    let form = sent(&[("password", PASSWORD), ("new_password", NEW_PASSWORD)]);
    let press =
        || forms::change_password(asking.clone(), FormRequest { session: Some(here), ..form.clone() }, site::Security);
    let (first, second) = tokio::join!(press(), press());
    let done = Ok(redirect("/ru/my/security", &["password_changed"]));
    // one that came after the other had ended finds that the former password is none any more
    let late = Err(refused("password", Problem::PasswordWrong));
    assert!(first == done || second == done);
    assert!([&first, &second].into_iter().all(|outcome| *outcome == done || *outcome == late), "{first:?} {second:?}");
    assert!(holds(&ctx, &here_token).await && sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
});

on_both_databases!(a_stolen_session_cannot_try_out_passwords, |ctx| {
    account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (asking, ..) = signed_in(&ctx, AIGERIM).await;
    let id = asking.caller.signed_in().unwrap().account;
    for _ in 0..10 {
        assert!(!service::is_password(&asking, id, &"wrong".to_owned().into()).await.unwrap());
    }
    let refused = service::is_password(&asking, id, &PASSWORD.to_owned().into()).await;
    assert_eq!(refused, Err(AppError::TooMany { seconds: 900 }));
    let in_time = later(&asking, TimeDelta::minutes(15));
    assert!(service::is_password(&in_time, id, &PASSWORD.to_owned().into()).await.unwrap());
});
