//! Targets and counting courses as an administrator sets them.

use super::*;
use crate::{
    audit,
    ground::{Localized, caller::Role, error::Rule},
    programme::{Phase, model::Target, service::targets::FROM_ON},
    testing,
};

fn target(from_on: &str, target: u32) -> Target {
    Target { from_on: day(from_on), target, baseline: 0 }
}

on_both_databases!(a_later_target_leaves_earlier_days_as_they_were, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    service::set_target(&mut tx, "phase-1", target("2022-07-01", 150), "the programme grows").await.unwrap();
    audit::commit(tx).await.unwrap();
    let of = async |as_of: &str| view_of(&ctx, "phase-1", day(as_of)).await.phase.target;
    assert_eq!((of("2022-06-30").await, of("2022-07-01").await), (130, 150));
    let settings = service::phase_settings(&mut ctx.read().await.unwrap()).await.unwrap();
    assert_eq!(settings[0].targets.iter().map(|one| one.target).collect::<Vec<_>>(), [130, 150]);
});

on_both_databases!(a_course_that_counts_no_longer_counts_on_no_day, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    audit::commit(tx).await.unwrap();
    assert_eq!(trained(&ctx, "phase-1", "2022-12-31").await, 1);
    let set = async |days: Option<(&str, &str)>| {
        let mut tx = ctx.begin().await.unwrap();
        let days = days.map(|(from, to)| (day(from), day(to)));
        service::set_counting(&mut tx, "phase-1", "NRC-01", days, "for a test").await?;
        audit::commit(tx).await.unwrap();
        Ok::<_, AppError>(())
    };
    set(None).await.unwrap();
    assert_eq!(trained(&ctx, "phase-1", "2022-12-31").await, 0);
    let outside = AppError::Invalid(FormErrors::of(FROM_ON, Problem::OutsidePeriod));
    assert_eq!(set(Some(("2021-01-01", "2022-12-31"))).await, Err(outside));
});

on_both_databases!(targets_are_set_by_administrators_with_a_reason_within_the_phase, |ctx| {
    with_courses_and_phases(&ctx).await;
    let set = async |ctx: &Ctx, one: Target, reason: &str| {
        let mut tx = ctx.begin().await.unwrap();
        service::set_target(&mut tx, "phase-1", one, reason).await
    };
    let wrong = |field: &'static str, problem| Err(AppError::Invalid(FormErrors::of(field, problem)));
    assert_eq!(set(&ctx, target("2022-07-01", 150), "").await, wrong("reason", Problem::Required));
    assert_eq!(set(&ctx, target("2023-01-01", 150), "late").await, wrong(FROM_ON, Problem::OutsidePeriod));
    let staff = ctx.as_caller(testing::account(&[Role::Staff, Role::Officer]));
    let refused = Err(AppError::Refused(Rule::SettingsAreForAdministrators));
    assert_eq!(set(&staff, target("2022-07-01", 150), "because").await, refused);
    assert_eq!(set(&ctx, target("2022-07-01", 150), "because").await, Ok(()));
});

on_both_databases!(a_phase_is_made_on_the_page_and_worded_anew, |ctx| {
    with_courses_and_phases(&ctx).await;
    let name = Localized { kk: "3-кезең".to_owned(), ru: "Этап 3".to_owned(), en: "Phase 3".to_owned() };
    let phase = Phase {
        code: "phase-3".to_owned(),
        name: name.clone(),
        starts_on: day("2026-01-01"),
        ends_on: day("2027-12-31"),
        target: 130,
        baseline: 0,
    };
    let add = async |phase: Phase, reason: &str| {
        let mut tx = ctx.begin().await.unwrap();
        service::targets::add_phase(&mut tx, &phase, reason).await?;
        audit::commit(tx).await.unwrap();
        Ok::<(), AppError>(())
    };
    let refused = |field: &'static str, problem| Err(FormErrors::of(field, problem).into());
    assert_eq!(add(phase.clone(), "").await, refused("reason", Problem::Required));
    let taken = Phase { code: "phase-1".to_owned(), ..phase.clone() };
    assert_eq!(add(taken, "agreed").await, refused("code", Problem::CodeTaken));
    let nameless = Phase { name: Localized { kk: String::new(), ..name }, ..phase.clone() };
    assert_eq!(add(nameless, "agreed").await, refused("name_kk", Problem::Required));
    let backwards = Phase { ends_on: day("2025-12-31"), ..phase.clone() };
    assert_eq!(add(backwards, "agreed").await, refused("to_on", Problem::EndsBeforeStart));
    assert_eq!(add(phase, "agreed").await, Ok(()));

    // what counts toward the target counts in it too
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2026-03-04")).await;
    audit::commit(tx).await.unwrap();
    assert_eq!(trained(&ctx, "phase-3", "2026-10-01").await, 1);
    let worded = Localized {
        kk: "Үшінші кезең".to_owned(), ru: "Третий этап".to_owned(), en: "Third".to_owned()
    };
    let mut tx = ctx.begin().await.unwrap();
    service::targets::set_wording(&mut tx, "phase-3", &worded, "clearer").await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(view_of(&ctx, "phase-3", day("2026-10-01")).await.phase.name, worded);
});
