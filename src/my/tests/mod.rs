//! Trainee's own page and transcript; in the files beside, the stored data of a person, to take along or to have
//! erased.

mod erasure;
mod export;

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;

use super::{forms, model::NextStep, service, site, wording};
use crate::{
    accounts, audit, auth,
    certificates::service as certificates,
    courses::{
        model::{Admission, NewRun},
        service as courses,
    },
    db::{Ctx, on_driver, tables},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        AppError, Locale, Problem,
        caller::{Caller, Role},
        error::Rule,
        ids::RunId,
    },
    outbox::{self, Letter},
    programme::service::{self as programme, ViewCache, ViewQuery as View},
    specialists::{model::ConsentKind, service as specialists},
    testing::{
        self, on_both_databases, redirect,
        registry::{self, Holder, PASSWORD, day, register, with_courses_and_phases},
    },
    ui::{FormRequest, SessionCookie},
};

/// Trainee with a record, and the context of their requests.
async fn trainee(ctx: &Ctx, number: u32) -> (Holder, Ctx) {
    person(ctx, number, &[Role::Trainee]).await
}

async fn person(ctx: &Ctx, number: u32, roles: &[Role]) -> (Holder, Ctx) {
    let mut tx = ctx.begin().await.unwrap();
    let holder = register(&mut tx, number).await;
    audit::commit(tx).await.unwrap();
    let email = holder.person.email.as_ref().unwrap().reveal().clone();
    let account = registry::account(ctx, &email, roles, Some(holder.id)).await;
    let asking = ctx.as_caller(testing::caller_of(account, Some(holder.id), roles));
    (holder, asking)
}

async fn run(ctx: &Ctx, code: &str, starts_on: NaiveDate, capacity: i32, admission: Admission) -> RunId {
    let mut tx = ctx.begin().await.unwrap();
    let (course, _) = registry::course(&mut tx, "NRC-01").await;
    let plain = NewRun::plain(code, starts_on, starts_on + TimeDelta::days(4), capacity);
    let run = NewRun { admission, decides_on: Some(starts_on - TimeDelta::days(10)), ..plain };
    let id = courses::announce(&mut tx, course, &run).await.unwrap();
    audit::commit(tx).await.unwrap();
    id
}

async fn record(ctx: &Ctx, run: RunId, holder: &Holder, states: &[State]) {
    let mut tx = ctx.begin().await.unwrap();
    let step = |to: &State| Step::noted(*to, testing::now(), "for a test");
    let history = History::lived(states.iter().map(step).collect()).unwrap();
    enrollments::record(&mut tx, run, holder.id, &history).await.unwrap();
    audit::commit(tx).await.unwrap();
}

async fn trained(ctx: &Ctx) -> u32 {
    let operator = ctx.as_caller(Caller::Operator { name: "tester".to_owned() });
    programme::view(&mut operator.read().await.unwrap(), &ViewCache::default(), View::default())
        .await
        .unwrap()
        .unwrap()
        .progress
        .trained
}

/// Erases everything of the caller's, as the form does.
async fn erase(ctx: &Ctx) -> Result<(), AppError> {
    let mut tx = ctx.begin().await?;
    service::erase(&mut tx).await?;
    audit::commit(tx).await?;
    drop(ctx.db.forget().await);
    Ok(())
}

fn sent(fields: &str) -> FormRequest {
    testing::form(Locale::Ru, fields)
}

on_both_databases!(what_cannot_wait_comes_first, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = trainee(&ctx, 1).await;
    let later = run(&ctx, "RUN-1", day("2026-12-07"), 5, Admission::Selection).await;
    let soon = run(&ctx, "RUN-2", day("2026-10-15"), 5, Admission::FirstCome).await;
    let full = run(&ctx, "RUN-3", day("2026-11-09"), 5, Admission::FirstCome).await;
    let far = run(&ctx, "RUN-4", day("2027-02-01"), 5, Admission::FirstCome).await;
    record(&ctx, later, &holder, &[State::Applied]).await;
    record(&ctx, soon, &holder, &[State::Applied, State::Confirmed]).await;
    record(&ctx, full, &holder, &[State::Applied, State::Waitlisted, State::Offered]).await;
    record(&ctx, far, &holder, &[State::Applied, State::Confirmed]).await;
    let home = service::home(&mut asking.read().await.unwrap()).await.unwrap();
    let found: Vec<(&str, &str, bool)> = home
        .next
        .iter()
        .map(|next| match next {
            NextStep::Offer { enrollment, .. } => ("offer", enrollment.code.as_str(), next.is_deed()),
            NextStep::Begins(own) => ("begins", own.code.as_str(), next.is_deed()),
            NextStep::Answer { enrollment, .. } => ("answer", enrollment.code.as_str(), next.is_deed()),
            NextStep::Profile => ("profile", "", next.is_deed()),
            NextStep::Consent => ("consent", "", next.is_deed()),
        })
        .collect();
    assert_eq!(found, [("offer", "RUN-3", true), ("begins", "RUN-2", false), ("answer", "RUN-1", false)]);
    assert_eq!((home.greeted_as.as_deref(), home.enrollments.len()), (Some("Айгерім"), 4));
    let offered = home.enrollments.iter().find(|enrolled| enrolled.own.code == "RUN-3").unwrap();
    let steps: Vec<State> = offered.steps.iter().map(|step| step.to).collect();
    assert_eq!(steps, [State::Applied, State::Waitlisted, State::Offered]);
});

on_both_databases!(an_offer_whose_time_is_over_waits_for_nobody, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = trainee(&ctx, 1).await;
    let full = run(&ctx, "RUN-1", day("2026-11-09"), 5, Admission::FirstCome).await;
    record(&ctx, full, &holder, &[State::Applied, State::Waitlisted, State::Offered]).await;
    let offers = async |asking: &Ctx| service::home(&mut asking.read().await.unwrap()).await.unwrap().next.len();
    assert_eq!(offers(&asking).await, 1);
    let over = Ctx { clock: crate::ground::clock::Clock::Fixed(testing::now() + TimeDelta::hours(72)), ..asking };
    assert_eq!(offers(&over).await, 0);
});

on_both_databases!(somebody_new_is_not_greeted_by_their_address_and_may_look_for_a_course_first, |ctx| {
    let account = registry::account(&ctx, "new@example.org", &[Role::Trainee], None).await;
    let asking = ctx.as_caller(testing::caller_of(account, None, &[Role::Trainee]));
    let home = service::home(&mut asking.read().await.unwrap()).await.unwrap();
    assert_eq!((home.greeted_as, home.next), (None, vec![]));
    assert!(home.enrollments.is_empty() && home.certificates.is_empty());
    assert!(service::transcript(&mut asking.read().await.unwrap()).await.unwrap().name.is_none());
});

on_both_databases!(a_profile_is_to_be_completed_only_while_an_enrollment_is_under_way, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = trainee(&ctx, 1).await;
    let mut tx = ctx.begin().await.unwrap();
    let less = "update specialists set region = null";
    on_driver!(tx, |c| sqlx::query(less).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, []);
    let ahead = run(&ctx, "RUN-1", day("2026-12-07"), 5, Admission::FirstCome).await;
    record(&ctx, ahead, &holder, &[State::Applied, State::Waitlisted]).await;
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, [NextStep::Profile]);
    let mut tx = asking.begin().await.unwrap();
    enrollments::withdraw(&mut tx, ahead).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, []);
});

on_both_databases!(a_consent_to_an_older_text_is_to_be_renewed_and_a_withdrawn_one_is_not, |ctx| {
    let (holder, asking) = trainee(&ctx, 1).await;
    let mut tx = asking.begin().await.unwrap();
    specialists::give(&mut tx, holder.id, &[ConsentKind::Processing], Locale::Kk).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, []);
    let mut tx = ctx.begin().await.unwrap();
    let older = "update consents set version = '2020-01'";
    on_driver!(tx, |c| sqlx::query(older).execute(c).await.map(drop)).unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, [NextStep::Consent]);
    let mut tx = asking.begin().await.unwrap();
    assert!(specialists::withdraw_consent(&mut tx, ConsentKind::Processing).await.unwrap());
    audit::commit(tx).await.unwrap();
    assert_eq!(service::home(&mut asking.read().await.unwrap()).await.unwrap().next, []);
});

on_both_databases!(the_space_is_for_trainees, |ctx| {
    for role in [Role::Staff, Role::Officer, Role::Administrator] {
        let refused = service::home(&mut ctx.as_caller(testing::account(&[role])).read().await.unwrap()).await.err();
        assert_eq!(refused, Some(AppError::Refused(Rule::OwnCoursesAreForTrainees)), "{role:?}");
    }
    let visitor = ctx.as_caller(Caller::Visitor);
    assert_eq!(service::home(&mut visitor.read().await.unwrap()).await.err(), Some(AppError::SignInNeeded));
    assert_eq!(service::transcript(&mut visitor.read().await.unwrap()).await.err(), Some(AppError::SignInNeeded));
    assert_eq!(erase(&visitor).await.err(), Some(AppError::SignInNeeded));
    let mut tx = visitor.read().await.unwrap();
    assert_eq!(service::export(&mut tx).await.err(), Some(AppError::SignInNeeded));
});

#[test]
fn every_state_and_every_step_has_words_of_its_own_in_three_languages() {
    for locale in Locale::ALL {
        let states: BTreeSet<String> =
            State::ALL.iter().map(|state| crate::enrollments::pages::state_words(locale, *state)).collect();
        assert_eq!(states.len(), State::ALL.len(), "{states:?}");
        assert!(State::ALL.iter().all(|state| !wording::step(locale, *state).is_empty()));
    }
    for state in State::ALL {
        let words: BTreeSet<String> =
            Locale::ALL.map(|locale| crate::enrollments::pages::state_words(locale, *state)).into();
        assert_eq!(words.len(), 3, "{words:?}");
    }
}

on_both_databases!(only_completed_courses_add_up_in_the_transcript, |ctx| {
    with_courses_and_phases(&ctx).await;
    let (holder, asking) = trainee(&ctx, 1).await;
    let mut tx = ctx.begin().await.unwrap();
    let certificate = registry::issue(&mut tx, &holder, ("NRC-02", "OLD-1"), day("2024-03-15")).await;
    registry::complete(&mut tx, &holder, ("NRC-03", "OLD-2"), day("2025-02-10")).await;
    let (_, first) = registry::course(&mut tx, "NRC-02").await;
    let (_, second) = registry::course(&mut tx, "NRC-03").await;
    audit::commit(tx).await.unwrap();
    for (code, end) in [("OLD-3", State::NotCompleted), ("OLD-4", State::NoShow)] {
        let run = run(&ctx, code, day("2026-03-02"), 5, Admission::FirstCome).await;
        record(&ctx, run, &holder, &[State::Applied, State::Confirmed, end]).await;
    }
    let ahead = run(&ctx, "RUN-1", day("2026-12-07"), 5, Admission::FirstCome).await;
    record(&ctx, ahead, &holder, &[State::Applied, State::Confirmed]).await;
    let transcript = service::transcript(&mut asking.read().await.unwrap()).await.unwrap();
    let codes: Vec<&str> = transcript.finished.iter().map(|finished| finished.own.code.as_str()).collect();
    assert_eq!(codes[..2], ["OLD-1", "OLD-2"]);
    assert_eq!(codes.len(), 4);
    assert_eq!(transcript.hours(), (first.academic_hours + second.academic_hours).unsigned_abs());
    let printed = transcript.finished[0].certificate.as_ref().unwrap();
    assert_eq!(printed.registration_number, certificate.registration_number);
    assert_eq!(transcript.name, Some(holder.person.name));
});

/// Makes two people about whom all kinds of data are stored.
async fn two_with_everything(ctx: &Ctx) -> [(Holder, Ctx); 2] {
    with_courses_and_phases(ctx).await;
    let people = [trainee(ctx, 7).await, trainee(ctx, 8).await];
    let ahead = run(ctx, "RUN-1", day("2026-12-07"), 1, Admission::FirstCome).await;
    for (holder, asking) in &people {
        let mut tx = ctx.begin().await.unwrap();
        registry::issue(&mut tx, holder, ("NRC-01", "OLD-1"), day("2025-03-14")).await;
        let mut former = holder.person.name.clone();
        former.surname.push_str("-ова");
        specialists::rename(&mut tx, holder.id, &former, day("2026-01-01")).await.unwrap();
        audit::commit(tx).await.unwrap();
        let mut tx = asking.begin().await.unwrap();
        specialists::give(&mut tx, holder.id, ConsentKind::ALL, Locale::Ru).await.unwrap();
        enrollments::enroll(&mut tx, ahead).await.unwrap();
        auth::begin(&mut tx, asking.caller.signed_in().unwrap().account, "a telephone", false).await.unwrap();
        audit::commit(tx).await.unwrap();
    }
    people
}
