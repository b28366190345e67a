//! Mail server that refuses: which letters, and for how long.

use super::*;

on_both_databases!(a_server_that_is_busy_gets_the_letter_later, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::Busy(2));
    post(&ctx, letter(Locale::En)).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().put_off, 1);
    assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::RejectedForNow));
    let ctx = later(&ctx, TimeDelta::minutes(1));
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().put_off, 1);
    let ctx = later(&ctx, TimeDelta::minutes(5));
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    assert_eq!(listed(&ctx).await[0].last_error, None);
    assert_eq!(server.letters().await.len(), 1);
});

on_both_databases!(a_recipient_who_is_refused_for_good_is_not_tried_again, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::NoSuchRecipient);
    post(&ctx, letter(Locale::Kk)).await;
    post(&ctx, letter(Locale::Ru)).await;
    let delivered = deliver(&ctx, &mailer(&server)).await.unwrap();
    assert_eq!(delivered, Delivered { given_up: 2, ..Delivered::default() });
    let failed = listed(&ctx).await;
    assert!(failed.iter().all(|letter| (letter.state, letter.last_error) == (State::Failed, Some(Fault::Refused))));
    assert_eq!(server.letters().await, []);
});

on_both_databases!(a_refusal_that_is_about_us_costs_no_letter, |ctx| {
    let server = Server::start().await;
    let signing_in = Mailer::from_url(&server.url().replace("smtp://", "smtp://centre:word@"), SENDER).unwrap();
    let put_off = Delivered { put_off: 2, ..Delivered::default() };
    post(&ctx, letter(Locale::Kk)).await;
    post(&ctx, letter(Locale::Ru)).await;
    server.behave(Manner::WrongPassword);
    assert_eq!(deliver(&ctx, &signing_in).await.unwrap(), put_off);
    assert_eq!((server.sign_ins(), server.connections()), (1, 1), "the second letter does not knock once more");
    let ctx = later(&ctx, TimeDelta::minutes(1));
    server.behave(Manner::NoSuchSender);
    assert_eq!(deliver(&ctx, &signing_in).await.unwrap(), put_off);
    assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::NotAllowed));
    let ctx = later(&ctx, TimeDelta::minutes(5));
    server.behave(Manner::Accepting);
    assert_eq!(deliver(&ctx, &signing_in).await.unwrap().sent, 2);
    assert_eq!(server.sign_ins(), 3);
});

on_both_databases!(a_refusal_of_us_that_comes_with_the_recipient_costs_no_letter, |ctx| {
    let server = Server::start().await;
    post(&ctx, letter(Locale::Kk)).await;
    post(&ctx, letter(Locale::Ru)).await;
    let put_off = Delivered { put_off: 2, ..Delivered::default() };
    let mut now = ctx.clone();
    for (words, minutes) in [
        ("554 5.7.1 <aigerim.syn@example.org>: Relay access denied", 1),
        ("553 5.7.1 <okytu@maman.example>: Sender address rejected: not owned by user", 5),
        ("550 5.1.8 <okytu@maman.example>: Sender address rejected: Domain not found", 15),
        ("530 Authentication required", 60),
    ] {
        server.behave(Manner::RefusingRecipients(words));
        assert_eq!(deliver(&now, &mailer(&server)).await.unwrap(), put_off, "{words}");
        let faults = listed(&ctx).await.into_iter().map(|letter| letter.last_error);
        assert_eq!(faults.collect::<Vec<_>>(), [Some(Fault::NotAllowed); 2], "{words}");
        now = later(&now, TimeDelta::minutes(minutes));
    }
    server.behave(Manner::Accepting);
    assert_eq!(deliver(&now, &mailer(&server)).await.unwrap().sent, 2);
});

on_both_databases!(a_refusal_of_the_recipient_is_final_with_a_code_and_without, |ctx| {
    let server = Server::start().await;
    let given_up = Delivered { given_up: 1, ..Delivered::default() };
    for words in ["550 5.1.1 no such mailbox", "552 5.2.2 mailbox full", "554 5.6.0 cannot be read", "550 not here"] {
        server.behave(Manner::RefusingRecipients(words));
        post(&ctx, letter(Locale::Ru)).await;
        assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap(), given_up, "{words}");
        assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::Refused), "{words}");
    }
});

on_both_databases!(where_tls_is_asked_for_nothing_is_said_without_it, |ctx| {
    let server = Server::start().await;
    let url = format!("{}?tls=required", server.url().replace("smtp://", "smtp://centre:word@"));
    post(&ctx, letter(Locale::Ru)).await;
    assert_eq!(deliver(&ctx, &Mailer::from_url(&url, SENDER).unwrap()).await.unwrap().put_off, 1);
    assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::NotAllowed));
    assert_eq!((server.connections(), server.sign_ins(), server.letters().await.len()), (1, 0, 0));
});
