//! Day and phase of a figure.

use super::*;
use crate::{
    specialists::{Sex, model::CountedFacts},
    testing::registry::{earned, take_over},
};

/// Trains one person in phase 1, certified on 6 May 2022.
async fn one_trained(ctx: &Ctx) -> Certificate {
    with_courses_and_phases(ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    let stored = issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    crate::audit::commit(tx).await.unwrap();
    stored
}

async fn usual_phase(ctx: &Ctx, as_of: &str) -> String {
    let query = ViewQuery { phase: None, as_of: Some(day(as_of)), known_at: None };
    service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query)
        .await
        .unwrap()
        .unwrap()
        .phase
        .code
        .clone()
}

on_both_databases!(a_person_counts_from_the_day_of_their_first_certificate, |ctx| {
    one_trained(&ctx).await;
    assert_eq!(trained(&ctx, "phase-1", "2022-05-05").await, 0);
    assert_eq!(trained(&ctx, "phase-1", "2022-05-06").await, 1);
    assert_eq!(trained(&ctx, "phase-1", "2026-10-12").await, 1);
    assert_eq!(trained(&ctx, "phase-2", "2026-10-12").await, 0);
});

on_both_databases!(a_figure_of_a_past_day_stays_when_a_certificate_is_revoked_later, |ctx| {
    let stored = one_trained(&ctx).await;
    let before = view_of(&ctx, "phase-1", day("2026-10-11")).await.progress.clone();
    let mut tx = ctx.begin().await.unwrap();
    certificates::revoke(&mut tx, stored.id, ctx.clock.today(), "for a test").await.unwrap();
    crate::audit::commit(tx).await.unwrap();
    assert_eq!(view_of(&ctx, "phase-1", day("2026-10-11")).await.progress, before);
    assert_eq!(trained(&ctx, "phase-1", "2026-10-12").await, 0);
});

on_both_databases!(no_figure_of_any_day_changes_when_a_certificate_is_reissued, |ctx| {
    let stored = one_trained(&ctx).await;
    let days = ["2022-05-05", "2022-05-06", "2026-10-11", "2026-10-12"].map(day);
    let mut before = Vec::new();
    for as_of in days {
        before.push(view_of(&ctx, "phase-1", as_of).await.progress.clone());
    }
    let mut tx = ctx.begin().await.unwrap();
    certificates::reissue(&mut tx, stored.id, &stored.printed.holder, ctx.clock.today(), "for a test").await.unwrap();
    crate::audit::commit(tx).await.unwrap();
    for (as_of, before) in days.into_iter().zip(before) {
        assert_eq!(view_of(&ctx, "phase-1", as_of).await.progress, before, "{as_of}");
    }
});

on_both_databases!(a_person_is_counted_as_they_were_on_the_day_of_the_first_certificate_that_still_holds, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    let first = issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-05-06")).await;
    let mut second = earned(&mut tx, &holder, ("NRC-02", "RUN-2"), day("2022-08-01")).await;
    second.facts = CountedFacts { region: crate::reference::region("KZ-75"), sex: Some(Sex::Female), ..second.facts };
    take_over(&mut tx, &second).await;
    certificates::revoke(&mut tx, first.id, day("2022-09-01"), "for a test").await.unwrap();
    crate::audit::commit(tx).await.unwrap();
    let figure = async |as_of| {
        let progress = view_of(&ctx, "phase-1", day(as_of)).await.progress.clone();
        (progress.trained, progress.certificates, progress.by_region["KZ-71"], progress.by_region["KZ-75"])
    };
    assert_eq!(figure("2022-08-31").await, (1, 2, 1, 0));
    assert_eq!(figure("2022-09-01").await, (1, 1, 0, 1));
});

on_both_databases!(without_a_phase_the_one_that_holds_the_day_is_meant, |ctx| {
    one_trained(&ctx).await;
    assert_eq!(usual_phase(&ctx, "2021-11-01").await, "phase-1");
    assert_eq!(usual_phase(&ctx, "2022-12-31").await, "phase-1");
    assert_eq!(usual_phase(&ctx, "2023-01-01").await, "phase-2");
    assert_eq!(usual_phase(&ctx, "2025-12-31").await, "phase-2");
});

on_both_databases!(between_phases_the_latest_begun_in_which_something_counts_is_meant, |ctx| {
    let stored = one_trained(&ctx).await;
    assert_eq!(usual_phase(&ctx, "2026-02-01").await, "phase-1");
    let mut tx = ctx.begin().await.unwrap();
    certificates::revoke(&mut tx, stored.id, day("2026-03-01"), "for a test").await.unwrap();
    crate::audit::commit(tx).await.unwrap();
    // nothing counts any more: the latest begun
    assert_eq!(usual_phase(&ctx, "2026-02-28").await, "phase-1");
    assert_eq!(usual_phase(&ctx, "2026-03-01").await, "phase-2");
    // before all of them: the first
    assert_eq!(usual_phase(&ctx, "2020-01-01").await, "phase-1");
});

on_both_databases!(without_any_phase_there_is_nothing_to_count_in, |ctx| {
    assert!(
        service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), ViewQuery::default())
            .await
            .unwrap()
            .is_none()
    );
});

on_both_databases!(a_target_holds_from_its_day, |ctx| {
    with_courses_and_phases(&ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let sql = "insert into targets (phase_id, from_on, target, baseline, recorded_at)
        select id, $1, 150, 7, $2 from phases where code = 'phase-1'";
    let at = tx.at();
    on_driver!(tx, |c| sqlx::query(sql).bind(day("2022-07-01")).bind(at).execute(c).await.map(drop)).unwrap();
    tx.finish().await.unwrap();
    let target = async |as_of| {
        let view = view_of(&ctx, "phase-1", day(as_of)).await;
        (view.phase.target, view.phase.baseline)
    };
    assert_eq!(target("2022-06-30").await, (130, 0));
    assert_eq!(target("2022-07-01").await, (150, 7));
    assert_eq!(target("2021-01-01").await, (130, 0));
});

on_both_databases!(an_unknown_phase_and_a_day_ahead_are_told_by_their_field, |ctx| {
    with_courses_and_phases(&ctx).await;
    let viewed = async |phase: &str, as_of: &str| {
        let query = ViewQuery { phase: Some(phase.to_owned()), as_of: Some(day(as_of)), known_at: None };
        service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await.map(drop)
    };
    let refused = |field, problem| Err(AppError::Invalid(FormErrors::of(field, problem)));
    assert_eq!(viewed("phase-9", "2022-06-30").await, refused("phase", Problem::Unknown));
    assert_eq!(viewed("phase-1", "2026-10-13").await, refused("as_of", Problem::DayInFuture));
    assert_eq!(viewed("phase-1", "2026-10-12").await, Ok(()));
});

on_both_databases!(a_visitor_gets_the_figure_but_not_its_breakdowns_nor_the_list_behind_it, |ctx| {
    one_trained(&ctx).await;
    let visitor = ctx.as_caller(Caller::Visitor);
    let view = view_of(&visitor, "phase-1", day("2022-12-31")).await;
    assert_eq!(view.progress.trained, 1);
    assert!(matches!(service::figures(&visitor.caller, &view, &Filter::default()), Err(AppError::SignInNeeded)));
    assert!(matches!(
        service::evidence(&mut visitor.read().await.unwrap(), &view, &Filter::default(), 1).await,
        Err(AppError::SignInNeeded)
    ));
    assert!(matches!(service::choices(&mut visitor.read().await.unwrap()).await, Err(AppError::SignInNeeded)));
});
