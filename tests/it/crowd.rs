//! Many trainees at once: each with a record, a consent, an account and a session. Passwords and throttles have
//! tests of their own.

use maman::{
    audit, auth,
    certificates::service as certificates,
    courses::{model::NewRun, service as courses},
    db::Ctx,
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        Locale,
        caller::Caller,
        ids::{RunId, SpecialistId},
    },
    programme::{
        self,
        service::{ViewCache, ViewQuery},
    },
    reports::service as reports,
    testing::{
        self,
        registry::{self, day},
        world,
    },
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
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
        let trainee = world::Trainee::register(&mut tx, number, Locale::Kk).await;
        let token = auth::begin(&mut tx, trainee.account, "a test", true).await.unwrap();
        let cookie = format!("__Host-session={}", token.reveal());
        crowd.push(Trainee { specialist: trainee.specialist, cookie });
    }
    audit::commit(tx).await.unwrap();
    crowd
}

/// Sends a form to a real server; returns the head of its answer, which leads on. `None` if the server was killed before
/// it had answered in full.
pub(crate) async fn post(address: &str, path: &str, cookie: &str, fields: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{fields}",
        fields.len()
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    let (head, _) = answer.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 303"), "{head}");
    Some(head.to_owned())
}

/// Run that is open and lies ahead, of five days, with so many seats.
pub(crate) async fn run_ahead(ctx: &Ctx, code: &str, starts_on: &str, capacity: i32) -> RunId {
    let starts_on = day(starts_on);
    world::announce(ctx, &NewRun::plain(code, starts_on, starts_on + chrono::Days::new(4), capacity)).await
}

/// State and queue position of everybody in a run, in the order of the position.
pub(crate) async fn standing(ctx: &Ctx, run: RunId) -> Vec<(SpecialistId, String, Option<i32>)> {
    let mut tx = ctx.read().await.unwrap();
    maman::testing::registry::standing(&mut tx, run).await
}

/// Issues the person a certificate of this run, which is announced for it, and returns its number.
pub(crate) async fn certified(ctx: &Ctx, run: &str, specialist: SpecialistId) -> String {
    let mut tx = ctx.begin().await.unwrap();
    let (ends_on, issued_on) = (registry::day("2026-05-06"), registry::day("2026-05-07"));
    let run = registry::announce(&mut tx, ("NRC-02", run), ends_on, 1).await;
    let enrollment = enrollments::record(&mut tx, run, specialist, &registry::completed(ends_on)).await.unwrap();
    let certificate = certificates::issue(&mut tx, enrollment, issued_on).await.unwrap();
    audit::commit(tx).await.unwrap();
    certificate.registration_number.to_string()
}

/// Puts the person on a run with an open offer, as a list of staff would.
pub(crate) async fn offered(ctx: &Ctx, run: &str, specialist: SpecialistId) {
    let step = |to| Step::noted(to, testing::now(), "for a test");
    let history = History::lived([State::Applied, State::Waitlisted, State::Offered].map(step).into()).unwrap();
    let mut tx = ctx.begin().await.unwrap();
    let run = courses::find_run(&mut tx, run).await.unwrap().unwrap();
    courses::raise_capacity(&mut tx, &run, run.capacity + 1).await.unwrap();
    enrollments::record(&mut tx, run.id, specialist, &history).await.unwrap();
    audit::commit(tx).await.unwrap();
}

/// Fixes an edition, and publishes the public figures.
pub(crate) async fn given_out(ctx: &Ctx) {
    let (views, view) = (ViewCache::default(), (ViewQuery::default(), programme::Filter::default()));
    reports::editions::fix(ctx, &views, view, "Quarter 3", "").await.unwrap();
    reports::public::publish_due(ctx, &views).await.unwrap();
}
