//! Enrollments of a person after their data was erased.

use tokio::task::JoinSet;

use super::*;
use crate::db::Failure;

async fn erase(ctx: &Ctx, who: Trainee) -> Result<(), AppError> {
    let mut tx = ctx.as_caller(who.caller()).begin().await?;
    service::erase(&mut tx, who.specialist).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(())
}

/// Reasons of a person's steps, run by run.
async fn reasons(ctx: &Ctx, who: Trainee) -> Vec<String> {
    let sql = "select coalesce(s.reason, s.note) from enrollment_steps s join enrollments e on e.id = s.enrollment_id
        join runs r on r.id = e.run_id where e.specialist_id = $1 order by r.starts_on, s.position";
    let mut tx = ctx.read().await.unwrap();
    on_driver!(tx, |c| sqlx::query_scalar(sql).bind(who.specialist).fetch_all(c).await).unwrap()
}

on_both_databases!(what_somebody_wrote_about_an_erased_persons_enrollments_goes_and_the_steps_stay, |ctx| {
    let (run, people) = run_with(&ctx, 5, 2).await;
    let past = announce(&ctx, &NewRun::plain("PAST", day("2026-03-02"), day("2026-03-06"), 5)).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
        let step = Step::noted(State::Completed, testing::now(), "imported from somebody.xlsx");
        let history = History::imported(step).unwrap();
        let mut tx = ctx.begin().await.unwrap();
        service::record(&mut tx, past, who.specialist, &history).await.unwrap();
        audit::commit(tx).await.unwrap();
    }
    let found = "select count(*) from audit_documents where after like '%somebody.xlsx%'";
    assert_eq!(numbers(&ctx, found).await, [2]);
    erase(&ctx, people[0]).await.unwrap();
    assert_eq!(reasons(&ctx, people[0]).await, ["", "by_applicant", "place_free", "account_erased"]);
    // those of others are as they were
    assert_eq!(reasons(&ctx, people[1]).await, ["imported from somebody.xlsx", "by_applicant", "place_free"]);
    assert_eq!(numbers(&ctx, found).await, [1]);
    assert_eq!(audit::verify(&mut ctx.read().await.unwrap()).await.unwrap().broken_at, None);
});

on_both_databases!(the_programs_own_words_name_nobody_and_stay, |ctx| {
    let (run, people) = run_with(&ctx, 1, 1).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    let (write, read) = (
        "update enrollment_steps set reason = $1 where position = 1",
        "select reason from enrollment_steps where position = 1",
    );
    for reason in Reason::ALL {
        let mut tx = ctx.as_caller(people[0].caller()).begin().await.unwrap();
        on_driver!(tx, |c| sqlx::query(write).bind(reason.as_str()).execute(c).await.map(drop)).unwrap();
        service::erase(&mut tx, people[0].specialist).await.unwrap();
        let kept: String = on_driver!(tx, |c| sqlx::query_scalar(read).fetch_one(c).await).unwrap();
        assert_eq!(kept, reason.as_str());
    }
});

on_both_databases!(a_note_that_reads_like_a_word_of_the_program_is_a_note_and_goes, |ctx| {
    let (run, people) = run_with(&ctx, 1, 1).await;
    let who = people[0];
    let steps = [(State::Applied, "by_applicant"), (State::Declined, "run_began")];
    let history = History::lived(steps.map(|(to, note)| Step::noted(to, testing::now(), note)).into()).unwrap();
    let mut tx = ctx.begin().await.unwrap();
    service::record(&mut tx, run, who.specialist, &history).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert!(!who.enrollment_in(&ctx, run).await.unwrap().waited_in_vain());
    erase(&ctx, who).await.unwrap();
    assert_eq!(reasons(&ctx, who).await, ["", ""]);
});

on_both_databases!(a_step_has_a_word_of_the_program_or_a_note, |ctx| {
    let (run, people) = run_with(&ctx, 1, 1).await;
    people[0].applies_to(&ctx, run).await.unwrap();
    for columns in ["reason = 'a name'", "note = 'beside the word'", "reason = null"] {
        let mut tx = ctx.begin().await.unwrap();
        let sql = sqlx::AssertSqlSafe(format!("update enrollment_steps set {columns}"));
        let refused: Result<(), sqlx::Error> = on_driver!(tx, |c| sqlx::query(sql).execute(c).await.map(drop));
        assert!(matches!(Failure::from(refused.unwrap_err()), Failure::Forbidden(_)), "{columns}");
    }
});

on_both_databases!(nobody_is_kept_from_being_erased_by_an_offer_that_runs_out_meanwhile, |ctx| {
    let people = trainees(&ctx, 21).await;
    let mut offered = Vec::new();
    for number in 1..=10_u32 {
        let first = day("2026-11-03") + chrono::Days::new(u64::from(number) * 7);
        let run = announce(&ctx, &NewRun::plain(format!("RUN-{number}"), first, first, 1)).await;
        let who = people[number as usize];
        for one in [people[0], who, people[number as usize + 10]] {
            one.applies_to(&ctx, run).await.unwrap();
        }
        people[0].withdraws_from(&ctx, run).await.unwrap();
        offered.push((who, run));
    }
    let over = later(&ctx, 72);
    let mut attempts = JoinSet::new();
    for (place, (who, _)) in offered.iter().copied().enumerate() {
        let over = over.clone();
        attempts.spawn(async move {
            // the sweep comes in the middle of them
            if place == 2 {
                pass_offers_on(&over).await;
            }
            erase(&over, who).await
        });
    }
    let outcomes = attempts.join_all().await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    for (who, run) in offered {
        assert!(matches!(state(&ctx, who, run).await, State::Withdrawn | State::Expired));
    }
    assert_places_are_right(&ctx).await;
});
