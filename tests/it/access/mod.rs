//! Access to every address for every role (rule R7). An address that is not in the table fails.

mod table;

use std::{collections::BTreeSet, fs, path::Path};

use axum::http::Method;
use maman::{
    accounts::{model::Email, service as accounts},
    app, audit, auth, certificates,
    courses::{service as courses, site as courses_site},
    credentials,
    ground::{address::Address, caller::Role, token::Token},
    programme,
    registry::site::Pair,
    testing::registry,
    ui::Audience,
};

use self::table::{
    Answers::{self, Forbidden, NotFound, Served, SignIn},
    TABLE,
};
use crate::{
    app::TestApp,
    architecture::files_under,
    crowd::{certified, crowd, given_out, offered},
};

/// Addresses as the site map has them, and those that are no pages for people.
fn known_to_the_code() -> BTreeSet<(String, String)> {
    let routes = app::routes(&app::Shared::default());
    let pages =
        routes.iter().filter(|route| route.page.is_some() || route.file.is_some()).map(|route| ("GET", route.pattern));
    let forms = routes.iter().filter(|route| route.action.is_some()).map(|route| ("POST", route.pattern));
    let others = [
        "/",
        "/healthz",
        "/readyz",
        "/robots.txt",
        certificates::site::ShortVerify::PATTERN,
        certificates::site::CertificateApi::PATTERN,
        courses_site::CalendarFile::PATTERN,
        credentials::site::DidDocument::PATTERN,
        credentials::site::Jwks::PATTERN,
        credentials::site::Key::PATTERN,
        credentials::site::IssuerProfile::PATTERN,
        credentials::site::AchievementDocument::PATTERN,
        credentials::site::StatusFileAddress::PATTERN,
        credentials::site::StatusList::PATTERN,
        programme::site::ProgressApi::PATTERN,
    ]
    .map(|pattern| ("GET", pattern));
    pages.chain(forms).chain(others).map(|(method, pattern)| (method.to_owned(), pattern.to_owned())).collect()
}

#[test]
fn what_the_site_map_says_of_an_audience_is_what_the_table_says() {
    let routes = app::routes(&app::Shared::default());
    for route in &routes {
        let (_, _, row) = TABLE.iter().find(|(_, path, _)| *path == route.pattern).unwrap();
        let served = |who: usize| row[who] == Served;
        let fits = match route.audience {
            Audience::Everybody => row.iter().all(|answer| *answer == Served),
            Audience::Accounts => row[0] == SignIn && served(1),
            Audience::Trainees => row[0] == SignIn && served(1) && row[3..].iter().all(|answer| *answer == Forbidden),
            Audience::RunTeam => {
                // a list without a run in its address is every trainer's
                let trainers = if route.pattern.contains("{run}") { 1 } else { 2 };
                row[0] == SignIn && served(3) && served(6) && (0..8).filter(|who| served(*who)).count() == 1 + trainers
            }
            Audience::Staff => row[0] == SignIn && (0..8).filter(|who| served(*who)).eq([3]),
            Audience::FigureReaders => row[0] == SignIn && served(3) && served(4) && !served(1) && !served(5),
            Audience::Administrators => (0..8).filter(|who| served(*who)).eq([5]),
            Audience::Demonstration => row.iter().all(|answer| *answer == NotFound),
        };
        assert!(fits, "{}: {:?} and {row:?}", route.pattern, route.audience);
    }
}

#[test]
fn every_address_of_the_code_is_in_the_table() {
    let table: BTreeSet<(String, String)> =
        TABLE.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned())).collect();
    let known = known_to_the_code();
    assert!(known.len() > 40, "the addresses were found");
    let missing: Vec<_> = known.difference(&table).collect();
    let gone: Vec<_> = table.difference(&known).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:?}; not in the code: {gone:?}");
}

#[test]
fn there_is_no_server_function_beside_the_table() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in files_under(&src, ".rs") {
        let code = fs::read_to_string(&file).unwrap();
        assert!(!code.contains("#[server"), "{}: give this test and the table its address", file.display());
    }
}

/// Run of which the trainee has a certificate.
const ISSUED: &str = "RUN-ISSUED";

/// Registry with everybody signed in.
struct World {
    app: TestApp,
    /// Cookies in the order of a row.
    cookies: [Option<String>; 8],
    session_of_the_trainee: String,
    number_of_the_trainee: String,
    account_of_the_trainer: String,
}

async fn world() -> World {
    let app = TestApp::closed().await;
    let people = crowd(&app.ctx, 2).await;
    let (trainee, other) = (people[0].cookie.clone(), people[1].cookie.clone());
    let cookies = [
        None,
        Some(trainee.clone()),
        Some(other),
        Some(app.signs_in("staff@example.org", &[Role::Staff], None).await),
        Some(app.signs_in("officer@example.org", &[Role::Officer], None).await),
        Some(app.signs_in("admin@example.org", &[Role::Administrator], None).await),
        Some(app.signs_in("trainer@example.org", &[Role::Trainer], None).await),
        Some(app.signs_in("another-trainer@example.org", &[Role::Trainer], None).await),
    ];
    let trainer = Email::parse("trainer@example.org").unwrap();
    let mut tx = app.ctx.begin().await.unwrap();
    let trainer = accounts::find_by_email(&mut tx, &trainer).await.unwrap().unwrap().id;
    let taught = courses::find_run(&mut tx, "NRC-01-2612").await.unwrap().unwrap().id;
    drop(tx);
    registry::teach(&app.ctx, taught, trainer).await;
    let token = Token::parse(trainee.split_once('=').unwrap().1).unwrap();
    let session = auth::find(&app.ctx, &token).await.unwrap().unwrap();
    // the run has one place; the trainee takes the offer of it: the one before them goes
    offered(&app.ctx, "NRC-01-2612", session.signed_in.specialist.unwrap()).await;
    let number_of_the_trainee = certified(&app.ctx, ISSUED, session.signed_in.specialist.unwrap()).await;
    World {
        app,
        cookies,
        session_of_the_trainee: session.session.to_string(),
        number_of_the_trainee,
        account_of_the_trainer: trainer.to_string(),
    }
}

fn filled(path: &str, world: &World) -> String {
    // what is made of certificates needs some
    let is_made_of_certificates =
        ["certificates.zip", "certificates.pdf", "order.pdf"].iter().any(|end| path.ends_with(end));
    let run = if is_made_of_certificates { ISSUED } else { "NRC-01-2612" };
    let number = if path.contains("/my/") { &world.number_of_the_trainee } else { "NRC-2026-00001" };
    path.replace("{locale}", "ru")
        .replace("{run}", run)
        .replace("{year}", "2026")
        .replace("{course}", "NRC-01")
        .replace("{number}", number)
        .replace("{id}", &world.app.codes.people[0].to_string())
        .replace("{account}", &world.account_of_the_trainer)
        .replace("{pair}", &Pair::of(world.app.codes.people[0], world.app.codes.people[1]).unwrap().to_string())
        .replace("{code}", &world.app.codes.valid)
        .replace("{file}", "NRC-01-2612.ics")
        .replace("{chart}", "region.svg")
        .replace("{picture}", "site.png")
        .replace("{edition}", "1")
        .replace("{edition_file}", "edition-1.json")
}

fn said(status: u16, location: &str) -> Answers {
    match status {
        303 | 307 if location.starts_with("/ru/sign-in?next=") => SignIn,
        403 => Forbidden,
        404 => NotFound,
        200 | 303 | 307 | 409 | 410 | 422 => Served,
        other => panic!("nobody is answered {other}"),
    }
}

#[tokio::test]
async fn everybody_is_answered_as_the_table_says() {
    const WHO: [&str; 8] = [
        "visitor",
        "trainee",
        "another trainee",
        "staff",
        "officer",
        "administrator",
        "trainer of the run",
        "another trainer",
    ];
    let mut mistakes = Vec::new();
    let reading = Box::pin(world()).await;
    given_out(&reading.app.ctx).await;
    for (method, path, row) in TABLE {
        for (nth, expected) in row.iter().enumerate() {
            // each form begins in the same world
            let writing = if *method == "GET" { None } else { Some(Box::pin(world()).await) };
            let world = writing.as_ref().unwrap_or(&reading);
            let address = filled(path, world);
            let form = format!("kind=processing&session={}&letter={}", world.session_of_the_trainee, uuid_of_nothing());
            let cookie = world.cookies[nth].clone().unwrap_or_default();
            let answer = match *method {
                "GET" => world.app.opens_as(&cookie, &format!("{address}?kind=processing")).await,
                _ => world.app.posts_as(&cookie, &address, &form).await,
            };
            let found = said(answer.status, answer.header("location"));
            if found != *expected {
                mistakes
                    .push(format!("{method} {path} as {}: {found:?} ({}), not {expected:?}", WHO[nth], answer.status));
            }
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

fn uuid_of_nothing() -> &'static str {
    "00000000-0000-7000-8000-000000000000"
}

#[tokio::test]
async fn a_role_taken_away_ends_at_the_next_request() {
    let app = TestApp::closed().await;
    let cookie = app.signs_in("officer@example.org", &[Role::Officer], None).await;
    assert_eq!(app.opens_as(&cookie, "/ru/dashboard").await.status, 200);
    let mut tx = app.ctx.begin().await.unwrap();
    let email = Email::parse("officer@example.org").unwrap();
    let account = accounts::find_by_email(&mut tx, &email).await.unwrap().unwrap();
    accounts::set_roles(&mut tx, account.id, [Role::Trainee].into_iter().collect()).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(app.opens_as(&cookie, "/ru/dashboard").await.status, 403);
    let mut tx = app.ctx.begin().await.unwrap();
    accounts::disable(&mut tx, account.id).await.unwrap();
    audit::commit(tx).await.unwrap();
    assert_eq!(app.opens_as(&cookie, "/ru/dashboard").await.status, 303);
}

#[tokio::test]
async fn a_form_from_another_site_is_not_carried_out() {
    let world = Box::pin(world()).await;
    let cookie = world.cookies[1].clone().unwrap();
    let headers = [
        ("cookie", cookie.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = world.app.sends(Method::POST, "/ru/runs/NRC-01-2612/withdraw", &headers, Vec::new()).await;
    assert_eq!(answer.status, 403);
    let mine = world.app.opens_as(&cookie, "/ru/my").await;
    assert!(mine.main().contains("/ru/runs/NRC-01-2612/withdraw"), "the enrollment stands");
}
