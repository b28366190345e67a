//! Letters on a real database, and the mail server they go to.

mod centre;
mod expiry;
mod refusals;

use std::time::Duration;

use chrono::TimeDelta;
use sqlx::Row;

use super::*;
use crate::{
    audit,
    db::{Ctx, on_driver},
    ground::{Locale, Private, clock::Clock},
    i18n::text,
    testing::{
        self, on_both_databases,
        smtp::{Manner, Received, Server},
    },
};

const SENDER: &str = "okytu@maman.example";
const READER: &str = "Aigerim.Syn@example.org";

fn letter(locale: Locale) -> Letter {
    Letter {
        kind: LetterKind::PlaceConfirmed,
        to: Private::new(READER.to_owned()),
        locale,
        subject: "Сізге орын берілді: «Әлеуметтік қолдау»".to_owned(),
        paragraphs: vec!["Құрметті маман, топ 3 қарашада басталады.".to_owned(), "Өңір: Ұлытау, Һ, І, Ң.".to_owned()],
        action: Some(("Курсты ашу".to_owned(), "https://maman.example/kk/runs/A-1?a=1&b=2".to_owned())),
        dedupe_key: None,
        calendar: None,
        useless_after: None,
    }
}

async fn post(ctx: &Ctx, letter: Letter) {
    let mut tx = ctx.begin().await.unwrap();
    queue(&mut tx, letter).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
}

fn mailer(server: &Server) -> Mailer {
    Mailer::from_url(&server.url(), SENDER).unwrap()
}

/// Context of the same world, so much later.
fn later(ctx: &Ctx, wait: TimeDelta) -> Ctx {
    Ctx { clock: Clock::Fixed(ctx.clock.now() + wait), ..ctx.clone() }
}

async fn listed(ctx: &Ctx) -> Vec<QueuedLetter> {
    list(&mut ctx.read().await.unwrap(), 100, 0).await.unwrap()
}

async fn counts(ctx: &Ctx) -> (i64, i64, i64) {
    let counts = count_by_state(&mut ctx.read().await.unwrap()).await.unwrap();
    (counts.waiting, counts.sent, counts.failed)
}

/// Content of the whole table, as bytes.
async fn bytes_of_table(ctx: &Ctx) -> Vec<u8> {
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| {
        let rows = sqlx::query("select * from letters").fetch_all(c).await.unwrap();
        let column = |row: &_, at| Row::try_get_unchecked::<Option<Vec<u8>>, _>(row, at).unwrap().unwrap_or_default();
        rows.iter().flat_map(|row| (0..row.len()).flat_map(move |at| column(row, at))).collect()
    })
}

fn holds(bytes: &[u8], words: &str) -> bool {
    let bytes = bytes.to_ascii_lowercase();
    bytes.windows(words.len()).any(|window| window == words.to_lowercase().as_bytes())
}

on_both_databases!(a_letter_goes_out_in_its_language_as_text_and_as_html, |ctx| {
    let server = Server::start().await;
    for locale in Locale::ALL {
        post(&ctx, letter(locale)).await;
    }
    let delivered = deliver(&ctx, &mailer(&server)).await.unwrap();
    assert_eq!(delivered, Delivered { sent: 3, ..Delivered::default() });
    let letters = server.letters().await;
    assert_eq!(letters.len(), 3);
    assert_eq!(server.connections(), 1);
    for locale in Locale::ALL {
        let lang = format!("<html lang=\"{}\">", locale.code());
        let received = letters.iter().find(|letter| letter.html().contains(&lang)).unwrap();
        assert_eq!((received.from.as_str(), &received.to[..]), (SENDER, &[READER.to_owned()][..]));
        assert_eq!(received.subject(), "Сізге орын берілді: «Әлеуметтік қолдау»");
        assert_eq!(received.header("From").unwrap(), format!("{} <{SENDER}>", quoted(&text!(locale, layout.centre))));
        assert_eq!(received.header("To").unwrap(), READER);
        assert_eq!(received.header("Auto-Submitted").unwrap(), "auto-generated");
        assert!(received.header("Content-Type").unwrap().starts_with("multipart/alternative"));
        for form in [received.text(), received.html()] {
            for words in ["Құрметті маман, топ 3 қарашада басталады.", "Өңір: Ұлытау, Һ, І, Ң.", "Курсты ашу"]
            {
                assert!(form.contains(words), "{words} in {form}");
            }
            assert!(form.contains(&text!(locale, letters.by_program)));
            assert!(form.contains(&text!(locale, layout.centre_long)));
        }
        assert!(received.text().contains("\r\nhttps://maman.example/kk/runs/A-1?a=1&b=2\r\n"));
        assert!(received.data.is_ascii(), "no mail server on the way can spoil a letter");
    }
});

/// Name in a head line, in quotes where it is plain ASCII with spaces.
fn quoted(name: &str) -> String {
    if name.is_ascii() { format!("\"{name}\"") } else { name.to_owned() }
}

on_both_databases!(a_letter_lies_encrypted_and_once_it_is_sent_its_content_is_gone, |ctx| {
    let server = Server::start().await;
    post(&ctx, letter(Locale::Kk)).await;
    let lying = bytes_of_table(&ctx).await;
    assert!(holds(&lying, "place_confirmed"), "the whole table was read");
    for words in ["aigerim", "example.org", "Құрметті", "қолдау", "https", "Курсты ашу"] {
        assert!(!holds(&lying, words), "{words}");
    }
    let [waiting] = &listed(&ctx).await[..] else { panic!("one letter lies there") };
    assert_eq!((waiting.state, waiting.attempts, waiting.queued_at), (State::Waiting, 0, testing::now()));
    let content = waiting.content.as_ref().unwrap();
    assert_eq!(content.to.reveal(), READER);
    assert!(content.html.contains("Құрметті маман") && content.text.contains("Құрметті маман"));
    assert_eq!(counts(&ctx).await, (1, 0, 0));

    deliver(&ctx, &mailer(&server)).await.unwrap();
    let [sent] = &listed(&ctx).await[..] else { panic!("one letter lies there") };
    assert_eq!((sent.kind, sent.state, sent.attempts), (LetterKind::PlaceConfirmed, State::Sent, 1));
    assert_eq!(sent.due_at, testing::now(), "when it was sent");
    assert!(sent.content.is_none());
    assert!(bytes_of_table(&ctx).await.len() < lying.len() - 200, "the encrypted content is gone too");
    assert_eq!(counts(&ctx).await, (0, 1, 0));
    assert_eq!(deliver(&later(&ctx, TimeDelta::days(9)), &mailer(&server)).await.unwrap(), Delivered::default());
    assert_eq!(server.letters().await.len(), 1);
});

on_both_databases!(a_letter_that_does_not_get_through_is_tried_again_and_given_up_in_the_end, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::Down);
    post(&ctx, letter(Locale::Ru)).await;
    let mut now = ctx.clone();
    for minutes in [1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60] {
        let put_off = Delivered { put_off: 1, ..Delivered::default() };
        assert_eq!(deliver(&now, &mailer(&server)).await.unwrap(), put_off);
        let just_before = later(&now, TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
        assert_eq!(deliver(&just_before, &mailer(&server)).await.unwrap(), Delivered::default());
        now = later(&now, TimeDelta::minutes(minutes));
        assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::Unreachable));
    }
    let given_up = Delivered { given_up: 1, ..Delivered::default() };
    assert_eq!(deliver(&now, &mailer(&server)).await.unwrap(), given_up);
    let now = later(&now, TimeDelta::days(9));
    assert_eq!(deliver(&now, &mailer(&server)).await.unwrap(), Delivered::default());
    assert_eq!(counts(&ctx).await, (0, 0, 1));

    let failed = listed(&ctx).await.remove(0);
    assert_eq!((failed.state, failed.attempts), (State::Failed, 9));
    assert!(failed.content.is_some(), "the operator can still read it");
    server.behave(Manner::Accepting);
    let mut tx = now.begin().await.unwrap();
    assert!(retry(&mut tx, failed.id).await.unwrap());
    assert!(!retry(&mut tx, failed.id).await.unwrap(), "it waits already");
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(deliver(&now, &mailer(&server)).await.unwrap().sent, 1);
    assert_eq!((server.letters().await.len(), counts(&ctx).await), (1, (0, 1, 0)));
});

on_both_databases!(a_server_that_says_nothing_is_not_waited_for, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::Mute);
    let mut impatient = mailer(&server);
    impatient.patience = Duration::from_millis(50);
    post(&ctx, letter(Locale::Ru)).await;
    post(&ctx, letter(Locale::Kk)).await;
    assert_eq!(deliver(&ctx, &impatient).await.unwrap().put_off, 2);
    assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::Unreachable));
    assert_eq!(server.connections(), 1, "the second letter does not wait once more");
});

on_both_databases!(a_letter_whose_receipt_was_lost_comes_again_and_can_be_recognised, |ctx| {
    let server = Server::start().await;
    server.behave(Manner::HangingUp);
    post(&ctx, letter(Locale::Ru)).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().put_off, 1);
    assert_eq!(listed(&ctx).await[0].last_error, Some(Fault::Unreachable));
    server.behave(Manner::Accepting);
    assert_eq!(deliver(&later(&ctx, TimeDelta::minutes(1)), &mailer(&server)).await.unwrap().sent, 1);
    let [first, again] = &server.letters().await[..] else { panic!("the letter came twice") };
    let ids = [first, again].map(|letter| letter.header("Message-ID").unwrap());
    assert_eq!(ids[0], format!("<{}@maman.example>", listed(&ctx).await[0].id));
    assert_eq!(ids[0], ids[1]);
});

on_both_databases!(two_deliveries_at_once_send_each_letter_once, |ctx| {
    let server = Server::start().await;
    for number in 0..30 {
        post(&ctx, Letter { subject: format!("{number}"), ..letter(Locale::Ru) }).await;
    }
    let (one, two) = (mailer(&server), mailer(&server));
    let (one, two) = tokio::join!(deliver(&ctx, &one), deliver(&ctx, &two));
    let (one, two) = (one.unwrap().sent, two.unwrap().sent);
    assert_eq!(one + two, 30);
    assert!(one > 0 && two > 0, "both had something to do");
    let mut subjects: Vec<u32> =
        server.letters().await.iter().map(|letter| letter.subject().parse().unwrap()).collect();
    subjects.sort_unstable();
    assert_eq!(subjects, (0..30).collect::<Vec<_>>());
});

on_both_databases!(whoever_is_killed_while_sending_leaves_the_letter_to_be_sent_again, |ctx| {
    let server = Server::start().await;
    post(&ctx, letter(Locale::Ru)).await;
    let mut tx = ctx.begin().await.unwrap();
    let until = tx.at() + TimeDelta::minutes(5);
    assert_eq!(store::claim(&mut tx, 8, until).await.unwrap().len(), 1);
    audit::commit_upkeep(tx).await.unwrap();
    let before = later(&ctx, TimeDelta::minutes(5) - TimeDelta::seconds(1));
    assert_eq!(deliver(&before, &mailer(&server)).await.unwrap(), Delivered::default());
    assert_eq!(deliver(&later(&ctx, TimeDelta::minutes(5)), &mailer(&server)).await.unwrap().sent, 1);
});

on_both_databases!(a_letter_with_the_key_of_another_is_not_queued, |ctx| {
    let server = Server::start().await;
    let reminder = |subject: &str| Letter {
        subject: subject.to_owned(),
        dedupe_key: Some("offer-1".to_owned()),
        ..letter(Locale::Ru)
    };
    post(&ctx, reminder("1")).await;
    post(&ctx, reminder("2")).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    post(&ctx, reminder("3")).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 0);
    let subjects: Vec<_> = server.letters().await.iter().map(Received::subject).collect();
    assert_eq!(subjects, ["1"]);
});

on_both_databases!(a_change_that_is_not_saved_sends_no_letter, |ctx| {
    let server = Server::start().await;
    let mut tx = ctx.begin().await.unwrap();
    queue(&mut tx, letter(Locale::Ru)).await.unwrap();
    drop(tx);
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap(), Delivered::default());
    assert_eq!(server.connections(), 0);
});

on_both_databases!(erasing_a_person_erases_their_letters_and_nobody_elses, |ctx| {
    let server = Server::start().await;
    let other = || Letter { to: Private::new("other@example.org".to_owned()), ..letter(Locale::Ru) };
    post(&ctx, letter(Locale::Ru)).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    post(&ctx, letter(Locale::Ru)).await;
    post(&ctx, other()).await;
    let mut tx = ctx.begin().await.unwrap();
    assert_eq!(erase(&mut tx, &Private::new(READER.to_uppercase())).await.unwrap(), 2);
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    assert_eq!(server.letters().await[1].to, ["other@example.org"]);
    assert_eq!(listed(&ctx).await.len(), 1);
});

on_both_databases!(neither_a_subject_nor_an_address_can_add_to_the_head_of_a_letter, |ctx| {
    let server = Server::start().await;
    let evil = "Hello\r\nBcc: thief@example.org\r\n\r\nbody";
    post(&ctx, Letter { subject: evil.to_owned(), ..letter(Locale::En) }).await;
    post(&ctx, Letter { subject: format!("Ә{evil}"), ..letter(Locale::Kk) }).await;
    for to in ["a@example.org\r\nRCPT TO:<thief@example.org>", "a@example.org, thief@example.org", "no address"] {
        post(&ctx, Letter { to: Private::new(to.to_owned()), ..letter(Locale::En) }).await;
    }
    let delivered = deliver(&ctx, &mailer(&server)).await.unwrap();
    assert_eq!(delivered, Delivered { sent: 2, put_off: 0, given_up: 3 });
    for received in server.letters().await {
        assert_eq!(received.to, [READER]);
        assert_eq!(received.header("Bcc"), None);
        let subject = received.subject();
        assert!(subject.ends_with("Hello Bcc: thief@example.org body"), "{subject:?}");
    }
    let faults = listed(&ctx).await.into_iter().filter_map(|letter| letter.last_error);
    assert_eq!(faults.collect::<Vec<_>>(), [Fault::AddressMalformed; 3]);
});

on_both_databases!(a_calendar_file_goes_with_a_letter, |ctx| {
    let server = Server::start().await;
    let calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Әлеуметтік қолдау\r\nEND:VCALENDAR\r\n";
    post(&ctx, Letter { calendar: Some(calendar.to_owned()), ..letter(Locale::Kk) }).await;
    assert_eq!(deliver(&ctx, &mailer(&server)).await.unwrap().sent, 1);
    let received = server.letters().await.remove(0);
    assert!(received.header("Content-Type").unwrap().starts_with("multipart/mixed"));
    assert_eq!(received.part("text/calendar").unwrap(), calendar);
    assert!(received.data.contains("Content-Disposition: attachment; filename=\"maman.ics\""));
    assert!(received.text().contains("Құрметті маман") && received.html().contains("Құрметті маман"));
});

on_both_databases!(what_people_wrote_is_text_in_the_html_too, |ctx| {
    let hostile = "<script>alert('x')</script> & \"y\"";
    let action = Some((hostile.to_owned(), "https://maman.example/?a=\"><b>".to_owned()));
    post(
        &ctx,
        Letter { subject: hostile.to_owned(), paragraphs: vec![hostile.to_owned()], action, ..letter(Locale::En) },
    )
    .await;
    let content = listed(&ctx).await.remove(0).content.unwrap();
    assert!(!content.html.contains("<script>") && !content.html.contains("\"><b>"));
    assert!(content.html.contains("&#60;script&#62;"));
    let text = "Maman · National Resource Centre\n\n\
        <script>alert('x')</script> & \"y\"\n\n\
        <script>alert('x')</script> & \"y\"\n\n\
        <script>alert('x')</script> & \"y\":\nhttps://maman.example/?a=\"><b>\n\n\
        --\n";
    assert!(content.text.starts_with(text), "{}", content.text);
});
