//! Crowds at once, through the web: seats are exact and the queue is in order (rule R3).

use std::collections::BTreeSet;

use axum::{Router, body::Body, http::Request};
use maman::{
    audit,
    testing::{TestDatabase, registry},
};
use tower::ServiceExt;

use crate::{
    app::{TestApp, reported},
    crowd::{Trainee, crowd, run_ahead, standing},
};

const PEOPLE: u32 = 500;
const PLACES: usize = 100;

/// Presses the button; returns the status and what the page after it reports.
async fn enrolls(router: Router, trainee: Trainee, run: &str) -> (u16, String) {
    let request = Request::post(format!("/kk/runs/{run}/enroll"))
        .header("host", "localhost")
        .header("cookie", &trainee.cookie)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let response = router.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    (response.status().as_u16(), reported(response.headers()))
}

async fn five_hundred_for_a_hundred(database: TestDatabase) {
    let app = TestApp::on(database, false, false).await;
    registry::with_courses_and_phases(&app.ctx).await;
    let run = run_ahead(&app.ctx, "R-1", "2026-11-02", i32::try_from(PLACES).unwrap()).await;
    let people = crowd(&app.ctx, PEOPLE).await;
    let asked: Vec<_> =
        people.iter().cloned().map(|trainee| tokio::spawn(enrolls(app.router(), trainee, "R-1"))).collect();
    let mut answers = Vec::new();
    for answer in asked {
        answers.push(answer.await.unwrap());
    }
    let led = |word: &str| answers.iter().filter(|(status, to)| *status == 303 && to == word).count();
    assert_eq!(
        (led("confirmed"), led("waitlisted")),
        (PLACES, 400),
        "{:?}",
        answers.iter().find(|(status, _)| *status != 303)
    );

    let found = standing(&app.ctx, run).await;
    let confirmed: Vec<_> = found.iter().filter(|(_, state, _)| state == "confirmed").collect();
    let waiting: Vec<_> = found.iter().filter(|(_, state, _)| state == "waitlisted").collect();
    assert_eq!((confirmed.len(), waiting.len(), found.len()), (PLACES, 400, 500));
    let numbers: Vec<i32> = waiting.iter().filter_map(|(_, _, number)| *number).collect();
    assert_eq!(numbers, (1..=400).collect::<Vec<_>>());
    let everybody: BTreeSet<_> = found.iter().map(|(person, ..)| *person).collect();
    assert_eq!(everybody, people.iter().map(|trainee| trainee.specialist).collect());
    // the answer that each got is what holds
    for (trainee, (_, to)) in people.iter().zip(&answers) {
        let (_, state, _) = found.iter().find(|(person, ..)| *person == trainee.specialist).unwrap();
        assert!(to == state, "{to} {state}");
    }
    let report = audit::verify(&mut app.ctx.read().await.unwrap()).await.unwrap();
    assert_eq!(report.broken_at, None);
    app.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_people_at_once_get_a_hundred_places_and_a_list_in_order_on_sqlite() {
    Box::pin(five_hundred_for_a_hundred(TestDatabase::sqlite())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_people_at_once_get_a_hundred_places_and_a_list_in_order_on_postgres() {
    let Some(database) = TestDatabase::postgres().await else {
        eprintln!("skipped: TEST_POSTGRES_URL is not set");
        return;
    };
    Box::pin(five_hundred_for_a_hundred(database)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_pressed_many_times_at_once_enrolls_once() {
    let app = TestApp::on(TestDatabase::sqlite(), false, false).await;
    registry::with_courses_and_phases(&app.ctx).await;
    let run = run_ahead(&app.ctx, "R-1", "2026-11-02", 5).await;
    let people = crowd(&app.ctx, 1).await;
    let pressed: Vec<_> = (0..8).map(|_| tokio::spawn(enrolls(app.router(), people[0].clone(), "R-1"))).collect();
    for answer in pressed {
        let (status, to) = answer.await.unwrap();
        assert!(status == 303 && to == "confirmed", "{status} {to}");
    }
    assert_eq!(standing(&app.ctx, run).await.len(), 1);
}
