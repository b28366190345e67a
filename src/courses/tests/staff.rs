//! Runs as staff and trainers find them.

use super::*;
use crate::{
    audit,
    courses::model::{RunFilter, RunStage, RunState},
    db::on_driver,
    ground::{
        AppError,
        caller::{Caller, Role},
        ids::Ids,
    },
    testing::{self, caller_of, on_both_databases, registry},
};

/// Codes of the runs on a page of the list, in its order.
async fn listed(ctx: &Ctx, caller: Caller, filter: &RunFilter) -> Vec<String> {
    let mut tx = ctx.as_caller(caller).read().await.unwrap();
    let page = service::staff_runs(&mut tx, filter, 1).await.unwrap();
    page.runs.into_iter().map(|titled| titled.run.code).collect()
}

fn searched(q: &str) -> RunFilter {
    RunFilter { q: q.to_owned(), stage: None }
}

/// Announces a run of each stage; today is 12 October 2026.
async fn announce_all(tx: &mut Tx) {
    let with = |state, code: &str, starts_on: &str| NewRun { state, ..run(code, starts_on) };
    for new in [
        with(RunState::Draft, "A-1-2612", "2026-12-01"),
        NewRun {
            venue: words("Шымкент", "Шымкент", "Shymkent"), ..with(RunState::Open, "A-1-2611", "2026-11-02")
        },
        with(RunState::Open, "A-1-2701", "2027-01-11"),
        with(RunState::Open, "A-1-2610", "2026-10-12"),
        with(RunState::Open, "A-1-2609", "2026-09-01"),
        with(RunState::Closed, "A-1-2605", "2026-05-01"),
        with(RunState::Closed, "A-1-2606", "2026-06-01"),
        with(RunState::Cancelled, "A-1-2607", "2026-07-01"),
    ] {
        announce(tx, "A-1", &new).await;
    }
    announce(tx, "B-2", &with(RunState::Open, "B-2-2611", "2026-11-09")).await;
}

on_both_databases!(staff_find_runs_by_stage_and_by_the_words_of_course_code_and_venue, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    announce_all(&mut tx).await;
    audit::commit(tx).await.unwrap();
    let staff = || testing::account(&[Role::Staff]);
    for (stage, codes) in [
        (RunStage::Draft, &["A-1-2612"][..]),
        (RunStage::Open, &["A-1-2611", "B-2-2611", "A-1-2701"]),
        (RunStage::UnderWay, &["A-1-2610"]),
        (RunStage::ToClose, &["A-1-2609"]),
        (RunStage::Closed, &["A-1-2606", "A-1-2605"]),
        (RunStage::Cancelled, &["A-1-2607"]),
    ] {
        let filter = RunFilter { stage: Some(stage), ..RunFilter::default() };
        assert_eq!(listed(&ctx, staff(), &filter).await, codes, "{stage:?}");
        let page = service::staff_runs(&mut ctx.read().await.unwrap(), &filter, 1).await.unwrap();
        assert_eq!(page.count(Some(stage)), i64::try_from(codes.len()).unwrap());
        assert_eq!((page.count(None), page.last), (9, 1));
    }
    for (q, codes) in [
        ("шымкент", &["A-1-2611"][..]),
        ("a 1 2611", &["A-1-2611"]),
        ("2611", &["B-2-2611", "A-1-2611"]),
        ("қолдау 2611", &["A-1-2611"]),
        ("кукыгы", &["B-2-2611"]),
        ("100%", &[]),
    ] {
        assert_eq!(listed(&ctx, staff(), &searched(q)).await, codes, "{q}");
    }
    let first = listed(&ctx, staff(), &RunFilter::default()).await;
    assert_eq!((first.len(), first[0].as_str()), (9, "A-1-2701"));
});

on_both_databases!(a_trainer_finds_the_runs_that_they_teach_and_nobody_else_finds_any, |ctx| {
    let account = registry::account(&ctx, "trainer@example.org", &[Role::Trainer], None).await;
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    announce_all(&mut tx).await;
    let taught = Trainer { account: Some(account), ..trainer("Құдайбергенов Ерсін", false) };
    announce(&mut tx, "D-4", &NewRun { trainers: vec![taught], ..run("D-4-2611", "2026-11-02") }).await;
    audit::commit(tx).await.unwrap();
    let trainer = caller_of(account, None, &[Role::Trainer]);
    assert_eq!(listed(&ctx, trainer, &RunFilter::default()).await, ["D-4-2611"]);
    let another = testing::account(&[Role::Trainer]);
    assert_eq!(listed(&ctx, another, &RunFilter::default()).await, Vec::<String>::new());
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).read().await.unwrap();
        assert_eq!(service::staff_runs(&mut tx, &RunFilter::default(), 1).await.err(), Some(refusal));
    }
});

const RUNS: &str = "insert into runs (id, code, code_key, course_id, starts_on, ends_on, admission, state,
    search_key, recorded_at) select $1, $2, $2, course_id, starts_on, ends_on, admission, state, $2, recorded_at
    from runs where id = $3";
const PLACES: &str = "insert into places (run_id, capacity) values ($1, 20)";

on_both_databases!(ten_thousand_runs_are_listed_a_page_at_a_time, |ctx| {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    let id = announce(&mut tx, "A-1", &run("A-1-2611", "2026-11-02")).await;
    let ids = Ids::default();
    for number in 1..=9_999_u32 {
        let (new, code): (RunId, String) = (ids.next(), format!("X-{number:04}"));
        on_driver!(tx, |c| sqlx::query(RUNS).bind(new).bind(&code).bind(id).execute(c).await.map(drop)).unwrap();
        on_driver!(tx, |c| sqlx::query(PLACES).bind(new).execute(c).await.map(drop)).unwrap();
    }
    let filter = RunFilter { q: "қолдау".to_owned(), stage: Some(RunStage::Open) };
    let begun = std::time::Instant::now();
    let page = service::staff_runs(&mut tx, &filter, 200).await.unwrap();
    assert!(begun.elapsed().as_millis() < 1_000, "{:?}", begun.elapsed());
    assert_eq!((page.last, page.runs.len(), page.count(filter.stage)), (200, 50, 10_000));
    assert_eq!(service::staff_runs(&mut tx, &filter, 201).await.err(), Some(AppError::NotFound));
});
