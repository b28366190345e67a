use chrono::TimeDelta;

use super::*;
use crate::{ground::clock::Clock, testing::on_both_databases};

async fn log(ctx: &crate::db::Ctx, lines: &[&str]) {
    let mut tx = ctx.begin().await.unwrap();
    for line in lines {
        record_new(&mut tx, "test.noted", ("thing", line), &serde_json::json!({ "line": line })).unwrap();
    }
    commit(tx).await.unwrap();
}

async fn report(ctx: &crate::db::Ctx) -> Report {
    verify(&mut ctx.read().await.unwrap()).await.unwrap()
}

async fn head_now(ctx: &crate::db::Ctx) -> Head {
    head(&mut ctx.read().await.unwrap()).await.unwrap()
}

async fn erase_thing(ctx: &crate::db::Ctx, thing: &str) {
    let mut tx = ctx.begin().await.unwrap();
    erase(&mut tx, "thing.erased", ("thing", thing)).await.unwrap();
    commit(tx).await.unwrap();
}

/// Runs one statement as an attacker who has got hold of the database.
async fn tamper(ctx: &crate::db::Ctx, sql: &'static str) {
    let mut tx = ctx.begin().await.unwrap();
    crate::db::on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    tx.finish().await.unwrap();
}

on_both_databases!(a_whole_chain_is_found_whole, |ctx| {
    log(&ctx, &["one", "two"]).await;
    log(&ctx, &["three"]).await;
    let whole = Report { entries: 3, erased: 0, broken_at: None, unexplained: vec![], head: head_now(&ctx).await };
    assert_eq!(report(&ctx).await, whole);
    assert!(whole.is_whole());
});

on_both_databases!(an_end_of_the_log_is_that_of_a_moment_if_nothing_of_before_it_follows, |ctx| {
    let at = |hours| crate::db::Ctx { clock: Clock::Fixed(ctx.clock.now() + TimeDelta::hours(hours)), ..ctx.clone() };
    let was_end = async |head: &Head, hours| {
        was_end_at(&mut ctx.begin().await.unwrap(), head, at(hours).clock.now()).await.unwrap()
    };
    log(&at(1), &["one"]).await;
    let head = head_now(&ctx).await;
    assert!(was_end(&head, 2).await && !was_end(&head, 0).await);
    // it began at the third hour and ended after somebody had looked at the fourth
    log(&at(3), &["two"]).await;
    assert!(was_end(&head, 2).await && !was_end(&head, 4).await);
});

on_both_databases!(a_changed_line_shows, |ctx| {
    log(&ctx, &["one", "two", "three"]).await;
    tamper(&ctx, "update audit_entries set actor = 'somebody else' where seq = 2").await;
    assert_eq!(report(&ctx).await.broken_at, Some(2));
});

on_both_databases!(a_changed_document_shows, |ctx| {
    log(&ctx, &["one", "two"]).await;
    tamper(&ctx, "update audit_documents set after = '{}' where seq = 1").await;
    assert_eq!(report(&ctx).await.broken_at, Some(1));
});

on_both_databases!(a_removed_line_shows_in_the_middle_and_at_the_end, |ctx| {
    log(&ctx, &["one", "two", "three"]).await;
    tamper(&ctx, "delete from audit_documents where seq = 3").await;
    tamper(&ctx, "delete from audit_entries where seq = 3").await;
    assert_eq!(report(&ctx).await.broken_at, Some(3));
    tamper(&ctx, "delete from audit_documents where seq = 1").await;
    tamper(&ctx, "delete from audit_entries where seq = 1").await;
    assert_eq!(report(&ctx).await.broken_at, Some(1));
});

on_both_databases!(a_deleted_document_is_named_unless_its_subject_was_erased_later, |ctx| {
    log(&ctx, &["one", "two", "one", "three"]).await;
    erase_thing(&ctx, "one").await;
    log(&ctx, &["one"]).await;
    let found = report(&ctx).await;
    assert_eq!((found.entries, found.erased, found.is_whole()), (6, 2, true));

    // one of another person's, although the log has an erasure
    tamper(&ctx, "delete from audit_documents where seq = 4").await;
    let found = report(&ctx).await;
    assert_eq!((found.broken_at, found.unexplained.as_slice(), found.is_whole()), (None, &[4][..], false));

    // and the lines about the erased subject that were written after its erasure
    tamper(&ctx, "delete from audit_documents").await;
    assert_eq!((report(&ctx).await.erased, report(&ctx).await.unexplained), (2, vec![2, 4, 5, 6]));
});

on_both_databases!(all_documents_deleted_without_an_erasure_are_noticed, |ctx| {
    log(&ctx, &["one", "two"]).await;
    tamper(&ctx, "delete from audit_documents").await;
    assert_eq!(report(&ctx).await.unexplained, [1, 2]);
});

on_both_databases!(lines_cut_off_at_the_end_show_against_an_earlier_head, |ctx| {
    let nothing = head_now(&ctx).await;
    log(&ctx, &["one", "two"]).await;
    let earlier = head_now(&ctx).await;
    log(&ctx, &["three"]).await;
    let last = head_now(&ctx).await;
    let against = async |head: &Head| compare(&mut ctx.read().await.unwrap(), head).await.unwrap();
    for head in [&nothing, &earlier, &last] {
        assert_eq!(against(head).await, Continuation::GoesOn, "{head}");
    }
    tamper(&ctx, "delete from audit_documents where seq = 3").await;
    tamper(&ctx, "delete from audit_entries where seq = 3").await;
    tamper(&ctx, "update audit_head set seq = 2, hash = (select hash from audit_entries where seq = 2)").await;
    // by itself the chain shows nothing of it
    assert!(report(&ctx).await.is_whole());
    assert_eq!((against(&earlier).await, against(&last).await), (Continuation::GoesOn, Continuation::Shorter));
    log(&ctx, &["another", "and one more"]).await;
    assert!(report(&ctx).await.is_whole());
    assert_eq!(against(&last).await, Continuation::Another);
});

#[test]
fn a_head_is_read_as_it_is_printed_and_nothing_else() {
    let printed = format!("42:{}", "0fA9".repeat(16).to_lowercase());
    assert_eq!(printed.parse::<Head>().unwrap().to_string(), printed);
    assert_eq!(format!(" {printed}\n").parse::<Head>().unwrap().to_string(), printed);
    let hash = "00".repeat(32);
    for text in
        ["", ":", "42", &hash, "42:00", &format!("-1:{hash}"), &format!("1:{hash}0"), &format!("1:{}", "я".repeat(32))]
    {
        assert_eq!(text.parse::<Head>(), Err(NoHead), "{text}");
    }
}

on_both_databases!(a_transaction_without_a_line_is_not_committed, |ctx| {
    let tx = ctx.begin().await.unwrap();
    assert!(matches!(commit(tx).await, Err(Failure::Untraced)));
});

on_both_databases!(what_is_erased_with_its_person_leaves_the_chain_whole, |ctx| {
    log(&ctx, &["one", "two", "one"]).await;
    erase_thing(&ctx, "one").await;
    let found = report(&ctx).await;
    assert_eq!((found.entries, found.erased, found.is_whole()), (4, 2, true));
    let line = lines_about(&mut ctx.read().await.unwrap(), "thing", "one").await.unwrap().pop().unwrap();
    assert_eq!((line.action.as_str(), line.after), ("thing.erased", Some(serde_json::json!({ "documents": 2 }))));
});

on_both_databases!(an_erasure_that_nothing_in_the_log_would_explain_is_refused, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    assert!(matches!(erase(&mut tx, "thing.changed", ("thing", "one")).await, Err(Failure::Untraced)));
});

on_both_databases!(a_noted_change_is_not_committed_as_upkeep, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    record_new(&mut tx, "test.noted", ("thing", "one"), &1).unwrap();
    assert!(matches!(commit_upkeep(tx).await, Err(Failure::Untraced)));
});

on_both_databases!(the_lines_about_a_subject_are_told_in_their_order_and_without_what_was_erased, |ctx| {
    log(&ctx, &["one", "two", "one"]).await;
    let about = async |thing: &str| lines_about(&mut ctx.read().await.unwrap(), "thing", thing).await.unwrap();
    let line = Line {
        recorded_at: crate::testing::now(),
        actor: "tester".to_owned(),
        action: "test.noted".to_owned(),
        before: None,
        after: Some(serde_json::json!({ "line": "one" })),
    };
    assert_eq!(about("one").await, [line.clone(), line.clone()]);
    assert_eq!(about("three").await, []);
    tamper(&ctx, "delete from audit_documents where seq = 1").await;
    assert_eq!(about("one").await, [Line { after: None, ..line.clone() }, line]);
});
