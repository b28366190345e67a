//! Decisions of staff: what they change, whom they write to, and what becomes of two at once.

use tokio::task::JoinSet;

use super::*;
use crate::enrollments::{
    model::{ApplicationColumn, ApplicationFilter, ApplicationOrder, Decision},
    service::{Decided, NewDecision},
};

fn staff(ctx: &Ctx) -> Ctx {
    ctx.as_caller(testing::account(&[Role::Staff]))
}

fn plainly(decision: Decision) -> NewDecision<'static> {
    NewDecision { decision, note: "", is_note_sent: false }
}

/// Makes a run that staff choose for, and people who have applied to it.
async fn applied(ctx: &Ctx, capacity: i32, people: u32) -> (RunId, Vec<Trainee>, Vec<EnrollmentId>) {
    let trainees = trainees(ctx, people).await;
    let run = announce(ctx, &NewRun { admission: Admission::Selection, ..ten_days("RUN-1", capacity) }).await;
    for who in &trainees {
        who.applies_to(ctx, run).await.unwrap();
    }
    let ids = list(ctx, run, &ApplicationFilter::default()).await;
    (run, trainees, ids)
}

async fn list(ctx: &Ctx, run: RunId, filter: &ApplicationFilter) -> Vec<EnrollmentId> {
    let mut tx = staff(ctx).read().await.unwrap();
    let found = service::applications(&mut tx, run, filter, ApplicationOrder::default(), 1).await.unwrap();
    assert_eq!(i64::try_from(found.applications.len()).unwrap(), found.counts.all);
    found.applications.into_iter().map(|one| one.id).collect()
}

async fn decide(ctx: &Ctx, run: RunId, ids: &[EnrollmentId], new: NewDecision<'_>) -> Result<Decided, AppError> {
    let mut tx = staff(ctx).begin().await?;
    let decided = service::decide(&mut tx, run, ids, new).await?;
    audit::commit_changes(tx).await?;
    Ok(decided)
}

on_both_databases!(staff_confirm_put_on_the_list_and_decline_and_everybody_gets_their_letter, |ctx| {
    let (run, people, ids) = applied(&ctx, 5, 4).await;
    let confirmed = decide(&ctx, run, &ids[..2], plainly(Decision::Confirm)).await.unwrap();
    assert_eq!(confirmed, Decided { decided: 2, left: 0 });
    decide(&ctx, run, &ids[2..3], plainly(Decision::Waitlist)).await.unwrap();
    let without_note = decide(&ctx, run, &ids[3..], plainly(Decision::Decline)).await;
    assert!(matches!(without_note, Err(AppError::Invalid(_))));
    let note = NewDecision { decision: Decision::Decline, note: "Керек құжат жоқ", is_note_sent: true };
    decide(&ctx, run, &ids[3..], note).await.unwrap();
    let mut states = Vec::new();
    for who in &people {
        states.push(state(&ctx, *who, run).await);
    }
    assert_eq!(states, [State::Confirmed, State::Confirmed, State::Waitlisted, State::Declined]);
    assert_eq!(taken(&ctx).await, (2, 2));
    // staff may let somebody wait while they keep a seat for another
    assert_eq!(numbers(&ctx, MISCOUNTED).await, [0]);
    let kinds = ["application_received", "place_confirmed", "waiting_list", "declined"];
    let mut numbers = Vec::new();
    for kind in kinds {
        numbers.push(letters(&ctx, kind).await);
    }
    assert_eq!(numbers, [4, 2, 1, 1]);
    let texts: Vec<String> =
        world::letters(&ctx).await.into_iter().filter_map(|letter| Some(letter.content?.text)).collect();
    assert!(texts.iter().any(|text| text.contains("Керек құжат жоқ")));
});

on_both_databases!(what_somebody_else_has_decided_meanwhile_is_left_as_it_is, |ctx| {
    let (run, people, ids) = applied(&ctx, 5, 3).await;
    decide(&ctx, run, &ids[..1], plainly(Decision::Confirm)).await.unwrap();
    people[1].withdraws_from(&ctx, run).await.unwrap();
    let note = NewDecision { decision: Decision::Decline, note: "-", is_note_sent: false };
    assert_eq!(decide(&ctx, run, &ids, note).await, Ok(Decided { decided: 1, left: 2 }));
    assert_eq!(state(&ctx, people[0], run).await, State::Confirmed);
    assert_eq!(decide(&ctx, run, &ids, note).await, Ok(Decided { decided: 0, left: 3 }));
});

on_both_databases!(more_people_than_seats_are_confirmed_all_or_none, |ctx| {
    let (run, _, ids) = applied(&ctx, 2, 3).await;
    let full = AppError::Conflict(Clash::RunIsFull);
    assert_eq!(decide(&ctx, run, &ids, plainly(Decision::Confirm)).await, Err(full));
    assert_eq!(taken(&ctx).await, (0, 0));
    decide(&ctx, run, &ids[1..], plainly(Decision::Confirm)).await.unwrap();
    assert_eq!(taken(&ctx).await, (2, 2));
});

on_both_databases!(two_of_staff_who_decide_the_same_fifty_decide_each_once, |ctx| {
    let (run, _, ids) = applied(&ctx, 50, 50).await;
    let mut attempts = JoinSet::new();
    for decision in [Decision::Confirm, Decision::Waitlist, Decision::Confirm] {
        let (ctx, ids) = (ctx.clone(), ids.clone());
        attempts.spawn(async move { decide(&ctx, run, &ids, plainly(decision)).await.unwrap() });
    }
    let outcomes = attempts.join_all().await;
    let mut decided: Vec<usize> = outcomes.iter().map(|outcome| outcome.decided).collect();
    decided.sort_unstable();
    assert_eq!(decided, [0, 0, 50], "{outcomes:?}");
    assert_eq!(letters(&ctx, "place_confirmed").await + letters(&ctx, "waiting_list").await, 50);
    assert_eq!(numbers(&ctx, MISCOUNTED).await, [0]);
});

on_both_databases!(a_seat_for_a_person_whose_runs_overlap_needs_a_note, |ctx| {
    let (run, people, ids) = applied(&ctx, 5, 2).await;
    // a list of staff puts them into another run of the same days
    let other = announce(&ctx, &ten_days("RUN-2", 5)).await;
    let step = |to| Step::noted(to, testing::now(), "for a test");
    let history = History::lived([State::Applied, State::Confirmed].map(step).into()).unwrap();
    let mut tx = ctx.begin().await.unwrap();
    service::record(&mut tx, other, people[0].specialist, &history).await.unwrap();
    audit::commit(tx).await.unwrap();
    let overlapping = ApplicationFilter { is_overlapping: true, ..ApplicationFilter::default() };
    assert_eq!(list(&ctx, run, &overlapping).await, ids[..1]);
    let refused = decide(&ctx, run, &ids, plainly(Decision::Confirm)).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
    let noted = NewDecision { decision: Decision::Confirm, note: "Evening meetings", is_note_sent: false };
    assert_eq!(decide(&ctx, run, &ids, noted).await, Ok(Decided { decided: 2, left: 0 }));
});

on_both_databases!(applications_are_found_by_name_and_state_and_sorted_by_any_column, |ctx| {
    let (run, _, ids) = applied(&ctx, 5, 3).await;
    decide(&ctx, run, &ids[..1], plainly(Decision::Confirm)).await.unwrap();
    let with = async |filter: ApplicationFilter| list(&ctx, run, &filter).await;
    let none = ApplicationFilter::default;
    assert_eq!(with(ApplicationFilter { state: Some(State::Confirmed), ..none() }).await, ids[..1]);
    assert_eq!(with(ApplicationFilter { q: "сейиткали 2".to_owned(), ..none() }).await, ids[1..2]);
    assert_eq!(with(ApplicationFilter { q: "nobody".to_owned(), ..none() }).await, []);
    let iin = registry::person(3).iin.unwrap();
    assert_eq!(with(ApplicationFilter { q: iin.reveal().to_owned(), ..none() }).await, ids[2..]);
    let region = crate::reference::region("KZ-75");
    assert_eq!(with(ApplicationFilter { region, ..none() }).await, []);
    let mut tx = staff(&ctx).read().await.unwrap();
    for column in ApplicationColumn::ALL.iter().copied() {
        for is_descending in [false, true] {
            let order = ApplicationOrder { column, is_descending };
            let found = service::applications(&mut tx, run, &none(), order, 1).await.unwrap();
            assert_eq!((found.counts.all, found.counts.undecided, found.applications.len()), (3, 2, 3));
        }
    }
});

on_both_databases!(nobody_but_staff_sees_or_decides_on_applications, |ctx| {
    let (run, _, ids) = applied(&ctx, 5, 1).await;
    for (caller, refused) in testing::outsiders() {
        let mut tx = ctx.as_caller(caller).begin().await.unwrap();
        let read = service::chosen(&mut tx, run, &ids).await.map(drop);
        assert_eq!(read, Err(refused.clone()));
        let decided = service::decide(&mut tx, run, &ids, plainly(Decision::Confirm)).await;
        assert_eq!(decided, Err(refused));
    }
});
