use super::*;
use crate::testing::on_both_databases;

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

/// Runs one statement as somebody who has got hold of the database.
async fn tamper(ctx: &crate::db::Ctx, sql: &'static str) {
    let mut tx = ctx.begin().await.unwrap();
    crate::db::on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop)).unwrap();
    tx.finish().await.unwrap();
}

on_both_databases!(a_whole_chain_is_found_whole, |ctx| {
    log(&ctx, &["one", "two"]).await;
    log(&ctx, &["three"]).await;
    assert_eq!(report(&ctx).await, Report { entries: 3, erased: 0, broken_at: None });
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

on_both_databases!(an_erased_document_is_told_as_erased_not_as_broken, |ctx| {
    log(&ctx, &["one", "two"]).await;
    tamper(&ctx, "delete from audit_documents where seq = 1").await;
    assert_eq!(report(&ctx).await, Report { entries: 2, erased: 1, broken_at: None });
});

on_both_databases!(a_transaction_without_a_line_is_not_committed, |ctx| {
    let tx = ctx.begin().await.unwrap();
    assert!(matches!(commit(tx).await, Err(Failure::Untraced)));
});

on_both_databases!(what_is_erased_with_its_person_leaves_the_chain_whole, |ctx| {
    log(&ctx, &["one", "two", "one"]).await;
    let mut tx = ctx.begin().await.unwrap();
    assert_eq!(erase(&mut tx, "thing", "one").await.unwrap(), 2);
    commit_upkeep(tx).await.unwrap();
    assert_eq!(report(&ctx).await, Report { entries: 3, erased: 2, broken_at: None });
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
        action: "test.noted".to_owned(),
        before: None,
        after: Some(serde_json::json!({ "line": "one" })),
    };
    assert_eq!(about("one").await, [line.clone(), line.clone()]);
    assert_eq!(about("three").await, []);
    tamper(&ctx, "delete from audit_documents where seq = 1").await;
    assert_eq!(about("one").await, [Line { after: None, ..line.clone() }, line]);
});
