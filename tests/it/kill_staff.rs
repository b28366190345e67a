//! Server killed while staff work: a run has all its certificates or none, and a mark that was saved is there (rule R9).

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use chrono::{Days, NaiveDate};
use maman::{
    attendance::{model::Mark, service as attendance},
    audit, auth,
    certificates::{RegistrationNumber, service as certificates},
    courses::model::NewRun,
    db::Ctx,
    enrollments::{
        State,
        model::{History, Reason, Step},
        service as enrollments,
    },
    ground::{caller::Role, ids::EnrollmentId},
    testing::{
        registry,
        world::{announce, with_meetings},
    },
};

use crate::{binary::Maman, crowd::post};

const ROUNDS: u32 = 20;
const PEOPLE: u32 = 25;

/// Cookie of a member of staff who is signed in.
async fn staff(ctx: &Ctx) -> String {
    let account = registry::account(ctx, "staff@example.org", &[Role::Staff], None).await;
    let mut tx = ctx.begin().await.unwrap();
    let token = auth::begin(&mut tx, account, "a test", true).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    format!("__Host-session={}", token.reveal())
}

/// Makes a run that 25 people have completed.
async fn completed_run(ctx: &Ctx, code: &str, first: u32, ends_on: NaiveDate) -> Vec<EnrollmentId> {
    let mut tx = ctx.begin().await.unwrap();
    let mut enrollments = Vec::new();
    for number in first..first + PEOPLE {
        let holder = registry::register(&mut tx, number).await;
        enrollments.push(registry::complete(&mut tx, &holder, ("NRC-02", code), ends_on).await);
    }
    audit::commit(tx).await.unwrap();
    enrollments
}

/// Numbers within their year of all certificates, without a gap.
async fn numbers(maman: &Maman) -> BTreeSet<u32> {
    let ctx = maman.ctx().await;
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    let all = certificates::register(&mut tx).await.unwrap();
    let numbers = all.iter().map(|one| RegistrationNumber::series(&one.registration_number).unwrap().1).collect();
    drop(tx);
    ctx.db.close().await;
    numbers
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_whose_issuing_is_killed_has_all_its_certificates_or_none() {
    let maman = Maman::with_courses();
    let ctx = maman.ctx().await;
    let (cookie, today) = (staff(&ctx).await, ctx.clock.today());
    let mut runs = Vec::new();
    for round in 0..=ROUNDS {
        let code = format!("R-{round}");
        let ends_on = today - Days::new(u64::from(14 * (round + 1)));
        runs.push((completed_run(&ctx, &code, 1 + round * PEOPLE, ends_on).await, code));
    }
    ctx.db.close().await;
    let form = |enrollments: &[EnrollmentId]| {
        let chosen: Vec<String> = enrollments.iter().map(|id| format!("enrollment={id}")).collect();
        format!("sure=1&issued_on={today}&{}", chosen.join("&"))
    };
    let path = |code: &str| format!("/en/staff/runs/{code}/certificates");

    // one that nobody kills says how long it takes
    let (enrollments, code) = runs.pop().unwrap();
    let serving = maman.serve(&[]);
    let started = Instant::now();
    post(&serving.address, &path(&code), &cookie, &form(&enrollments)).await.unwrap();
    let whole = started.elapsed();
    drop(serving);
    let mut issued = numbers(&maman).await.len();
    assert_eq!(issued, PEOPLE as usize);

    let mut left_nothing = 0;
    for (round, (enrollments, code)) in (0..).zip(&runs) {
        let serving = maman.serve(&[]);
        let (address, path, form) = (serving.address.clone(), path(code), form(enrollments));
        let cookie = cookie.clone();
        let answer = tokio::spawn(async move { post(&address, &path, &cookie, &form).await });
        // the moments are spread over the whole of it
        tokio::time::sleep(whole * (2 * round + 1) / (2 * ROUNDS) + Duration::from_millis(u64::from(round % 3))).await;
        drop(serving);
        let answer = answer.await.unwrap();
        let found = numbers(&maman).await;
        let new = found.len() - issued;
        assert!([0, PEOPLE as usize].contains(&new), "round {round}: {new} certificates");
        assert!(answer.is_none() || new > 0, "round {round}: what was answered is gone");
        assert_eq!(found.last().copied(), u32::try_from(found.len()).ok(), "round {round}: the numbers have a gap");
        left_nothing += usize::from(new == 0);
        issued = found.len();
    }
    assert!(left_nothing > 0, "no issuing was killed before its end");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_that_was_answered_as_saved_survives_a_kill() {
    const MEETINGS: u64 = 4;
    let maman = Maman::with_courses();
    let ctx = maman.ctx().await;
    let cookie = staff(&ctx).await;
    let first = ctx.clock.today() - Days::new(2);
    let run = NewRun::plain("R-1", first, first + Days::new(MEETINGS - 1), i32::try_from(PEOPLE).unwrap());
    let run = announce(&ctx, &with_meetings(run, MEETINGS)).await;
    let mut tx = ctx.begin().await.unwrap();
    let mut people = Vec::new();
    for number in 1..=PEOPLE {
        let holder = registry::register(&mut tx, number).await;
        let steps = [(State::Applied, Reason::ByApplicant), (State::Confirmed, Reason::PlaceFree)];
        let history = History::lived(steps.map(|(to, reason)| Step::because(to, tx.at(), reason)).into()).unwrap();
        people.push(enrollments::record(&mut tx, run, holder.id, &history).await.unwrap());
    }
    audit::commit(tx).await.unwrap();
    ctx.db.close().await;

    // every kill comes in the middle of a mark
    let cells = (1..=4).flat_map(|meeting| people.iter().map(move |person| (*person, meeting)));
    let cells: Vec<(EnrollmentId, usize)> = cells.collect();
    let mut saved = Vec::new();
    for round in cells.chunks(5) {
        let serving = maman.serve(&[]);
        let (last, before) = round.split_last().unwrap();
        let mark = |(person, meeting): &(EnrollmentId, usize)| format!("mark.{person}.{meeting}=3");
        for cell in before {
            post(&serving.address, "/en/staff/runs/R-1/attendance", &cookie, &mark(cell)).await.unwrap();
            saved.push(*cell);
        }
        let (address, cookie, fields) = (serving.address.clone(), cookie.clone(), mark(last));
        let answer =
            tokio::spawn(async move { post(&address, "/en/staff/runs/R-1/attendance", &cookie, &fields).await });
        tokio::time::sleep(Duration::from_millis(saved.len() as u64 % 9)).await;
        drop(serving);
        if answer.await.unwrap().is_some() {
            saved.push(*last);
        }
    }
    let ctx = maman.ctx().await;
    let mut tx = ctx.read().await.unwrap();
    let grid = attendance::grid(&mut tx, "R-1").await.unwrap();
    for (person, meeting) in &saved {
        let row = grid.people.iter().find(|one| one.enrollment == *person).unwrap();
        assert_eq!(row.marks[meeting - 1], Some(Mark::Part(3)), "{person} at {meeting}");
    }
    assert_eq!(audit::verify(&mut tx).await.unwrap().broken_at, None);
    drop(tx);
    ctx.db.close().await;
}
