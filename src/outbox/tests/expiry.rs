//! Letters whose links run out before they are sent.

use super::*;

/// Letter whose link holds for an hour.
fn fleeting() -> Letter {
    Letter { useless_after: Some(TimeDelta::hours(1)), ..letter(Locale::Ru) }
}

on_both_databases!(a_letter_whose_link_has_run_out_is_not_sent_and_what_it_said_is_gone, |ctx| {
    let server = Server::start().await;
    post(&ctx, fleeting()).await;
    let in_time = later(&ctx, TimeDelta::hours(1) - TimeDelta::seconds(1));
    assert_eq!(deliver(&in_time, &mailer(&server)).await.unwrap().sent, 1);

    server.behave(Manner::Down);
    post(&ctx, fleeting()).await;
    post(&ctx, letter(Locale::Kk)).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().put_off, 2);
    server.behave(Manner::Accepting);
    let over = later(&ctx, TimeDelta::hours(1));
    let lying = bytes_of_table(&ctx).await;
    assert_eq!(deliver(&over, &mailer(&server)).await.unwrap(), Delivered { sent: 1, ..Delivered::default() });
    let [kept, expired, _] = &listed(&ctx).await[..] else { panic!("three letters lie there") };
    assert_eq!((kept.state, expired.state), (State::Sent, State::Expired));
    assert_eq!((expired.last_error, expired.due_at), (Some(Fault::Unreachable), over.clock.now()));
    assert!(expired.content.is_none());
    assert!(bytes_of_table(&ctx).await.len() < lying.len() - 400, "the encrypted content of both is gone");
    assert_eq!(counts(&ctx).await, (0, 2, 0));
    assert_eq!(count_by_state(&mut ctx.read().await.unwrap()).await.unwrap().expired, 1);
    assert_eq!(server.letters().await.len(), 2);
});

on_both_databases!(a_letter_that_was_given_up_and_has_run_out_since_is_not_sent_again, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::NoSuchRecipient);
    post(&ctx, fleeting()).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().given_up, 1);
    server.behave(Manner::Accepting);
    let over = later(&ctx, TimeDelta::hours(1));
    assert_eq!(deliver(&over, &mailer(&server)).await.unwrap(), Delivered::default());
    let expired = listed(&ctx).await.remove(0);
    assert_eq!((expired.state, expired.last_error), (State::Expired, Some(Fault::Refused)));
    let mut tx = over.begin().await.unwrap();
    assert!(!retry(&mut tx, expired.id).await.unwrap());
    assert_eq!(retry_all(&mut tx).await.unwrap(), []);
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(deliver(&over, &mailer(&server)).await.unwrap(), Delivered::default());
});
