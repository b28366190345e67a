//! API: the public's answer, the officers' answer, and problem documents for everything else.

use axum::http::Method;
use serde_json::{Value, json};

use crate::app::{MISTYPED, TestApp, UNKNOWN};

#[tokio::test]
async fn the_public_gets_the_figure_alone() {
    let app = TestApp::closed().await;
    let answer = app.opens("/api/v1/progress?phase=phase-2&as_of=2025-12-31").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    let expected = json!({"phase": "phase-2", "as_of": "2025-12-31", "target": 130, "baseline": 0, "trained": 4});
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn who_may_see_the_figures_gets_the_whole_document() {
    let app = TestApp::open().await;
    let answer = app.opens("/api/v1/progress?phase=phase-2&as_of=2025-12-31").await;
    let expected = json!({
        "phase": "phase-2", "as_of": "2025-12-31", "target": 130, "baseline": 0, "trained": 4, "certificates": 5,
        "by_region": {"KZ-10": 1, "KZ-71": 1, "KZ-75": 1, "not_stated": 1},
        "by_sex": {"female": 2, "male": 1, "not_stated": 1},
        "by_profession": {"lawyer": 1, "psychologist": 2, "not_stated": 1},
        "by_course": {"NRC-01": 2, "NRC-02": 1, "NRC-09": 1},
        "by_month": {"2024-03": 1, "2024-06": 2, "2025-04": 1},
    });
    assert_eq!(answer.json(), expected);
}

#[tokio::test]
async fn every_breakdown_of_the_document_adds_up_to_trained() {
    let app = TestApp::open().await;
    for as_of in ["2024-03-15", "2024-12-31", "2025-08-31", "2026-10-12"] {
        let document = app.opens(&format!("/api/v1/progress?phase=phase-2&as_of={as_of}")).await.json();
        for breakdown in ["by_region", "by_sex", "by_profession", "by_course", "by_month"] {
            let counts = document[breakdown].as_object().unwrap();
            let sum: u64 = counts.values().map(|count| count.as_u64().unwrap()).sum();
            assert_eq!(Some(sum), document["trained"].as_u64(), "{breakdown} on {as_of}");
        }
    }
}

#[tokio::test]
async fn a_certificate_is_told_with_what_the_check_shows() {
    let app = TestApp::closed().await;
    let answer = app.opens(&format!("/api/v1/certificates/{}", app.codes.valid)).await;
    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let expected = json!({
        "status": "valid", "name": "Сейітқали-2 Айгерім Бауыржанқызы",
        "course": {
            "kk": answer.json()["course"]["kk"], "ru": answer.json()["course"]["ru"],
            "en": "Trauma-informed care in work with children",
        },
        "hours": 36, "issued_on": "2024-03-15", "valid_until": "2027-03-15",
        "file_sha256": null,
    });
    assert_eq!(answer.json(), expected);
    let codes = &app.codes;
    for (code, status) in [(&codes.expired, "expired"), (&codes.revoked, "revoked"), (&codes.replaced, "replaced")] {
        let answer = app.opens(&format!("/api/v1/certificates/{code}")).await;
        assert_eq!((answer.status, answer.json()["status"].as_str().unwrap()), (200, status));
    }
}

#[tokio::test]
async fn what_goes_wrong_is_a_problem_document() {
    let app = TestApp::closed().await;
    for (method, address, status, errors) in [
        (Method::GET, format!("/api/v1/certificates/{UNKNOWN}"), 404, Value::Null),
        (
            Method::GET,
            format!("/api/v1/certificates/{MISTYPED}"),
            422,
            json!([{"field": "code", "code": "check_code_mistyped"}]),
        ),
        (Method::GET, "/api/v1/progress?phase=phase-9".to_owned(), 422, json!([{"field": "phase", "code": "unknown"}])),
        (
            Method::GET,
            "/api/v1/progress?as_of=31.02.2022".to_owned(),
            422,
            json!([{"field": "as_of", "code": "day_impossible"}]),
        ),
        (
            Method::GET,
            "/api/v1/progress?as_of=2026-10-13".to_owned(),
            422,
            json!([{"field": "as_of", "code": "day_in_future"}]),
        ),
        (Method::GET, "/api/v1/nowhere".to_owned(), 404, Value::Null),
        (Method::GET, "/api/v2/progress".to_owned(), 404, Value::Null),
        (Method::POST, "/api/v1/progress".to_owned(), 405, Value::Null),
    ] {
        let answer = app.sends(method, &address, &[], Vec::new()).await;
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{address}");
        let document = answer.json();
        assert_eq!((&document["status"], &document["errors"]), (&json!(status), &errors), "{address}");
        assert_eq!(document["type"], "about:blank");
        assert!(document["title"].as_str().is_some_and(|title| !title.is_empty()));
    }
}

#[tokio::test]
async fn a_registry_without_phases_has_no_progress() {
    let app = TestApp::empty().await;
    assert_eq!(app.opens("/api/v1/progress").await.status, 404);
}

#[tokio::test]
async fn the_day_may_be_written_as_people_write_it() {
    let app = TestApp::closed().await;
    let answer = app.opens("/api/v1/progress?phase=phase-2&as_of=31.12.2025").await;
    assert_eq!(answer.json()["as_of"], "2025-12-31");
}
