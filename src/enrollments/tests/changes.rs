//! Changes of a run by staff, and what they mean to the people in it.

use super::*;
use crate::{
    courses::{model::Meeting, service::RunDetails},
    enrollments::service::Consequences,
    ground::{Localized, clock},
    outbox::LetterKind,
};

async fn details(ctx: &Ctx, run: RunId) -> RunDetails {
    courses::run_by_id(&mut ctx.read().await.unwrap(), run).await.unwrap().unwrap()
}

/// Changes a run as staff do in the version that there is.
async fn change(ctx: &Ctx, run: RunId, change: impl FnOnce(NewRun) -> NewRun) -> Result<Consequences, AppError> {
    let details = details(ctx, run).await;
    let new = change(NewRun::of(&details, Vec::new()));
    let mut tx = ctx.as_caller(testing::account(&[Role::Staff])).begin().await.unwrap();
    let done = service::edit_run(&mut tx, run, details.revision, new).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(done)
}

async fn cancel(ctx: &Ctx, run: RunId) -> Result<Consequences, AppError> {
    let details = details(ctx, run).await;
    let mut tx = ctx.as_caller(testing::account(&[Role::Staff])).begin().await.unwrap();
    let done = service::cancel_run(&mut tx, run, details.revision).await?;
    audit::commit_changes(tx).await.unwrap();
    Ok(done)
}

fn reached(letters: usize, offers: usize, ended: usize) -> Consequences {
    Consequences { letters, offers, ended }
}

/// Texts of the calendar files of the letters of this kind.
async fn calendars(ctx: &Ctx, kind: LetterKind) -> Vec<String> {
    let letters = world::letters(ctx).await;
    let of_kind = letters.into_iter().filter(|letter| letter.kind == kind);
    of_kind.filter_map(|letter| letter.content?.calendar).map(|text| text.replace("\r\n ", "")).collect()
}

on_both_databases!(added_seats_are_offered_to_the_next_in_line_at_once, |ctx| {
    let (run, people) = run_with(&ctx, 1, 4).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    assert_eq!(change(&ctx, run, |run| NewRun { capacity: 3, ..run }).await, Ok(reached(0, 2, 0)));
    let mut states = Vec::new();
    for who in people {
        states.push(state(&ctx, who, run).await);
    }
    assert_eq!(states, [State::Confirmed, State::Offered, State::Offered, State::Waitlisted]);
    assert_eq!(letters(&ctx, "place_offered").await, 2);
    assert_places_are_right(&ctx).await;
    // confirmed and offered seats are taken
    let refused = change(&ctx, run, |run| NewRun { capacity: 2, ..run }).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
});

on_both_databases!(a_capacity_that_is_lowered_while_people_enroll_never_has_fewer_seats_than_people, |ctx| {
    const PEOPLE: usize = 40;
    let (run, people) = run_with(&ctx, 60, u32::try_from(PEOPLE).unwrap()).await;
    let mut attempts = tokio::task::JoinSet::new();
    let mut capacities = [55, 45, 40, 20].into_iter();
    for (nth, who) in people.into_iter().enumerate() {
        let ctx_of_person = ctx.clone();
        attempts.spawn(async move { who.applies_to(&ctx_of_person, run).await.map(drop) });
        if nth % 8 == 3
            && let Some(capacity) = capacities.next()
        {
            let ctx = ctx.clone();
            attempts.spawn(async move { change(&ctx, run, |run| NewRun { capacity, ..run }).await.map(drop) });
        }
    }
    let outcomes = attempts.join_all().await;
    let lowered = outcomes.iter().filter(|outcome| outcome.is_ok()).count().saturating_sub(PEOPLE);
    // one that came too late or from an older version is refused, and nobody who enrolled is
    let refused = |outcome: &&Result<(), AppError>| {
        matches!(outcome, Err(AppError::Invalid(_) | AppError::Conflict(Clash::RunChanged)))
    };
    assert_eq!(outcomes.iter().filter(refused).count() + lowered, 4, "{outcomes:?}");
    assert!(lowered > 0, "{outcomes:?}");
    let (capacity, confirmed) = (details(&ctx, run).await.run.places.capacity, taken(&ctx).await.0);
    assert!(confirmed <= capacity.cast_signed() && capacity < 60, "{confirmed} of {capacity}");
    assert_places_are_right(&ctx).await;
});

on_both_databases!(who_has_a_seat_learns_of_another_day_and_their_calendar_follows, |ctx| {
    let people = trainees(&ctx, 3).await;
    let meeting = |starts_at: &str, ends_at: &str| Meeting {
        number: 0,
        starts_at: starts_at.parse().unwrap(),
        ends_at: ends_at.parse().unwrap(),
        academic_hours: 4,
        topic: Localized::default(),
    };
    let meetings = vec![
        meeting("2026-11-03T09:00:00Z", "2026-11-03T12:10:00Z"),
        meeting("2026-11-05T09:00:00Z", "2026-11-05T12:10:00Z"),
    ];
    let run = announce(&ctx, &NewRun { meetings, ..ten_days("RUN-1", 2) }).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    // more hours or another topic move nobody
    let quiet = change(&ctx, run, |mut run| {
        run.meetings[0].academic_hours = 3;
        run
    });
    assert_eq!(quiet.await, Ok(reached(0, 0, 0)));
    let moved = change(&ctx, run, |mut run| {
        run.meetings[0].starts_at += TimeDelta::days(1);
        run.meetings[0].ends_at += TimeDelta::days(1);
        run.meetings.pop();
        run
    });
    assert_eq!(moved.await, Ok(reached(2, 0, 0)));
    let files = calendars(&ctx, LetterKind::RunChanged).await;
    assert_eq!(files.len(), 2);
    for part in [
        "UID:RUN-1-1@maman.example",
        "DTSTART:20261104T090000Z",
        "UID:RUN-1-2@maman.example",
        "STATUS:CANCELLED",
        "SEQUENCE:2",
        "LAST-MODIFIED:20261012T090000Z",
    ] {
        assert!(files[0].contains(part), "{part}: {}", files[0]);
    }
    assert!(!files[0].contains("METHOD"), "{}", files[0]);
});

on_both_databases!(an_offer_ends_at_the_latest_when_the_run_begins_even_if_it_begins_earlier, |ctx| {
    let (run, people) = run_with(&ctx, 1, 2).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    people[0].withdraws_from(&ctx, run).await.unwrap();
    let sooner = |run| NewRun { starts_on: day("2026-10-14"), ..run };
    assert_eq!(change(&ctx, run, sooner).await, Ok(reached(1, 0, 0)));
    let offer = people[1].enrollment_in(&ctx, run).await.unwrap();
    assert_eq!(offer.offer_ends_at, Some(clock::start_of(day("2026-10-14"))));
});

on_both_databases!(a_cancelled_run_ends_for_everybody_and_leaves_their_calendars, |ctx| {
    let (run, people) = run_with(&ctx, 1, 3).await;
    for who in &people {
        who.applies_to(&ctx, run).await.unwrap();
    }
    assert_eq!(cancel(&ctx, run).await, Ok(reached(3, 0, 3)));
    for who in people {
        assert_eq!(state(&ctx, who, run).await, State::Withdrawn);
    }
    assert_eq!((taken(&ctx).await, letters(&ctx, "run_cancelled").await), ((0, 0), 3));
    let reasons = "select count(*) from enrollment_steps where reason = 'run_cancelled'";
    assert_eq!(numbers(&ctx, reasons).await, [3]);
    let files = calendars(&ctx, LetterKind::RunCancelled).await;
    assert_eq!(files.len(), 1, "the others had nothing in their calendars");
    for part in ["METHOD:CANCEL", "STATUS:CANCELLED", "UID:RUN-1-1@maman.example", "SEQUENCE:1"] {
        assert!(files[0].contains(part), "{part}: {}", files[0]);
    }
    // once is enough, and nothing follows
    assert_eq!(cancel(&ctx, run).await, Ok(reached(0, 0, 0)));
    let late = change(&ctx, run, |run| NewRun { capacity: 5, ..run }).await;
    assert_eq!(late, Err(AppError::Conflict(Clash::RunIsCancelled)));
    assert_eq!(people_may_apply(&ctx, run).await, Err(AppError::Conflict(Clash::EnrollmentClosed)));
});

/// Application of one more person.
async fn people_may_apply(ctx: &Ctx, run: RunId) -> Result<State, AppError> {
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let who = Trainee::register(&mut tx, 77, Locale::Ru).await;
    audit::commit(tx).await.unwrap();
    who.applies_to(ctx, run).await
}

on_both_databases!(nobody_but_staff_changes_or_cancels_a_run, |ctx| {
    let (run, _) = run_with(&ctx, 1, 1).await;
    for (caller, refusal) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        assert_eq!(service::cancel_run(&mut tx, run, 0).await, Err(refusal.clone()));
        assert_eq!(service::edit_run(&mut tx, run, 0, ten_days("RUN-1", 5)).await, Err(refusal));
    }
});
