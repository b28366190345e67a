//! Figures as they were known at an earlier moment: what was answered then is answered for ever.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};

use super::{
    history::{History, PHASES, Recorded, at_saving, history},
    *,
};
use crate::{
    ground::ids::SpecialistId,
    programme::{
        model::{
            changes::{Change, Facts, changes},
            rule::Certificate,
        },
        service::Count,
    },
    testing::{
        self, TestDatabase,
        registry::{COURSES, PROGRAMME, bring_in},
    },
};

async fn known(ctx: &Ctx, phase: &str, as_of: NaiveDate, known_at: Option<DateTime<Utc>>) -> std::sync::Arc<View> {
    let query = ViewQuery { phase: Some(phase.to_owned()), as_of: Some(as_of), known_at };
    service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await.unwrap().unwrap()
}

on_both_databases!(a_certificate_of_march_that_is_entered_in_may_is_not_in_march_as_known_in_april, |ctx| {
    with_courses_and_phases(&ctx).await;
    let april = ctx.clock.now();
    let ctx = at_saving(&ctx, 60 * 24 * 30);
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, 1).await;
    issue(&mut tx, &holder, ("NRC-01", "RUN-1"), day("2022-03-04")).await;
    crate::audit::commit(tx).await.unwrap();
    let trained = async |known_at| known(&ctx, "phase-1", day("2022-03-31"), known_at).await.progress.trained;
    assert_eq!((trained(None).await, trained(Some(april)).await), (1, 0));
    assert_eq!(trained(Some(ctx.clock.now())).await, 1);
    let later = ctx.clock.now() + chrono::TimeDelta::days(1);
    let query = ViewQuery { as_of: Some(day("2022-03-31")), known_at: Some(later), ..ViewQuery::default() };
    let refused = service::view(&mut ctx.read().await.unwrap(), &ViewCache::default(), query).await;
    assert_eq!(refused.err(), Some(FormErrors::of("known_at", Problem::DayInFuture).into()));
});

/// Everybody's certificates as they were known at a moment, from the first day of any to the last.
async fn everybody(ctx: &Ctx, known_at: DateTime<Utc>) -> Vec<(SpecialistId, Certificate)> {
    let ever = (day("2000-01-01"), day("2099-12-31"));
    let mut tx = ctx.read().await.unwrap();
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let page = service::facts(&mut tx, known_at, ever, &after).await.unwrap();
        let Some((_, last)) = page.last() else { return all };
        after.clone_from(&last.registration_number);
        all.extend(page);
    }
}

/// Changes between two views, told from everybody's certificates.
async fn changes_of_all(ctx: &Ctx, [before, after]: [(DateTime<Utc>, &View); 2]) -> Vec<Change> {
    let counted = |view: &View| view.counted(&Filter::default()).into_iter().collect::<BTreeSet<String>>();
    let facts = async |(known_at, view): (DateTime<Utc>, &View)| {
        let (_, rule) = service::rule(&mut ctx.read().await.unwrap(), &view.phase.code, known_at).await.unwrap();
        Facts::new(view.as_of, rule, everybody(ctx, known_at).await)
    };
    changes((&facts(before).await, &counted(before.1)), (&facts(after).await, &counted(after.1)))
}

/// Carries out a history, and asks after each saving what is asked again at the end, as it was known then.
async fn answers_stay(ctx: Ctx, history: History) -> Result<(), TestCaseError> {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    crate::audit::commit(tx).await.unwrap();
    let today = ctx.clock.today();
    let mut days: Vec<NaiveDate> = history.days.iter().copied().filter(|as_of| *as_of <= today).take(2).collect();
    days.push(today);
    let mut answers = Vec::new();
    let ask = async |_: &Recorded, saving: usize| {
        let then = at_saving(&ctx, saving);
        for phase in PHASES {
            for as_of in &days {
                let view = known(&then, phase.0, *as_of, None).await;
                answers.push((then.clock.now(), view));
            }
        }
        Ok(())
    };
    Box::pin(Recorded::default().carry_out(&ctx, &history, ask)).await?;
    let end = at_saving(&ctx, 60 * 24);
    for (moment, then) in answers {
        let again = known(&end, &then.phase.code, then.as_of, Some(moment)).await;
        // what came between is told from those people alone whom it is about
        let now = known(&end, &then.phase.code, today, None).await;
        let all = changes_of_all(&end, [(moment, &again), (end.clock.now(), &now)]).await;
        let counts = [&again, &now].map(|view| Count::of(view, &Filter::default(), end.clock.now()));
        let told = service::changes_between(&mut end.read().await.unwrap(), &then.phase.code, counts).await.unwrap();
        let came = told.iter().filter(|change| change.came).count();
        prop_assert_eq!(then.progress.trained as usize + came - (told.len() - came), now.progress.trained as usize);
        prop_assert_eq!(told, all);
        prop_assert_eq!(&again.progress, &then.progress, "{} on {} at {}", then.phase.code, then.as_of, moment);
        prop_assert_eq!(&again.phase, &then.phase);
    }
    Ok(())
}

fn what_was_answered_is_answered_again(database: impl AsyncFn() -> Option<TestDatabase>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config { cases: 8, max_shrink_iters: 20, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&history(), |history| {
        let checked = runtime
            .block_on(async { testing::run(database().await, |ctx| Box::pin(answers_stay(ctx, history))).await });
        checked.unwrap_or(Ok(()))
    });
    if let Err(difference) = outcome {
        panic!("{difference}");
    }
}

#[test]
fn what_was_answered_is_answered_again_on_sqlite() {
    what_was_answered_is_answered_again(async || Some(TestDatabase::sqlite()));
}

#[test]
fn what_was_answered_is_answered_again_on_postgres() {
    what_was_answered_is_answered_again(TestDatabase::postgres);
}
