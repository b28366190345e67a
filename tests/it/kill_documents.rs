//! Server killed while documents are made: none is half-written, and all are made afterwards.

use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use maman::{
    audit,
    certificates::service as certificates,
    courses::service as courses,
    db::{Ctx, Tx},
    enrollments::service as enrollments,
    ground::ids::RunId,
    testing::registry,
};

use crate::binary::Maman;

const PEOPLE: u32 = 500;
const RUN: &str = "R-1";
/// Time after which a machine of any speed has made them all.
const PATIENCE: Duration = Duration::from_mins(5);

/// Issues the certificates of a run.
async fn issue(ctx: &Ctx, ends_on: NaiveDate) -> RunId {
    let mut tx = ctx.begin().await.unwrap();
    for number in 1..=PEOPLE {
        let holder = registry::register(&mut tx, number).await;
        registry::complete(&mut tx, &holder, ("NRC-02", RUN), ends_on).await;
    }
    let run = courses::find_run(&mut tx, RUN).await.unwrap().unwrap();
    let details = courses::run_by_id(&mut tx, run.id).await.unwrap().unwrap();
    let completed = enrollments::completed_in_run(&mut tx, run.id).await.unwrap();
    let ids: Vec<_> = completed.iter().map(|one| one.id).collect();
    certificates::issue_run(&mut tx, &details, &ids, ends_on).await.unwrap();
    audit::commit(tx).await.unwrap();
    run.id
}

/// Number of documents of the run that are still to be made.
async fn due(tx: &mut Tx, run: RunId) -> u32 {
    let details = courses::run_by_id(tx, run).await.unwrap().unwrap();
    let today = tx.today();
    certificates::of_run(tx, &details, today).await.unwrap().documents.due
}

/// Document, its hash and its credential; a half-written one would lack some of them.
type Made = (Option<Vec<u8>>, Option<Vec<u8>>, Option<String>);

/// Number of documents that are made; each of them is whole.
async fn made(maman: &Maman, run: RunId) -> u32 {
    let ctx = maman.ctx().await;
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    let sql = "select f.pdf, f.sha256, c.jwt from credentials c
        full join certificate_files f on f.certificate_id = c.certificate_id";
    let mut connection = <sqlx::SqliteConnection as sqlx::Connection>::connect(&maman.url()).await.unwrap();
    let rows: Vec<Made> = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    for (pdf, sha256, jwt) in &rows {
        let (pdf, sha256, jwt) = (pdf.as_ref().unwrap(), sha256.as_ref().unwrap(), jwt.as_ref().unwrap());
        assert_eq!(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, pdf).as_ref(), sha256);
        assert!(pdf.trim_ascii_end().ends_with(b"%%EOF") && jwt.split('.').count() == 3);
    }
    let due = due(&mut tx, run).await;
    drop(tx);
    ctx.db.close().await;
    let made = u32::try_from(rows.len()).unwrap();
    assert_eq!(made + due, PEOPLE);
    made
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_whose_making_is_killed_are_whole_or_not_there_and_all_are_made_afterwards() {
    let maman = Maman::with_courses();
    let ctx = maman.ctx().await;
    let ends_on = ctx.clock.today() - Days::new(14);
    let run = issue(&ctx, ends_on).await;
    ctx.db.close().await;
    let url = ["--url", "https://maman.example"];
    let mut was = 0;
    for round in 0..6_u64 {
        let server = maman.serve(&url);
        tokio::time::sleep(Duration::from_millis(700 + 170 * round)).await;
        // the process ends without a word
        drop(server);
        let now = made(&maman, run).await;
        assert!(now >= was, "what was made is there");
        was = now;
    }
    let (server, begun) = (maman.serve(&url), Instant::now());
    let ctx = maman.ctx().await;
    while due(&mut ctx.read().await.unwrap(), run).await > 0 {
        assert!(begun.elapsed() < PATIENCE, "the documents are made in the end");
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    ctx.db.close().await;
    drop(server);
    assert_eq!(made(&maman, run).await, PEOPLE);
}
