//! Catalogue, a course and a run's calendar file, as the web shows them.

use maman::{
    audit,
    courses::{model::NewRun, service as courses},
    ground::Localized,
    testing::registry::{self, day},
};

use crate::app::TestApp;

#[tokio::test]
async fn the_catalogue_is_searched_without_a_script_and_an_old_bookmark_still_shows_courses() {
    let app = TestApp::closed().await;
    // «Психологиялық»
    let answer = app.opens("/kk/courses?q=%D0%9F%D1%81%D0%B8%D1%85%D0%BE%D0%BB%D0%BE%D0%B3%D0%B8%D1%8F").await;
    assert_eq!(answer.status, 200);
    assert!(answer.links().iter().any(|(href, _)| href == "/kk/courses/NRC-01"), "{:?}", answer.links());
    assert!(answer.links().iter().all(|(href, _)| href != "/kk/courses/NRC-06"), "{:?}", answer.links());

    let all = app.opens("/ru/courses").await;
    let old = app.opens("/ru/courses?area=magic&region=KZ-KUS&open=maybe").await;
    let courses =
        |links: Vec<(String, String)>| links.into_iter().filter(|(href, _)| href.contains("/courses/")).count();
    assert_eq!((old.status, courses(old.links())), (200, 12));
    assert_eq!(courses(all.links()), 12);
    assert!(!old.links().iter().any(|(_, words)| words.contains("magic")));
}

#[tokio::test]
async fn an_empty_registry_says_so_in_the_catalogue() {
    let app = TestApp::empty().await;
    assert!(app.opens("/en/courses").await.words().contains("There are no courses yet"));
}

#[tokio::test]
async fn a_course_leads_to_its_runs_and_the_catalogue_to_the_course() {
    let app = TestApp::closed().await;
    let answer = app.opens("/en/courses/NRC-01").await;
    let links = answer.links();
    for (href, words) in
        [("/en/runs/NRC-01-2611/enroll", "Enroll"), ("/en/runs/NRC-01-2612/enroll", "Join the waiting list")]
    {
        assert!(links.contains(&(href.to_owned(), words.to_owned())), "{links:?}");
    }
    let words = answer.words();
    for expected in ["23 of 25 places left", "No places left, 1 person waiting", "3 years", "at least 80% of the hours"]
    {
        assert!(words.contains(expected), "{expected} in {words}");
    }
    assert_eq!(app.opens("/en/courses/NRC-99").await.status, 404);
}

#[tokio::test]
async fn the_calendar_file_of_a_run_is_kept_and_speaks_the_readers_language() {
    let app = TestApp::closed().await;
    let answer = app.opens("/runs/NRC-01-2611.ics?lang=ru").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename*=UTF-8''NRC-01-2611.ics");
    let text = answer.body.replace("\r\n ", "");
    assert!(text.contains("SUMMARY:Основы социально-психологической помощи детям и семьям\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20261102\r\n"), "{text}");

    let wished = app.opens_with("/runs/NRC-01-2611.ics", &[("accept-language", "en")]).await;
    assert!(wished.body.replace("\r\n ", "").contains("SUMMARY:Foundations of social"), "{}", wished.body);

    for nowhere in ["/runs/NRC-01-2611", "/runs/nothing.ics", "/runs/.ics", "/runs/NRC-01-2611.ICS"] {
        assert_eq!(app.opens(nowhere).await.status, 404, "{nowhere}");
    }
}

/// Run held at this venue, announced beside the others.
async fn held_at(app: &TestApp, venue: Localized) {
    let mut tx = app.ctx.begin().await.unwrap();
    let (course, _) = registry::course(&mut tx, "NRC-01").await;
    let run = NewRun { venue, ..NewRun::plain("NRC-01-2610", day("2026-10-19"), day("2026-10-30"), 20) };
    courses::announce(&mut tx, course, &run).await.unwrap();
    audit::commit(tx).await.unwrap();
}

#[tokio::test]
async fn a_russian_page_no_longer_shows_the_kazakh_name_of_the_university() {
    let app = TestApp::closed().await;
    let (kk, ru, en) = ("Л.Н. Гумилев атындағы ЕҰУ", "ЕНУ им. Л.Н. Гумилёва", "L.N. Gumilyov ENU");
    held_at(&app, Localized { kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }).await;
    for (l, own, others) in [("kk", kk, [ru, en]), ("ru", ru, [kk, en]), ("en", en, [kk, ru])] {
        for address in [format!("/{l}"), format!("/{l}/courses/NRC-01"), format!("/{l}/runs/NRC-01-2610")] {
            let words = app.opens(&address).await.words();
            assert!(words.contains(own) && !others.iter().any(|other| words.contains(other)), "{address}: {words}");
        }
        let file = app.opens(&format!("/runs/NRC-01-2610.ics?lang={l}")).await.body.replace("\r\n ", "");
        assert!(file.contains(&format!("LOCATION:{own}")), "{file}");
        // «Гумил» and «gumil» find it in whatever language it is written
        for typed in ["%D0%93%D1%83%D0%BC%D0%B8%D0%BB", "gumil"] {
            let found = app.opens(&format!("/{l}/courses?q={typed}")).await.links();
            assert!(found.iter().any(|(href, _)| *href == format!("/{l}/courses/NRC-01")), "{l} {typed}: {found:?}");
        }
    }
}

#[tokio::test]
async fn a_venue_that_is_not_written_in_the_readers_language_says_in_which_it_is() {
    let app = TestApp::closed().await;
    held_at(&app, Localized { kk: "Шымкент, <i>3-қабат</i>".to_owned(), ..Localized::default() }).await;
    for address in ["/en", "/en/courses/NRC-01", "/en/runs/NRC-01-2610"] {
        let page = app.opens(address).await.body;
        assert!(page.contains("<span lang=\"kk\">Шымкент, &lt;i&gt;3-қабат"), "{address}: {page}");
    }
    assert!(!app.opens("/kk/runs/NRC-01-2610").await.main().contains("<span lang=\"kk\">"));
}
