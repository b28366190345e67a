//! Errors as a reader gets them: a page of ours, in their language, with ways on.

use axum::http::Method;
use maman::ground::Locale;

use crate::app::TestApp;

#[tokio::test]
async fn an_unknown_address_is_told_in_the_language_of_the_address() {
    let app = TestApp::closed().await;
    for (locale, said) in
        [(Locale::Kk, "Мұндай бет жоқ"), (Locale::Ru, "Такой страницы нет"), (Locale::En, "There is no such page")]
    {
        let code = locale.code();
        for path in ["nowhere", "verify/a/b", "dashboard/x", "courses/a/b", "%F0%9F%98%80", "..%2f..%2fetc"] {
            let answer = app.opens_with(&format!("/{code}/{path}"), &[("accept-language", "de")]).await;
            assert_eq!((answer.status, answer.heading().as_str()), (404, said), "{path}");
            let ways: Vec<String> = answer.links().into_iter().map(|(href, _)| href).collect();
            assert!(ways.contains(&format!("/{code}")) && ways.contains(&format!("/{code}/verify")), "{ways:?}");
        }
    }
}

#[tokio::test]
async fn an_address_in_a_language_we_do_not_have_is_told_in_the_readers() {
    let app = TestApp::closed().await;
    for path in ["/de", "/de/verify", "/KK/verify", "/rus", "/wp-login.php", "/kk%20", "//"] {
        let answer = app.opens_with(path, &[("accept-language", "ru")]).await;
        assert_eq!((answer.status, answer.heading().as_str()), (404, "Такой страницы нет"), "{path}");
        assert!(answer.body.contains("<html lang=\"ru\""), "{path}");
    }
}

#[tokio::test]
async fn sending_to_a_page_is_answered_with_a_page_that_says_what_it_takes() {
    let app = TestApp::open().await;
    for path in ["/ru", "/ru/verify", "/ru/dashboard", "/ru/dashboard/certificates"] {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            let answer = app.sends(method.clone(), path, &[], b"a=b".to_vec()).await;
            assert_eq!(answer.status, 405, "{method} {path}");
            assert!(answer.header("allow").contains("GET"), "{method} {path}: {:?}", answer.header("allow"));
            assert!(answer.body.contains("<html lang=\"ru\"") && !answer.heading().is_empty());
        }
    }
}

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let app = TestApp::open().await;
    for headers in [
        &[("sec-fetch-site", "cross-site"), ("accept-language", "ru")][..],
        &[("sec-fetch-site", "same-site"), ("accept-language", "ru")],
        &[("origin", "https://evil.example"), ("accept-language", "ru")],
    ] {
        let answer = app.sends(Method::POST, "/ru/verify", headers, b"a=b".to_vec()).await;
        assert_eq!(answer.status, 403, "{headers:?}");
        assert!(answer.words().contains("с другого сайта"), "{}", answer.words());
        let answer = app.sends(Method::POST, "/api/v1/progress", headers, b"{}".to_vec()).await;
        assert_eq!((answer.status, answer.header("content-type")), (403, "application/problem+json"));
    }
    let answer = app.sends(Method::POST, "/ru/verify", &[("sec-fetch-site", "same-origin")], Vec::new()).await;
    assert_eq!(answer.status, 405);
    let link_from_elsewhere = app.opens_with("/ru/verify", &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(link_from_elsewhere.status, 200);
}

#[tokio::test]
async fn more_than_any_form_sends_is_refused_by_its_length() {
    let app = TestApp::open().await;
    let body = vec![b'a'; 70_000];
    let answer = app.sends(Method::POST, "/ru/verify", &[("content-length", "70000")], body.clone()).await;
    assert_eq!((answer.status, answer.heading().as_str()), (413, "Отправлено слишком много данных"));
    let answer = app.sends(Method::POST, "/api/v1/progress", &[("content-length", "70000")], body).await;
    assert_eq!((answer.status, answer.header("content-type")), (413, "application/problem+json"));
}

#[tokio::test]
async fn what_is_no_form_is_told_so_on_a_page() {
    let app = TestApp::closed().await;
    let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
    let answer = app.sends(Method::POST, "/ru/sign-in", &headers, b"{}".to_vec()).await;
    assert_eq!((answer.status, answer.heading().as_str()), (415, "В запросе ошибка"));
}

#[tokio::test]
async fn an_error_carries_the_number_by_which_the_operator_finds_it() {
    let app = TestApp::closed().await;
    for path in ["/ru/nowhere", "/ru/dashboard"] {
        let answer = app.opens(path).await;
        let id = answer.header("x-request-id").to_owned();
        // short enough for the telephone
        assert_eq!(id.len(), 11, "{id}");
        assert!(answer.words().contains(&id), "{path} does not show {id}");
    }
    let made_up = app.opens_with("/ru/nowhere", &[("x-request-id", "made up by a client")]).await;
    assert!(!made_up.body.contains("made up by a client") && made_up.header("x-request-id").len() == 11);
    let (first, second) = (app.opens("/ru").await, app.opens("/ru").await);
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[tokio::test]
async fn without_its_database_the_product_says_that_it_is_temporary() {
    let app = TestApp::open().await;
    assert_eq!((app.opens("/healthz").await.status, app.opens("/readyz").await.status), (200, 200));
    app.ctx.db.close().await;
    for (path, said) in [("/kk", "kk"), ("/ru/dashboard", "ru"), ("/en/verify/7777-7777-777X", "en")] {
        let answer = app.opens(path).await;
        assert_eq!(answer.status, 503, "{path}");
        assert!(answer.body.contains(&format!("<html lang=\"{said}\"")));
        for inside in ["sqlx", "SQL", "pool", "Pool", "panicked"] {
            assert!(!answer.main().contains(inside), "{path} shows {inside}");
        }
    }
    let api = app.opens("/api/v1/progress").await;
    assert_eq!((api.status, api.header("content-type")), (503, "application/problem+json"));
    assert_eq!((app.opens("/healthz").await.status, app.opens("/readyz").await.status), (200, 503));
}
