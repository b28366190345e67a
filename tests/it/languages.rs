//! Language that a reader gets, and that every page exists in all three.

use maman::ground::Locale;

use crate::app::{TestApp, pages};

#[tokio::test]
async fn the_start_page_goes_by_the_cookie_then_the_browser_and_else_is_kazakh() {
    let app = TestApp::closed().await;
    for (headers, language) in [
        (&[("cookie", "a=b; lang=ru"), ("accept-language", "en")][..], "/ru"),
        (&[("accept-language", "de, en-GB;q=0.7, ru;q=0.6")], "/en"),
        (&[("accept-language", "de")], "/kk"),
        (&[("cookie", "lang=de"), ("accept-language", "ru")], "/ru"),
        (&[], "/kk"),
    ] {
        let answer = app.opens_with("/", headers).await;
        assert_eq!((answer.status, answer.header("location")), (307, language), "{headers:?}");
        assert_eq!(answer.header("vary"), "accept-language, cookie");
    }
}

#[tokio::test]
async fn the_address_printed_as_a_qr_code_leads_to_the_check_in_the_readers_language() {
    let app = TestApp::closed().await;
    let address = format!("/v/{}", app.codes.valid);
    let answer = app.opens_with(&address, &[("accept-language", "ru")]).await;
    let expected = format!("/ru/verify/{}", app.codes.valid);
    assert_eq!((answer.status, answer.header("location")), (307, expected.as_str()));
    let answer = app.opens(answer.header("location")).await;
    assert_eq!((answer.status, answer.heading().as_str()), (200, "Сертификат подлинный и действует"));
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_and_to_no_other_site() {
    let app = TestApp::closed().await;
    for (typed, meant) in [("/ru/", "/ru"), ("/kk/verify/?code=1", "/kk/verify?code=1"), ("/en//", "/en")] {
        let answer = app.opens(typed).await;
        assert_eq!((answer.status, answer.header("location")), (308, meant), "{typed}");
    }
    for elsewhere in ["//example.org/", "/de/", "/nothing/"] {
        assert_eq!(app.opens(elsewhere).await.status, 404, "{elsewhere}");
    }
}

#[tokio::test]
async fn a_page_remembers_its_language_once() {
    let app = TestApp::closed().await;
    let first = app.opens("/ru/verify").await;
    let cookie = first.header("set-cookie").to_owned();
    assert!(cookie.starts_with("lang=ru; Path=/;"), "{cookie}");
    assert!(cookie.contains("SameSite=Lax") && cookie.contains("HttpOnly") && !cookie.contains("Secure"));
    let again = app.opens_with("/ru/verify", &[("cookie", "lang=ru")]).await;
    assert_eq!(again.header("set-cookie"), "");
    let other = app.opens_with("/en/verify", &[("cookie", "lang=ru"), ("x-forwarded-proto", "https")]).await;
    assert!(other.header("set-cookie").starts_with("lang=en;") && other.header("set-cookie").ends_with("; Secure"));
    // an address that does not exist is no choice of a language
    assert_eq!(app.opens("/ru/nowhere").await.header("set-cookie"), "");
}

#[tokio::test]
async fn every_page_says_its_language_has_one_heading_and_a_title() {
    let app = TestApp::open().await;
    let mut titles: Vec<Vec<String>> = Vec::new();
    for locale in Locale::ALL {
        let mut of_locale = Vec::new();
        for (name, status, address) in pages(locale, &app.codes) {
            let answer = app.opens(&address).await;
            assert_eq!(answer.status, status, "{address}");
            assert!(answer.header("content-type").starts_with("text/html"), "{address}");
            assert!(answer.body.contains(&format!("<html lang=\"{}\"", locale.code())), "{address}");
            let headings = answer.body.matches("<h1").count();
            assert_eq!(headings, 1, "{address} has {headings} headings of the first rank");
            assert!(!answer.title().trim().is_empty() && !answer.heading().is_empty(), "{address}");
            of_locale.push(format!("{name}: {}", answer.title()));
        }
        titles.push(of_locale);
    }
    for (kk, (ru, en)) in titles[0].iter().zip(titles[1].iter().zip(&titles[2])) {
        assert!(kk != ru && ru != en && kk != en, "the same title in two languages: {kk} | {ru} | {en}");
    }
}

#[tokio::test]
async fn the_language_switch_keeps_the_page_and_what_was_asked_of_it() {
    let app = TestApp::open().await;
    let asked = "/dashboard?phase=phase-2&as_of=2025-12-31&region=KZ-71";
    let answer = app.opens(&format!("/ru{asked}")).await;
    for locale in Locale::ALL {
        let address = format!("/{}{asked}", locale.code()).replace('&', "&amp;");
        let links = answer.body.matches(&format!("href=\"{address}\"")).count();
        // in the switch, and for search machines in the head
        assert_eq!(links, 2, "{address}");
    }
}

#[tokio::test]
async fn what_has_no_kazakh_title_says_in_which_language_it_is() {
    let app = TestApp::closed().await;
    let mut tx =
        app.ctx.as_caller(maman::ground::caller::Caller::Operator { name: "tester".to_owned() }).begin().await.unwrap();
    let russian = r#"{"courses":[{"code":"X-1","title":{"ru":"Только по-русски"},"academic_hours":8,"competence_area":"psychosocial","format":"online"}]}"#;
    maman::testing::registry::bring_in(&mut tx, russian, maman::testing::registry::PROGRAMME).await;
    let holder = maman::testing::registry::register(&mut tx, 50).await;
    let stored = maman::testing::registry::issue(
        &mut tx,
        &holder,
        ("X-1", "X-1-2601"),
        maman::testing::registry::day("2026-01-20"),
    )
    .await;
    maman::audit::commit(tx).await.unwrap();
    let answer = app.opens(&format!("/kk/verify/{}", stored.check_code)).await;
    assert!(answer.main().contains("lang=\"ru\">Только по-русски<"), "{}", answer.main());
    let answer = app.opens(&format!("/ru/verify/{}", stored.check_code)).await;
    assert!(!answer.main().contains("lang=\"ru\""));
}
