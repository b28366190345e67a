//! Erasing of a person: what goes, what remains, and what is checked first.

use super::*;
use crate::{reference::region, ui::Redirect};

on_both_databases!(an_account_without_a_record_is_exported_and_erased_too, |ctx| {
    let account = registry::account(&ctx, "new@example.org", &[Role::Officer], None).await;
    let asking = ctx.as_caller(testing::caller_of(account, None, &[Role::Officer]));
    let export = service::export(&mut asking.read().await.unwrap()).await.unwrap();
    assert_eq!((&export["account"]["email"], &export["profile"]), (&"new@example.org".into(), &Value::Null));
    erase(&asking).await.unwrap();
    assert_eq!(words_that_hold(&ctx, &["new@example.org"]).await, BTreeSet::new());
});

/// Columns of the whole database that hold one of these words, however they are written.
async fn words_that_hold(ctx: &Ctx, words: &[&str]) -> BTreeSet<String> {
    let mut tx = ctx.read().await.unwrap();
    let mut found = BTreeSet::new();
    for name in tables(&mut tx).await.unwrap().into_keys() {
        let (table, column) = name.split_once('.').unwrap();
        let sql = format!("select cast(\"{column}\" as text) from \"{table}\" where \"{column}\" is not null");
        let texts: Vec<String> =
            on_driver!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(c).await).unwrap_or_default();
        let holds = |text: &String| words.iter().any(|word| text.to_lowercase().contains(&word.to_lowercase()));
        if texts.iter().any(holds) {
            found.insert(name);
        }
    }
    found
}

on_both_databases!(who_is_erased_is_nowhere_and_still_counts, |ctx| {
    let [(holder, asking), (next, _)] = Box::pin(two_with_everything(&ctx)).await;
    // the name of a file may be a person's name
    let past = run(&ctx, "OLD-2", day("2024-03-11"), 5, Admission::FirstCome).await;
    let step = Step::noted(State::Completed, testing::now(), "imported from Сейітқали-7.xlsx");
    let history = History::imported(step).unwrap();
    let mut tx = ctx.begin().await.unwrap();
    enrollments::record(&mut tx, past, holder.id, &history).await.unwrap();
    audit::commit(tx).await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let stored = certificates::register(&mut tx).await.unwrap();
    let code = stored.iter().find(|stored| stored.printed.specialist == holder.id).unwrap().check_code;
    drop(tx);
    let words = ["Сейітқали-7", "сеиткали 7", "person-7@example.org"];
    assert!(words_that_hold(&ctx, &words).await.len() > 5);
    let before = trained(&ctx).await;
    assert_eq!(before, 2);

    erase(&asking).await.unwrap();

    assert_eq!(words_that_hold(&ctx, &words).await, BTreeSet::new());
    assert_eq!(trained(&ctx).await, before);
    let mut tx = ctx.read().await.unwrap();
    let iin = holder.person.iin.as_ref().unwrap();
    assert!(specialists::find_by_iin(&mut tx, iin).await.unwrap().is_none());
    let account = asking.caller.signed_in().unwrap().account;
    assert!(accounts::service::find(&mut tx, account).await.unwrap().is_none());
    assert!(auth::list(&mut tx, account).await.unwrap().is_empty());
    let stored = certificates::register(&mut tx).await.unwrap();
    let erased = stored.iter().find(|stored| stored.check_code == code).unwrap();
    assert_eq!((erased.is_erased(), erased.printed.facts.region), (true, region("KZ-71")));
    let report = audit::verify(&mut tx).await.unwrap();
    assert!(report.is_whole() && report.erased > 0, "{report:?}");
    drop(tx);
    // the code still checks, and the seat has gone on to the next in the queue
    assert!(
        certificates::check(&mut ctx.as_caller(Caller::Visitor).read().await.unwrap(), code).await.unwrap().is_some()
    );
    let sql = "select state from enrollments where specialist_id = $1 and run_id in
        (select id from runs where code = 'RUN-1')";
    let mut tx = ctx.read().await.unwrap();
    for (id, expected) in [(holder.id, "withdrawn"), (next.id, "offered")] {
        let state: String = on_driver!(tx, |c| sqlx::query_scalar(sql).bind(id).fetch_one(c).await).unwrap();
        assert_eq!(state, expected);
    }
    // a second time, there is no account left
    drop(tx);
    assert_eq!(erase(&asking).await, Err(AppError::SignInNeeded));
});

/// Files of the embedded database whose bytes hold one of these words.
fn files_that_hold(ctx: &Ctx, words: &[&str]) -> Vec<String> {
    let database = ctx.db.sqlite_path().unwrap().display().to_string();
    let holds = |file: &String| {
        let bytes = std::fs::read(file).unwrap_or_default();
        words.iter().any(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
    };
    ["", "-wal", "-shm"].map(|ending| format!("{database}{ending}")).into_iter().filter(holds).collect()
}

#[tokio::test]
async fn whoever_is_erased_is_in_no_byte_of_the_files_while_it_serves() {
    let erases = async |ctx: Ctx| {
        let [(_, asking), (_, waiting)] = Box::pin(two_with_everything(&ctx)).await;
        let words = ["Сейітқали-7", "сеиткали 7", "person-7@example.org"];
        assert!(!files_that_hold(&ctx, &words).is_empty());
        erase(&asking).await.unwrap();
        assert_eq!(files_that_hold(&ctx, &words), [""; 0]);

        // a reader who still has an earlier state open delays it for so long, and no longer
        let mut reader = ctx.read().await.unwrap();
        certificates::register(&mut reader).await.unwrap();
        let of_the_other = ["Сейітқали-8", "person-8@example.org"];
        erase(&waiting).await.unwrap();
        let going_on = ctx.db.forget().await.expect("the reader is still at it");
        assert!(!files_that_hold(&ctx, &of_the_other).is_empty());
        drop(reader);
        going_on.await.unwrap();
        assert_eq!(files_that_hold(&ctx, &of_the_other), [""; 0]);
    };
    Box::pin(testing::run(Some(testing::TestDatabase::sqlite()), erases)).await;
}

on_both_databases!(somebody_of_the_staff_who_learned_here_is_erased_like_anybody, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = person(&ctx, 3, &[Role::Trainee, Role::Staff]).await;
    let mut tx = ctx.begin().await.unwrap();
    registry::issue(&mut tx, &holder, ("NRC-01", "OLD-1"), day("2025-03-14")).await;
    audit::commit(tx).await.unwrap();
    erase(&asking).await.unwrap();
    assert_eq!(words_that_hold(&ctx, &["Сейітқали-3", "person-3@"]).await, BTreeSet::new());
    assert_eq!(trained(&ctx).await, 1);
});

on_both_databases!(letters_to_others_stay_when_somebody_is_erased, |ctx| {
    let (_, asking) = trainee(&ctx, 1).await;
    for to in ["person-1@example.org", "other@example.org"] {
        let mut tx = ctx.begin().await.unwrap();
        let letter = Letter {
            kind: crate::outbox::LetterKind::Reset,
            to: to.to_owned().into(),
            locale: Locale::Kk,
            subject: "x".to_owned(),
            paragraphs: Vec::new(),
            action: None,
            dedupe_key: None,
            calendar: None,
            useless_after: None,
        };
        outbox::queue(&mut tx, letter).await.unwrap();
        audit::commit_upkeep(tx).await.unwrap();
    }
    erase(&asking).await.unwrap();
    let counts = outbox::count_by_state(&mut ctx.read().await.unwrap()).await.unwrap();
    assert_eq!(counts.waiting, 1);
});

on_both_databases!(erasing_asks_for_the_password_and_for_a_tick, |ctx| {
    let (_, asking) = trainee(&ctx, 1).await;
    let problems = async |fields: &str| match forms::erase(asking.clone(), sent(fields), site::Erase).await {
        Err(AppError::Invalid(errors)) => (errors.on("password"), errors.on("understood")),
        other => panic!("{other:?}"),
    };
    assert_eq!(problems("").await, (Some(Problem::Required), Some(Problem::TickNeeded)));
    assert_eq!(problems(&format!("password={PASSWORD}")).await, (None, Some(Problem::TickNeeded)));
    assert_eq!(problems("password=wrong&understood=1").await, (Some(Problem::PasswordWrong), None));
    let done =
        forms::erase(asking.clone(), sent(&format!("password={PASSWORD}&understood=1")), site::Erase).await.unwrap();
    assert_eq!((done.to.as_str(), done.session), ("/ru", Some(SessionCookie::Remove)));
    let account = asking.caller.signed_in().unwrap().account;
    assert!(accounts::service::find(&mut ctx.read().await.unwrap(), account).await.unwrap().is_none());
});

on_both_databases!(passwords_cannot_be_tried_out_where_everything_is_erased, |ctx| {
    let (_, asking) = trainee(&ctx, 1).await;
    let mut last = None;
    for _ in 0..12 {
        last = forms::erase(asking.clone(), sent("password=wrong&understood=1"), site::Erase).await.err();
    }
    assert!(matches!(last, Some(AppError::TooMany { .. })), "{last:?}");
});

on_both_databases!(a_button_pressed_twice_erases_once_and_says_so_both_times, |ctx| {
    let (_, asking) = trainee(&ctx, 1).await;
    let fields = format!("password={PASSWORD}&understood=1");
    // all three requests began while the session was there
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..2 {
        attempts.spawn(forms::erase(asking.clone(), sent(&fields), site::Erase));
    }
    let done: Result<Redirect, AppError> = Ok(redirect("/ru", &["erased"]).session(SessionCookie::Remove));
    assert_eq!(attempts.join_all().await, [done.clone(), done.clone()]);
    assert_eq!(forms::erase(asking, sent(&fields), site::Erase).await, done);
    let sql = "select count(*) from audit_entries where action = 'account.erased'";
    let mut tx = ctx.read().await.unwrap();
    let erased: i64 = on_driver!(tx, |c| sqlx::query_scalar(sql).fetch_one(c).await).unwrap();
    assert_eq!(erased, 1);
    drop(tx);
    // a visitor without a session is sent to sign in
    let visitor = ctx.as_caller(Caller::Visitor);
    assert_eq!(forms::erase(visitor, sent(&fields), site::Erase).await, Err(AppError::SignInNeeded));
});
