//! Program killed in the middle of writing: all of a list is there, or nothing of it.

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use maman::audit;
use sqlx::Connection;

use crate::binary::Maman;

const PEOPLE: i64 = 1_000;

/// Counts people, enrollments and certificates, and checks that the log is whole.
async fn found(maman: &Maman) -> (i64, i64, i64) {
    let ctx = maman.ctx().await;
    let report = audit::verify(&mut ctx.read().await.unwrap()).await.unwrap();
    ctx.db.close().await;
    assert_eq!(report.broken_at, None);
    let mut connection = sqlx::SqliteConnection::connect(&maman.url()).await.unwrap();
    let sql = "select (select count(*) from specialists), (select count(*) from enrollments),
        (select count(*) from certificates)";
    sqlx::query_as(sql).fetch_one(&mut connection).await.unwrap()
}

#[tokio::test]
async fn an_import_that_is_killed_leaves_all_of_the_list_or_nothing() {
    let mut maman = Maman::with_courses();
    let first = Maman::new();
    let list = first.file("list.csv").display().to_string();
    let people = PEOPLE.to_string();
    maman.run(&["generate", "--specialists", &people, "--list", &list]).assert_code(0);
    let other = Maman::with_courses();
    let started = Instant::now();
    other.run(&["import", &list]).assert_code(0);
    let whole = started.elapsed();
    assert_eq!(found(&other).await, (PEOPLE, PEOPLE, PEOPLE));

    let mut left_nothing = 0;
    for nth in 0..10_u32 {
        let mut command = maman.command(&["import", &list]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // the moments are spread over the whole of it, the last of them near the commit
        let moment = whole * (2 * nth + 1) / 20 + Duration::from_millis(u64::from(nth * 7 % 5));
        tokio::time::sleep(moment).await;
        let _ = child.kill();
        child.wait().unwrap();
        let counts = found(&maman).await;
        assert!([(0, 0, 0), (PEOPLE, PEOPLE, PEOPLE)].contains(&counts), "killed after {moment:?}: {counts:?}");
        if counts.0 == 0 {
            left_nothing += 1;
        } else {
            maman = Maman::with_courses();
        }
    }
    assert!(left_nothing > 0, "no import was killed before its end");

    maman.run(&["import", &list]).assert_code(0);
    assert_eq!(found(&maman).await, (PEOPLE, PEOPLE, PEOPLE));
}
