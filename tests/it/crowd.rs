//! Many trainees at once: each with a record, a consent, an account and a session. Passwords and throttles have
//! tests of their own.

use maman::{
    accounts::{
        model::{Email, NewAccount},
        service as accounts,
    },
    audit, auth,
    courses::{model::NewRun, service as courses},
    db::Ctx,
    ground::{
        Locale,
        caller::{Caller, Roles},
        ids::{RunId, SpecialistId},
    },
    specialists::{model::ConsentKind, service as specialists},
    testing::registry::{self, day},
};

/// Trainee of the crowd.
#[derive(Clone, Debug)]
pub(crate) struct Trainee {
    pub specialist: SpecialistId,
    pub cookie: String,
}

/// Makes so many trainees, all in one transaction. They sign in by their cookies alone, for none has a password.
pub(crate) async fn crowd(ctx: &Ctx, count: u32) -> Vec<Trainee> {
    let mut tx = ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let mut crowd = Vec::new();
    for number in 1_000..1_000 + count {
        let specialist = registry::register(&mut tx, number).await.id;
        specialists::give(&mut tx, specialist, &[ConsentKind::Processing], Locale::Kk).await.unwrap();
        let account = NewAccount {
            email: Email::parse(&format!("trainee-{number}@example.org")).unwrap(),
            password_hash: "none".to_owned().into(),
            name: None,
            locale: Locale::Kk,
            roles: Roles::TRAINEE,
            specialist: Some(specialist),
        };
        let account = accounts::create(&mut tx, account).await.unwrap();
        let token = auth::begin(&mut tx, account, "a test", true).await.unwrap();
        crowd.push(Trainee { specialist, cookie: format!("__Host-session={}", token.reveal()) });
    }
    audit::commit(tx).await.unwrap();
    crowd
}

/// Run that is open and lies ahead, of five days, with so many seats.
pub(crate) async fn run_ahead(ctx: &Ctx, code: &str, starts_on: &str, capacity: i32) -> RunId {
    let mut tx = ctx.begin().await.unwrap();
    let (course, _) = registry::course(&mut tx, "NRC-01").await;
    let starts_on = day(starts_on);
    let run = NewRun::plain(code, starts_on, starts_on + chrono::Days::new(4), capacity);
    let run = courses::announce(&mut tx, course, &run).await.unwrap();
    audit::commit(tx).await.unwrap();
    run
}

/// State and queue position of everybody in a run, in the order of the position.
pub(crate) async fn standing(ctx: &Ctx, run: RunId) -> Vec<(SpecialistId, String, Option<i32>)> {
    let mut tx = ctx.read().await.unwrap();
    maman::testing::registry::standing(&mut tx, run).await
}
