use super::*;

on_both_databases!(a_sign_up_becomes_an_account_when_its_link_is_confirmed, |ctx| {
    let fields = [("email", " Aigerim@Example.ORG "), ("password", PASSWORD), ("next", "/ru/runs/NRC-01-2611")];
    let done = forms::sign_up(visitor(&ctx), sent(&fields), site::SignUp).await.unwrap();
    assert_eq!((done.to.as_str(), done.session), ("/ru/sign-up", None));
    let browser = done.signed_up.unwrap();
    assert_eq!(found(&ctx, AIGERIM).await, None);

    let link = link(&ctx, "sign_up").await;
    // a scanner of mail opens it twice
    for _ in 0..2 {
        assert_eq!(
            service::find_sign_up(&mut ctx.read().await.unwrap(), &link).await.unwrap().unwrap().email.reveal(),
            AIGERIM
        );
    }
    assert_eq!(found(&ctx, AIGERIM).await, None);

    // the browser that signed up has the password already
    let form = FormRequest { signed_up: Some(browser), ..sent(&[("token", &link.reveal())]) };
    let done = forms::confirm(visitor(&ctx), form, site::ConfirmSignUp).await.unwrap();
    assert_eq!(done.to, "/ru/runs/NRC-01-2611");
    let known = auth::find(&ctx, &token_of(&done)).await.unwrap().unwrap();
    let account = found(&ctx, AIGERIM).await.unwrap();
    assert_eq!((known.signed_in.account, known.signed_in.roles.words()), (account.id, vec!["trainee"]));
    assert_eq!(account.locale.code(), "ru");
    assert_eq!(sign_in(&ctx, AIGERIM, PASSWORD).await.unwrap().to, "/ru/my");
});

on_both_databases!(a_password_that_a_stranger_typed_opens_no_account, |ctx| {
    // a stranger signs up with the address, and its owner opens the letter
    let stranger = sign_up(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "sign_up").await;
    assert_eq!(confirm_with(&ctx, &link, "").await, Err(refused("new_password", Problem::Required)));
    assert_eq!(confirm_with(&ctx, &link, "aigerim@example").await, Err(refused("new_password", Problem::PasswordOwn)));
    assert_eq!(found(&ctx, AIGERIM).await, None);
    confirm_with(&ctx, &link, NEW_PASSWORD).await.unwrap();
    assert_eq!(sign_in(&ctx, AIGERIM, PASSWORD).await, Err(refused("password", Problem::SignInWrong)));
    assert!(sign_in(&ctx, AIGERIM, NEW_PASSWORD).await.is_ok());
    // nor does the stranger's browser make another one of a later letter
    sign_up(&ctx, OTHER).await.unwrap();
    let others = self::link(&ctx, "sign_up").await;
    let form = FormRequest { signed_up: stranger.signed_up, ..sent(&[("token", &others.reveal())]) };
    assert_eq!(
        forms::confirm(visitor(&ctx), form, site::ConfirmSignUp).await,
        Err(refused("new_password", Problem::Required))
    );
});

on_both_databases!(a_link_makes_one_account_and_takes_the_other_links_of_its_address_with_it, |ctx| {
    sign_up(&ctx, AIGERIM).await.unwrap();
    let first = link(&ctx, "sign_up").await;
    sign_up(&ctx, AIGERIM).await.unwrap();
    let second = link(&ctx, "sign_up").await;
    assert_eq!(confirm(&ctx, &first).await.unwrap().to, "/ru/my");
    assert_eq!(confirm(&ctx, &first).await, Err(over()));
    assert_eq!(confirm(&ctx, &second).await, Err(over()));
    assert!(service::find_sign_up(&mut ctx.read().await.unwrap(), &second).await.unwrap().is_none());
    let nonsense = forms::confirm(visitor(&ctx), sent(&[("token", "x")]), site::ConfirmSignUp).await;
    assert_eq!(nonsense, Err(over()));
});

on_both_databases!(a_link_is_good_for_two_days, |ctx| {
    sign_up(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "sign_up").await;
    let too_late = later(&ctx, TimeDelta::hours(48));
    assert_eq!(confirm(&too_late, &link).await, Err(over()));
    assert!(service::find_sign_up(&mut too_late.read().await.unwrap(), &link).await.unwrap().is_none());
    let in_time = later(&ctx, TimeDelta::hours(48) - TimeDelta::seconds(1));
    assert!(confirm(&in_time, &link).await.is_ok());
});

on_both_databases!(a_known_and_an_unknown_address_get_the_same_answer_and_a_letter_each, |ctx| {
    let known = account(&ctx, AIGERIM, &[Role::Trainee], None).await;
    let (of_known, of_unknown) = (sign_up(&ctx, AIGERIM).await.unwrap(), sign_up(&ctx, OTHER).await.unwrap());
    assert_eq!((&of_known.to, &of_known.session), (&of_unknown.to, &of_unknown.session));
    assert!(of_known.signed_up.is_some() && of_unknown.signed_up.is_some());
    let letters = letters(&ctx).await;
    let kinds: Vec<(&str, &str)> = letters.iter().map(|(kind, to, _)| (kind.as_str(), to.as_str())).collect();
    assert_eq!(kinds, [("account_known", AIGERIM), ("sign_up", OTHER)]);
    assert!(!letters[0].2.contains("token="), "{}", letters[0].2);
    // the account is as it was, and so is its password
    assert_eq!(found(&ctx, AIGERIM).await.unwrap().id, known);
    assert!(sign_in(&ctx, AIGERIM, PASSWORD).await.is_ok());
});

on_both_databases!(an_account_made_between_the_letter_and_its_link_stays_the_only_one, |ctx| {
    sign_up(&ctx, AIGERIM).await.unwrap();
    let link = link(&ctx, "sign_up").await;
    let made = account(&ctx, AIGERIM, &[Role::Staff], None).await;
    assert_eq!(confirm(&ctx, &link).await, Err(AppError::Conflict(Clash::AccountExists)));
    assert_eq!(found(&ctx, AIGERIM).await.unwrap().id, made);
});

on_both_databases!(one_mailbox_is_not_flooded_with_letters, |ctx| {
    for _ in 0..5 {
        sign_up(&ctx, AIGERIM).await.unwrap();
    }
    let wait = Err(AppError::TooMany { seconds: 3600 });
    assert_eq!(sign_up(&ctx, AIGERIM).await, wait);
    // sign-ups with an address by strangers do not use up its owner's way back in
    for _ in 0..5 {
        ask_reset(&ctx, AIGERIM).await.unwrap();
    }
    assert_eq!(ask_reset(&ctx, "AIGERIM@example.org").await, wait);
    ask_reset(&ctx, OTHER).await.unwrap();
    ask_reset(&later(&ctx, TimeDelta::hours(1)), AIGERIM).await.unwrap();
});

on_both_databases!(a_reader_is_led_to_pages_of_ours_alone, |ctx| {
    let fields = [("email", AIGERIM), ("password", PASSWORD), ("next", "//evil.example")];
    forms::sign_up(visitor(&ctx), FormRequest { locale: Locale::Kk, ..sent(&fields) }, site::SignUp).await.unwrap();
    let link = link(&ctx, "sign_up").await;
    assert_eq!(confirm(&ctx, &link).await.unwrap().to, "/ru/my");
    let done =
        forms::sign_in(visitor(&ctx), FormRequest { locale: Locale::Kk, ..sent(&fields) }, site::SignIn).await.unwrap();
    assert_eq!(done.to, "/kk/my");
});
