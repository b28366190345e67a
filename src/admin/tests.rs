use chrono::TimeDelta;

use super::{
    forms,
    service::{self, LetterFilter},
    site, wording,
};
use crate::{
    accounts::{Email, service as accounts},
    audit,
    db::{Ctx, Installation, Invented, on_driver},
    ground::{
        AppError, Locale,
        caller::{Caller, Role},
        clock::Clock,
        error::Rule,
        ids::LetterId,
    },
    outbox::{self, Letter, LetterKind, Mailer, State},
    testing::{
        self, on_both_databases,
        registry::{account, day},
        smtp::{Manner, Server},
    },
    ui::FormRequest,
};

/// Queues so many letters, the last of which is the newest.
async fn with_letters(ctx: &Ctx, number: u32) {
    for nth in 1..=number {
        let mut tx = ctx.begin().await.unwrap();
        let letter = Letter {
            kind: LetterKind::PlaceOffered,
            to: format!("person-{nth}@example.org").into(),
            locale: Locale::Kk,
            subject: format!("№ {nth}"),
            paragraphs: vec!["Орын ұсынылды.".to_owned()],
            action: None,
            dedupe_key: None,
            calendar: None,
            useless_after: None,
        };
        outbox::queue(&mut tx, letter).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
    }
}

/// Gives up all letters that wait.
async fn give_up(ctx: &Ctx) {
    let sql = "update letters set failed_at = queued_at, attempts = 9, last_error = 'refused' where sent_at is null";
    let mut tx = ctx.begin().await.unwrap();
    on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
}

fn administrator(ctx: &Ctx) -> Ctx {
    ctx.as_caller(testing::account(&[Role::Administrator]))
}

/// Puts a letter back in the queue, as the form does.
async fn send_again(ctx: &Ctx, letter: LetterId) -> Result<bool, AppError> {
    let mut tx = ctx.begin().await?;
    let was_given_up = service::send_again(&mut tx, letter).await?;
    audit::commit_changes(tx).await?;
    Ok(was_given_up)
}

/// Form of the settings as a browser sends it.
fn sent(fields: &str) -> FormRequest {
    testing::form(Locale::Ru, fields)
}

on_both_databases!(the_settings_are_the_administrators_alone, |ctx| {
    with_letters(&ctx, 1).await;
    let refused = || Some(AppError::Refused(Rule::SettingsAreForAdministrators));
    let others = [
        (Caller::Visitor, Some(AppError::SignInNeeded)),
        (testing::account(&[Role::Trainee]), refused()),
        (testing::account(&[Role::Staff]), refused()),
        (testing::account(&[Role::Officer]), refused()),
        (Caller::Scheduler, refused()),
    ];
    for (caller, expected) in others {
        let asking = ctx.as_caller(caller);
        assert_eq!(
            service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false).await.err(),
            expected,
            "{:?}",
            asking.caller
        );
        let id = LetterId(uuid::Uuid::nil());
        assert_eq!(send_again(&asking, id).await.err(), expected, "{:?}", asking.caller);
        assert_eq!(
            service::send_all_again(&mut asking.begin().await.unwrap()).await.err(),
            expected,
            "{:?}",
            asking.caller
        );
    }
    let settings =
        service::settings(&mut administrator(&ctx).read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false)
            .await
            .unwrap();
    assert_eq!((settings.mail.letters.len(), settings.mail.counts.waiting), (1, 1));
});

on_both_databases!(what_a_letter_says_is_shown_only_while_there_is_no_mail_server, |ctx| {
    with_letters(&ctx, 1).await;
    let shown = async |has_mail_server| {
        let settings = service::settings(
            &mut administrator(&ctx).read().await.unwrap(),
            &ctx.db,
            LetterFilter::All,
            1,
            has_mail_server,
        )
        .await
        .unwrap();
        settings.mail.letters[0].content.as_ref().map(|content| content.subject.clone())
    };
    assert_eq!(shown(false).await.as_deref(), Some("№ 1"));
    assert_eq!(shown(true).await, None);
});

on_both_databases!(letters_come_in_pages_the_newest_first, |ctx| {
    with_letters(&ctx, 27).await;
    let page = async |page| {
        let settings =
            service::settings(&mut administrator(&ctx).read().await.unwrap(), &ctx.db, LetterFilter::All, page, false)
                .await?;
        let subjects = settings.mail.letters.iter().map(|letter| letter.content.as_ref().unwrap().subject.clone());
        Ok::<_, AppError>((settings.mail.last, subjects.collect::<Vec<_>>()))
    };
    let (last, first) = page(1).await.unwrap();
    assert_eq!((last, first.len(), first[0].as_str()), (2, 25, "№ 27"));
    assert_eq!(page(2).await.unwrap().1, ["№ 2", "№ 1"]);
    assert_eq!(page(3).await, Err(AppError::NotFound));
});

on_both_databases!(a_letter_that_was_given_up_is_sent_again_once_and_the_log_says_by_whom, |ctx| {
    with_letters(&ctx, 1).await;
    let asking = administrator(&ctx);
    let listed = async || {
        service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false)
            .await
            .unwrap()
            .mail
            .letters
            .remove(0)
    };
    let id = listed().await.id;
    // one that waits is not to be sent again
    assert!(!send_again(&asking, id).await.unwrap());
    give_up(&ctx).await;
    assert_eq!(listed().await.state, State::Failed);
    for locale in Locale::ALL {
        assert!(wording::fared(locale, &listed().await).unwrap().contains('9'));
    }
    let lines = audit::head(&mut ctx.read().await.unwrap()).await.unwrap().lines;
    assert!(send_again(&asking, id).await.unwrap());
    assert!(!send_again(&asking, id).await.unwrap());
    assert_eq!((listed().await.state, listed().await.attempts), (State::Waiting, 0));
    assert_eq!(audit::head(&mut ctx.read().await.unwrap()).await.unwrap().lines, lines + 1);
});

on_both_databases!(the_one_letter_that_was_given_up_is_found_among_many, |ctx| {
    with_letters(&ctx, 1).await;
    give_up(&ctx).await;
    with_letters(&ctx, 60).await;
    let asking = administrator(&ctx);
    let all =
        service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false).await.unwrap().mail;
    assert_eq!((all.last, all.counts.failed, all.letters[0].state), (3, 1, State::Waiting));
    let failed = service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::Failed, 1, false)
        .await
        .unwrap()
        .mail;
    assert_eq!((failed.filter, failed.last, failed.letters.len()), (LetterFilter::Failed, 1, 1));
    assert_eq!(failed.letters[0].state, State::Failed);
    assert_eq!(
        service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::Failed, 2, false).await.err(),
        Some(AppError::NotFound)
    );
    // once it is looked after, there is nothing to narrow the list to
    assert!(send_again(&asking, failed.letters[0].id).await.unwrap());
    let all = service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::Failed, 3, false)
        .await
        .unwrap()
        .mail;
    assert_eq!((all.filter, all.letters.len()), (LetterFilter::All, 11));
});

on_both_databases!(all_letters_that_were_given_up_are_sent_again_at_once_and_the_log_has_each, |ctx| {
    with_letters(&ctx, 3).await;
    give_up(&ctx).await;
    with_letters(&ctx, 1).await;
    let asking = administrator(&ctx);
    let lines = async || audit::head(&mut ctx.read().await.unwrap()).await.unwrap().lines;
    let before = lines().await;
    let done = forms::retry(asking.clone(), sent("all=1"), site::Retry).await.unwrap();
    assert_eq!((done.to.as_str(), done.outcomes), ("/ru/admin/settings", vec!["all_retried".to_owned()]));
    let counts = service::settings(&mut asking.read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false)
        .await
        .unwrap()
        .mail
        .counts;
    assert_eq!((counts.waiting, counts.failed, lines().await), (4, 0, before + 3));
    // pressed twice, there is nothing left to do
    assert_eq!(forms::retry(asking.clone(), sent("all=1"), site::Retry).await.unwrap().to, "/ru/admin/settings");
    assert_eq!(lines().await, before + 3);
    assert_eq!(forms::retry(asking, sent(""), site::Retry).await.err(), Some(AppError::NotFound));
});

on_both_databases!(a_link_for_a_new_password_is_not_sent_once_it_holds_no_more, |ctx| {
    account(&ctx, "aigerim@example.org", &[Role::Trainee], None).await;
    let server = Server::start().await;
    server.behave(Manner::Down);
    let mailer = Mailer::from_url(&server.url(), "okytu@maman.example").unwrap();
    let visitor = ctx.as_caller(Caller::Visitor);
    accounts::ask_reset(&visitor, &Email::parse("aigerim@example.org").unwrap(), "192.0.2.7").await.unwrap();
    assert_eq!(outbox::deliver(&ctx, &mailer).await.unwrap().put_off, 1);
    server.behave(Manner::Accepting);
    let later = Ctx { clock: Clock::Fixed(testing::now() + TimeDelta::hours(1)), ..ctx.clone() };
    assert_eq!(outbox::deliver(&later, &mailer).await.unwrap(), outbox::Delivered::default());
    let letter =
        service::settings(&mut administrator(&ctx).read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false)
            .await
            .unwrap()
            .mail
            .letters
            .remove(0);
    assert_eq!((letter.kind, letter.state), (LetterKind::Reset, State::Expired));
    assert!(letter.content.is_none());
    for locale in Locale::ALL {
        let words = outbox::wording::state(locale, State::Expired);
        assert_ne!(words, outbox::wording::state(locale, State::Failed));
        assert!(wording::fared(locale, &letter).unwrap().contains("15:00"), "{}", locale.code());
    }
});

on_both_databases!(the_mailbox_is_open_to_all_in_a_demonstration_and_nowhere_else, |ctx| {
    with_letters(&ctx, 1).await;
    let visitor = ctx.as_caller(Caller::Visitor);
    assert_eq!(service::mailbox(&mut visitor.read().await.unwrap(), 1).await.err(), Some(AppError::NotFound));
    assert_eq!(
        service::mailbox(&mut administrator(&ctx).read().await.unwrap(), 1).await.err(),
        Some(AppError::NotFound)
    );
    let mut tx = ctx.begin().await.unwrap();
    Installation::mark_invented(&mut tx, Invented::Demo, day("2026-10-12")).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let letters = service::mailbox(&mut visitor.read().await.unwrap(), 1).await.unwrap().letters;
    assert!(letters[0].content.as_ref().unwrap().text.contains("Орын ұсынылды."));
});

on_both_databases!(the_installation_tells_what_is_asked_for_when_help_is, |ctx| {
    let identity =
        service::settings(&mut administrator(&ctx).read().await.unwrap(), &ctx.db, LetterFilter::All, 1, false)
            .await
            .unwrap()
            .identity;
    assert_eq!(identity.version, env!("CARGO_PKG_VERSION"));
    assert_eq!((identity.key.as_str(), identity.schema), (ctx.db.key().id(), crate::db::schema_version()));
    assert_eq!(identity.database == "SQLite", ctx.db.sqlite_path().is_some());
    assert_eq!(identity.head.to_string(), format!("0:{}", "0".repeat(64)));
});
