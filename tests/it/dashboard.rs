//! Dashboard: who sees it, the answers to wrong queries, and that every number can be opened.

use maman::ground::Locale;

use crate::app::TestApp;

#[tokio::test]
async fn the_dashboard_is_shut_to_the_public_in_every_language() {
    let app = TestApp::closed().await;
    for locale in Locale::ALL {
        for page in ["dashboard", "dashboard/certificates", "dashboard?phase=phase-9"] {
            let answer = app.opens(&format!("/{}/{page}", locale.code())).await;
            assert_eq!(answer.status, 303, "{page}");
            assert!(answer.header("location").starts_with(&format!("/{}/sign-in?next=%2F", locale.code())));
            assert!(!answer.body.contains("KZ-") && !answer.body.contains("NRC-20"));
        }
    }
    assert!(!app.opens("/ru").await.body.contains("/ru/dashboard"));
}

#[tokio::test]
async fn the_home_page_has_the_figure_for_everybody() {
    let app = TestApp::closed().await;
    // the latest phase in which something counts
    let words = app.opens("/en").await.words();
    assert!(words.contains("Phase 2") && words.contains("130") && words.contains("12 October 2026"), "{words}");
}

#[tokio::test]
async fn a_day_before_the_phase_is_told_once_and_without_empty_charts() {
    let app = TestApp::open().await;
    let answer = app.opens("/ru/dashboard?phase=phase-1&as_of=2020-01-01").await;
    assert_eq!(answer.status, 200);
    let words = answer.words().replace('\u{a0}', " ");
    assert_eq!(words.matches("этап ещё не начался").count(), 1, "{words}");
    assert!(!words.contains("никто не обучен") && words.contains("Этап"), "{words}");
}

#[tokio::test]
async fn every_number_on_the_dashboard_opens_exactly_the_certificates_it_counts() {
    let app = TestApp::open().await;
    for address in [
        "/ru/dashboard?phase=phase-2&as_of=2025-12-31",
        "/ru/dashboard?phase=phase-2&as_of=2025-08-31",
        "/kk/dashboard?phase=phase-1&as_of=2022-12-31",
        "/en/dashboard?phase=phase-2&as_of=2025-12-31&region=KZ-71",
    ] {
        let dashboard = app.opens(address).await;
        assert_eq!(dashboard.status, 200, "{address}");
        let mut opened = 0;
        for (href, words) in dashboard.links() {
            let Ok(number) = words.parse::<usize>() else { continue };
            if !href.contains("/dashboard/certificates?") {
                continue;
            }
            let list = app.opens(&href).await;
            assert_eq!(list.status, 200, "{href}");
            assert_eq!(list.main().matches("<th role=\"rowheader\"").count(), number, "{href}");
            opened += 1;
        }
        assert!(opened >= 5, "{address}: {opened} numbers");
    }
}

#[tokio::test]
async fn the_numbers_are_those_of_the_registry() {
    let app = TestApp::open().await;
    // the number of the sun, and the first number that is a link: the certificates
    let numbers = async |address: &str| -> [usize; 2] {
        let dashboard = app.opens(address).await;
        let (_, sun) = dashboard.main().split_once("class=\"sun__n\"").unwrap();
        let trained = sun.split(['>', '<']).nth(1).unwrap().parse().unwrap();
        let links = dashboard.links();
        let mut shown = links.iter().filter(|(href, _)| href.contains("/dashboard/certificates?"));
        [trained, shown.find_map(|(_, words)| words.parse().ok()).unwrap()]
    };
    // four people hold five certificates; a fifth person's was revoked on 1 September
    assert_eq!(numbers("/ru/dashboard?phase=phase-2&as_of=2025-12-31").await, [4, 5]);
    assert_eq!(numbers("/ru/dashboard?phase=phase-2&as_of=2025-08-31").await, [5, 6]);
    // the reissued one counts from the day of the first, not from its own
    assert_eq!(numbers("/ru/dashboard?phase=phase-2&as_of=2026-02-02").await, [4, 5]);
}

#[tokio::test]
async fn the_list_behind_a_number_has_no_names_and_no_codes() {
    let app = TestApp::open().await;
    let answer = app.opens("/ru/dashboard/certificates?phase=phase-2&as_of=2026-10-12&all=1").await;
    assert_eq!(answer.main().matches("<th role=\"rowheader\"").count(), 5);
    for hidden in ["Сейітқали", "Айгерім", "Әлиева", "example.org", &app.codes.valid, &app.codes.successor]
    {
        assert!(!answer.main().contains(hidden), "{hidden}");
    }
    // the reissued one shows both of its days
    assert!(answer.words().contains("02.02.2026") && answer.words().contains("18.04.2025"));
}

#[tokio::test]
async fn a_wrong_question_is_answered_with_what_was_typed_and_what_is_wrong() {
    let app = TestApp::open().await;
    for page in ["dashboard", "dashboard/certificates"] {
        for (query, kept, said) in [
            ("phase=phase-9", "phase-9", "Такого значения в списке нет"),
            ("as_of=31.02.2022", "31.02.2022", "календар"),
            ("as_of=2026-10-13", "2026-10-13", "ещё не наступил"),
            ("as_of=%3Cscript%3E", "&lt;script&gt;", "дат"),
            ("region=KZ-99", "KZ-99", "Такого значения в списке нет"),
        ] {
            let answer = app.opens(&format!("/ru/{page}?{query}")).await;
            assert_eq!(answer.status, 422, "{query}");
            assert!(answer.main().contains(&format!("value=\"{kept}\"")), "{query}: {}", answer.main());
            assert!(answer.words().to_lowercase().contains(&said.to_lowercase()), "{query}: {}", answer.words());
            assert!(answer.main().contains("role=\"alert\""), "{query}");
            assert!(answer.title().starts_with("Ошибка"), "{}", answer.title());
        }
    }
}

#[tokio::test]
async fn a_page_of_the_list_that_does_not_exist_is_not_found() {
    let app = TestApp::open().await;
    for page in ["2", "0", "-1", "x", "99999999999999999999"] {
        let answer = app.opens(&format!("/ru/dashboard/certificates?phase=phase-2&page={page}")).await;
        assert_eq!(answer.status, 404, "{page}");
    }
}

#[tokio::test]
async fn an_empty_registry_says_so_and_how_to_begin() {
    let app = TestApp::empty().await;
    for locale in Locale::ALL {
        let code = locale.code();
        let dashboard = app.opens(&format!("/{code}/dashboard")).await;
        assert_eq!(dashboard.status, 200);
        assert!(dashboard.words().contains("maman import"), "{}", dashboard.words());
        assert_eq!(app.opens(&format!("/{code}")).await.status, 200);
        assert_eq!(app.opens(&format!("/{code}/dashboard/certificates")).await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_first_readers_of_the_dashboard_at_once_wait_for_no_connection_that_another_holds() {
    let app = TestApp::open().await;
    let officer = app.signs_in("other@example.org", &[maman::ground::caller::Role::Officer], None).await;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let request = axum::http::Request::get("/ru/dashboard?phase=phase-2").header("host", "localhost");
        let request = request.header("cookie", &officer).body(axum::body::Body::empty()).unwrap();
        readers.spawn(tower::ServiceExt::oneshot(app.router(), request));
    }
    for answer in readers.join_all().await {
        assert_eq!(answer.unwrap().status(), 200);
    }
}
