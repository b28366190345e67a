//! Security of a page: headers on every answer, and nothing in a page that could run.

use std::sync::Arc;

use axum::http::Method;
use maman::ground::Locale;
use tokio::task::JoinSet;

use crate::app::{Answer, MISTYPED, TestApp, UNKNOWN, pages};

fn assert_shielded(name: &str, answer: &Answer) {
    let policy = answer.header("content-security-policy");
    for part in
        ["default-src 'none'", "style-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    {
        assert!(policy.contains(part), "{name}: {policy:?}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{name}: {policy}");
    for (header, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ] {
        assert_eq!(answer.header(header), value, "{name}: {header}");
    }
    assert!(answer.header("strict-transport-security").starts_with("max-age="), "{name}");
    assert_eq!(answer.header("server"), "", "{name}");
}

/// Method, address, headers and body.
type Request = (Method, String, Vec<(&'static str, &'static str)>, Vec<u8>);

#[tokio::test]
async fn every_kind_of_answer_carries_the_headers() {
    let app = TestApp::closed().await;
    let get = |address: &str| (Method::GET, address.to_owned(), vec![], vec![]);
    let big = || vec![b'a'; 70_000];
    let cross = || vec![("sec-fetch-site", "cross-site")];
    let long = || vec![("content-length", "70000")];
    let kinds: Vec<Request> = vec![
        get("/"),
        get("/ru"),
        get("/v/7777"),
        get("/ru/verify?code=7777-7777-777X"),
        get(&format!("/ru/verify/{UNKNOWN}")),
        get(&format!("/ru/verify/{MISTYPED}")),
        get("/ru/dashboard"),
        get("/ru/nowhere"),
        get("/nowhere"),
        get("/v/%ff"),
        get("/healthz"),
        get("/readyz"),
        get("/favicon.ico"),
        get("/api/v1/progress"),
        get("/api/v1/progress?phase=x"),
        get("/api/v1/nowhere"),
        get("/api/v1/certificates/%ff"),
        (Method::HEAD, "/ru".to_owned(), vec![], vec![]),
        (Method::HEAD, "/ru/nowhere".to_owned(), vec![], vec![]),
        (Method::OPTIONS, "/ru".to_owned(), vec![], vec![]),
        (Method::POST, "/ru".to_owned(), vec![], vec![]),
        (Method::POST, "/ru".to_owned(), cross(), vec![]),
        (Method::POST, "/ru".to_owned(), long(), big()),
        (Method::POST, "/api/v1/progress".to_owned(), vec![], vec![]),
        (Method::POST, "/api/v1/progress".to_owned(), cross(), vec![]),
        (Method::POST, "/api/v1/progress".to_owned(), long(), big()),
    ];
    for (method, address, headers, body) in kinds {
        let name = format!("{method} {address} {headers:?}");
        assert_shielded(&name, &app.sends(method, &address, &headers, body).await);
    }
}

/// Page without the one script that it loads, which is a file of ours and says nothing of its own.
fn without_the_island(body: &str) -> String {
    let (before, rest) = body.split_once("<script").unwrap();
    let (tag, after) = rest.split_once("></script>").unwrap();
    assert!(tag.contains("type=\"module\"") && tag.contains("src=\"/pkg-") && !tag.contains('>'), "{tag}");
    format!("{before}{after}")
}

#[tokio::test]
async fn no_page_has_a_script_or_a_style_of_its_own() {
    let app = TestApp::open().await;
    for locale in Locale::ALL {
        for (_, _, address) in pages(locale, &app.codes) {
            let answer = app.opens(&address).await;
            // the catalogue has an island, the check reads files; their policies alone allow our own scripts
            let is_catalogue =
                address.contains("/courses") && !address.contains("/courses/") || address.ends_with("/verify");
            let policy = answer.header("content-security-policy");
            assert_eq!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), is_catalogue, "{address}: {policy}");
            let body = if is_catalogue { without_the_island(&answer.body) } else { answer.body };
            for own in ["<script", "<style", " style=\"", " onclick", " onload", "javascript:", "<iframe", "http://"] {
                // what is drawn names its language with an address
                let body = body.replace("http://www.w3.org/", "");
                assert!(!body.contains(own), "{address} has {own}");
            }
        }
    }
}

// On several threads, as the server runs: what a page is made of may end on another thread than it began on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_always_comes_whole() {
    let app = Arc::new(TestApp::open().await);
    for (name, _, address) in pages(Locale::Kk, &app.codes) {
        let mut asked = JoinSet::new();
        for _ in 0..60 {
            let (app, address) = (Arc::clone(&app), address.clone());
            asked.spawn(async move { app.opens(&address).await });
        }
        for answer in asked.join_all().await {
            // a page that is sent in pieces leaves the rest in templates for a script to put in its place
            assert!(!answer.body.contains("<template id") && answer.body.trim_end().ends_with("</html>"), "{address}");
            assert!(answer.title().ends_with("Маман"), "{address}: {}", answer.title());
            let scripts = answer.body.matches("<script").count();
            assert_eq!(
                scripts,
                usize::from(name.starts_with("catalogue") || name == "verify_form"),
                "{address}: the script of its island"
            );
        }
    }
}

#[tokio::test]
async fn nothing_of_the_dashboard_is_kept_by_caches_or_search_machines() {
    let app = TestApp::open().await;
    for address in ["/ru/dashboard", "/ru/dashboard/certificates", "/ru/dashboard?phase=x"] {
        let answer = app.opens(address).await;
        assert_eq!(
            (answer.header("cache-control"), answer.header("x-robots-tag")),
            ("no-store", "noindex"),
            "{address}"
        );
    }
}
