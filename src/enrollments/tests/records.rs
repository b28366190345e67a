//! Histories that are recorded: from lists, and in the demonstration's story.

use super::*;
use crate::testing::registry::{Holder, completed, with_courses_and_phases};

/// Makes a closed run of this many seats, and this many people without accounts.
async fn listed(ctx: &Ctx, capacity: i32, people: u32) -> (RunId, Vec<Holder>) {
    with_courses_and_phases(ctx).await;
    let mut tx = ctx.begin().await.unwrap();
    let run = registry::announce(&mut tx, ("NRC-01", "RUN-1"), day("2026-12-01"), capacity).await;
    let mut holders = Vec::new();
    for number in 1..=people {
        holders.push(register(&mut tx, number).await);
    }
    audit::commit(tx).await.unwrap();
    (run, holders)
}

/// History that goes through these states.
fn lived(states: &[State]) -> History {
    let taken_at = testing::now();
    let steps = states.iter().map(|to| Step::noted(*to, taken_at, "for a test"));
    History::lived(steps.collect()).unwrap()
}

on_both_databases!(a_full_run_takes_nobody_more, |ctx| {
    let (run, holders) = listed(&ctx, 2, 3).await;
    let mut tx = ctx.begin().await.unwrap();
    let confirmed = lived(&[State::Applied, State::Confirmed]);
    let mut outcomes = Vec::new();
    for holder in &holders {
        outcomes.push(service::record(&mut tx, run, holder.id, &confirmed).await.map(drop));
    }
    assert_eq!(outcomes, [Ok(()), Ok(()), Err(AppError::Conflict(Clash::RunIsFull))]);
});

on_both_databases!(who_waits_or_was_declined_takes_no_place, |ctx| {
    let (run, holders) = listed(&ctx, 1, 4).await;
    let mut tx = ctx.begin().await.unwrap();
    let histories = [
        lived(&[State::Applied, State::Waitlisted]),
        lived(&[State::Applied, State::Declined]),
        lived(&[State::Applied, State::Confirmed, State::Withdrawn]),
        lived(&[State::Applied, State::Waitlisted, State::Offered]),
    ];
    for (holder, history) in holders.iter().zip(&histories) {
        service::record(&mut tx, run, holder.id, history).await.unwrap();
    }
    audit::commit(tx).await.unwrap();
    assert_eq!(taken(&ctx).await.0, 1);
});

on_both_databases!(who_is_recorded_as_waiting_has_a_number_and_who_has_an_offer_its_end, |ctx| {
    let (run, holders) = listed(&ctx, 1, 3).await;
    let mut tx = ctx.begin().await.unwrap();
    for holder in &holders[..2] {
        service::record(&mut tx, run, holder.id, &lived(&[State::Applied, State::Waitlisted])).await.unwrap();
    }
    let offered = lived(&[State::Applied, State::Waitlisted, State::Offered]);
    service::record(&mut tx, run, holders[2].id, &offered).await.unwrap();
    let sql = "select waiting_number, offer_ends_at from enrollments order by id";
    let found: Vec<(Option<i32>, Option<DateTime<Utc>>)> =
        on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    assert_eq!(found, [(Some(1), None), (Some(2), None), (None, Some(testing::now() + TimeDelta::hours(72)))]);
});

on_both_databases!(a_person_is_in_a_run_once, |ctx| {
    let (run, holders) = listed(&ctx, 5, 1).await;
    let confirmed = lived(&[State::Applied, State::Confirmed]);
    let mut tx = ctx.begin().await.unwrap();
    service::record(&mut tx, run, holders[0].id, &confirmed).await.unwrap();
    audit::commit(tx).await.unwrap();
    for history in [confirmed, lived(&[State::Applied]), completed(day("2026-12-01"))] {
        let mut tx = ctx.begin().await.unwrap();
        let again = service::record(&mut tx, run, holders[0].id, &history).await;
        assert_eq!(again, Err(AppError::Conflict(Clash::EnrolledAlready)));
        drop(tx);
        // the seat that the refused one had asked for is free again
        assert_eq!(taken(&ctx).await, (1, 1));
    }
});

on_both_databases!(who_has_withdrawn_may_come_again, |ctx| {
    let (run, holders) = listed(&ctx, 5, 1).await;
    let mut tx = ctx.begin().await.unwrap();
    let withdrawn = lived(&[State::Applied, State::Confirmed, State::Withdrawn]);
    service::record(&mut tx, run, holders[0].id, &withdrawn).await.unwrap();
    assert!(!service::is_enrolled(&mut tx, run, holders[0].id).await.unwrap());
    service::record(&mut tx, run, holders[0].id, &lived(&[State::Applied])).await.unwrap();
    assert!(service::is_enrolled(&mut tx, run, holders[0].id).await.unwrap());
});

on_both_databases!(of_thirty_recorded_at_once_exactly_twenty_get_the_twenty_places, |ctx| {
    let (run, holders) = listed(&ctx, 20, 30).await;
    let mut attempts = tokio::task::JoinSet::new();
    for holder in holders {
        let ctx = ctx.clone();
        attempts.spawn(async move {
            let mut tx = ctx.begin().await.unwrap();
            let confirmed = lived(&[State::Applied, State::Confirmed]);
            service::record(&mut tx, run, holder.id, &confirmed).await?;
            audit::commit(tx).await.unwrap();
            Ok::<_, AppError>(())
        });
    }
    let outcomes = attempts.join_all().await;
    let confirmed = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let full = outcomes.iter().filter(|outcome| **outcome == Err(AppError::Conflict(Clash::RunIsFull))).count();
    assert_eq!((confirmed, full), (20, 10));
    assert_eq!(taken(&ctx).await, (20, 20));
    assert_eq!(audit::verify(&mut ctx.read().await.unwrap()).await.unwrap().broken_at, None);
});

on_both_databases!(every_step_is_kept_with_who_when_and_why, |ctx| {
    let (run, holders) = listed(&ctx, 5, 1).await;
    let mut tx = ctx.begin().await.unwrap();
    let history = lived(&[State::Applied, State::Waitlisted, State::Offered, State::Confirmed, State::Completed]);
    service::record(&mut tx, run, holders[0].id, &history).await.unwrap();
    let sql = "select from_state, to_state, actor, note from enrollment_steps order by position";
    let steps: Vec<(Option<String>, String, String, String)> =
        on_driver!(tx, |c| sqlx::query_as(sql).fetch_all(c).await).unwrap();
    let found: Vec<_> = steps.iter().map(|(from, to, ..)| (from.as_deref(), to.as_str())).collect();
    assert_eq!(
        found,
        [
            (None, "applied"),
            (Some("applied"), "waitlisted"),
            (Some("waitlisted"), "offered"),
            (Some("offered"), "confirmed"),
            (Some("confirmed"), "completed"),
        ]
    );
    assert!(steps.iter().all(|(_, _, actor, note)| actor == "tester" && note == "for a test"));
});

on_both_databases!(nobody_on_the_web_records_enrollments, |ctx| {
    let (run, holders) = listed(&ctx, 5, 1).await;
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let refused = service::record(&mut tx, run, holders[0].id, &lived(&[State::Applied])).await;
        assert_eq!(refused, Err(refusal));
    }
});
