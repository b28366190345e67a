//! Certificates of a run, issued together, and how staff find them.

use super::*;
use crate::{
    certificates::{
        model::filter::RegisterFilter,
        service::{ISSUED_ON, Issued},
    },
    courses::service::{self as courses, RunDetails},
    ground::{FormErrors, Problem},
};

/// Makes a run that so many people have completed, and returns their enrollments.
pub(super) async fn completed_run(
    ctx: &Ctx,
    code: &str,
    people: std::ops::Range<u32>,
) -> (RunDetails, Vec<EnrollmentId>) {
    let mut tx = ctx.begin().await.unwrap();
    for number in people {
        let holder = register(&mut tx, number).await;
        registry::complete(&mut tx, &holder, ("NRC-01", code), day("2026-09-10")).await;
    }
    let run = courses::find_run(&mut tx, code).await.unwrap().unwrap();
    let details = courses::run_by_id(&mut tx, run.id).await.unwrap().unwrap();
    let completed = enrollments::completed_in_run(&mut tx, run.id).await.unwrap();
    audit::commit(tx).await.unwrap();
    (details, completed.into_iter().map(|one| one.id).collect())
}

pub(super) async fn issue_all(
    ctx: &Ctx,
    details: &RunDetails,
    ids: &[EnrollmentId],
    on: &str,
) -> Result<Issued, AppError> {
    let mut tx = ctx.begin().await?;
    let issued = service::issue_run(&mut tx, details, ids, day(on)).await?;
    audit::commit_changes(tx).await?;
    Ok(issued)
}

on_both_databases!(the_certificates_of_a_run_are_issued_together_under_numbers_without_gaps, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (details, ids) = completed_run(&ctx, "RUN-1", 1..26).await;
    let mut tx = ctx.read().await.unwrap();
    let before = service::of_run(&mut tx, &details, day("2026-10-12")).await.unwrap();
    drop(tx);
    let numbers = |certificates: &[Certificate]| -> Vec<String> {
        certificates.iter().map(|one| one.registration_number.to_string()).collect()
    };
    let to_come: Vec<String> = before.candidates.iter().map(|one| one.number.clone().unwrap().to_string()).collect();
    assert_eq!(issue_all(&ctx, &details, &ids[..1], "2026-10-12").await, Ok(Issued { issued: 1, left: 0 }));
    // the page of another member of staff has all of them still
    assert_eq!(issue_all(&ctx, &details, &ids, "2026-10-12").await, Ok(Issued { issued: 24, left: 1 }));
    let mut tx = ctx.read().await.unwrap();
    let after = service::of_run(&mut tx, &details, day("2026-10-12")).await.unwrap();
    assert!(after.candidates.is_empty());
    assert_eq!(numbers(&after.issued), to_come);
    assert_eq!(to_come.last().unwrap(), "NRC-2026-00025");
});

on_both_databases!(
    a_day_before_the_end_or_ahead_and_somebody_of_another_run_are_refused_and_nothing_is_issued,
    |ctx| {
        with_courses_and_phases(&ctx).await;
        let (details, mut ids) = completed_run(&ctx, "RUN-1", 1..3).await;
        let (_, others) = completed_run(&ctx, "RUN-2", 10..11).await;
        for (on, problem) in [("2026-09-09", Problem::BeforeEnd), ("2026-10-13", Problem::DayInFuture)] {
            let refused = issue_all(&ctx, &details, &ids, on).await;
            assert_eq!(refused, Err(FormErrors::of(ISSUED_ON, problem).into()));
        }
        ids.extend(others);
        assert_eq!(issue_all(&ctx, &details, &ids, "2026-10-12").await, Err(AppError::NotFound));
        let mut tx = ctx.read().await.unwrap();
        assert_eq!(service::last_of_year(&mut tx, 2026).await, Ok(0));
    }
);

on_both_databases!(two_who_issue_the_same_run_at_once_issue_it_once, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (details, ids) = completed_run(&ctx, "RUN-1", 1..21).await;
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..3 {
        let (ctx, details, ids) = (ctx.clone(), details.clone(), ids.clone());
        attempts.spawn(async move { issue_all(&ctx, &details, &ids, "2026-10-12").await.unwrap().issued });
    }
    let mut issued = attempts.join_all().await;
    issued.sort_unstable();
    assert_eq!(issued, [0, 0, 20]);
    let mut tx = ctx.read().await.unwrap();
    assert_eq!(service::last_of_year(&mut tx, 2026).await, Ok(20));
});

on_both_databases!(fifty_runs_that_issue_at_once_leave_the_numbers_of_the_year_without_gaps, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut attempts = tokio::task::JoinSet::new();
    for run in 0..50 {
        let (details, ids) = completed_run(&ctx, &format!("RUN-{run}"), run * 3 + 1..run * 3 + 4).await;
        let ctx = ctx.clone();
        attempts.spawn(async move { issue_all(&ctx, &details, &ids, "2026-10-12").await.unwrap().issued });
    }
    assert_eq!(attempts.join_all().await, [3; 50]);
    let mut tx = ctx.read().await.unwrap();
    let all = service::register(&mut tx).await.unwrap();
    let numbers: Vec<String> = all.iter().map(|one| one.registration_number.to_string()).collect();
    let expected: Vec<String> = (1..=150).map(|number| format!("NRC-2026-{number:05}")).collect();
    assert_eq!(numbers, expected);
});

on_both_databases!(staff_find_a_certificate_by_its_number_its_code_and_the_name_in_any_spelling, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (details, ids) = completed_run(&ctx, "RUN-1", 1..4).await;
    issue_all(&ctx, &details, &ids, "2026-10-12").await.unwrap();
    let mut tx = ctx.read().await.unwrap();
    let all = service::register(&mut tx).await.unwrap();
    let words = |typed: &str| RegisterFilter { q: typed.to_owned(), ..RegisterFilter::default() };
    for (typed, count) in [("", 3), ("NRC-2026-00002", 1), ("2026", 3), ("сейиткали 2", 1), ("nobody", 0)] {
        let found = service::search(&mut tx, &words(typed), 1).await.unwrap();
        assert_eq!((found.count, found.certificates.len()), (count, usize::try_from(count).unwrap()), "{typed}");
    }
    let found = service::search(&mut tx, &words(&all[1].check_code.to_string()), 1).await.unwrap();
    assert_eq!(found.certificates, all[1..2]);
    for (caller, refused) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).read().await.unwrap();
        assert_eq!(service::search(&mut tx, &RegisterFilter::default(), 1).await.map(drop), Err(refused));
    }
});
