//! Pages that are kept: what they say is true at every load, and nobody is shown the page of another.

use maman::{
    accounts::service as accounts,
    audit, auth,
    ground::caller::{Caller, Role, Roles},
    testing::registry,
};

use crate::{
    app::{Answer, TestApp},
    crowd::crowd,
};

const RUN: &str = "/en/runs/NRC-01-2611";

/// Tells whether a page says how many of the run's places are left, in a list or beside its big number.
fn tells(page: &Answer, places: u32) -> bool {
    let words = page.words();
    words.contains(&format!("{places} of 25 places left")) || words.contains(&format!("{places} places left of 25"))
}

#[tokio::test]
async fn a_place_that_is_taken_shows_at_the_next_load_of_every_page_that_tells_of_it() {
    let app = TestApp::closed().await;
    let trainee = crowd(&app.ctx, 1).await.remove(0);
    let pages = [RUN, "/en/courses/NRC-01", "/en/courses", "/en"];
    for page in pages {
        let first = app.opens(page).await;
        assert!(tells(&first, 23), "{page}: {}", first.words());
        assert_eq!(app.opens(page).await.body, first.body, "{page}");
    }
    assert_eq!(app.posts_as(&trainee.cookie, &format!("{RUN}/enroll"), "").await.status, 303);
    for page in pages {
        let then = app.opens(page).await;
        assert!(tells(&then, 22), "{page}: {}", then.words());
    }
}

#[tokio::test]
async fn a_kept_page_goes_out_compressed_and_with_all_its_headers() {
    let app = TestApp::closed().await;
    let plain = app.opens("/ru/courses").await;
    for round in 0..2 {
        let answer = app.opens_with("/ru/courses", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, "br"), "{round}");
        assert!(!answer.body.contains("</html>"), "it is not the plain page");
        for name in ["content-type", "content-security-policy", "cache-control", "x-content-type-options"] {
            assert_eq!(answer.header(name), plain.header(name), "{name}");
        }
        assert!(answer.headers("vary").contains("accept-encoding"), "{}", answer.headers("vary"));
    }
    // the number of a request stays its own
    assert_ne!(app.opens("/ru/courses").await.header("x-request-id"), plain.header("x-request-id"));
}

/// Tells whether a page names somebody in its masthead.
fn names(page: &Answer, email: &str) -> bool {
    page.body.contains(email)
}

#[tokio::test]
async fn nobody_is_shown_the_page_of_another_reader() {
    let app = TestApp::closed().await;
    let [one, other] = ["one@example.org", "other@example.org"];
    let cookies = [app.signs_in(one, &[Role::Officer], None).await, app.signs_in(other, &[Role::Officer], None).await];
    for _ in 0..2 {
        for (cookie, own, foreign) in [(&cookies[0], one, other), (&cookies[1], other, one)] {
            for path in ["/en/dashboard?phase=phase-2", "/en"] {
                let page = app.opens_as(cookie, path).await;
                assert!(page.status == 200 && names(&page, own) && !names(&page, foreign), "{path}");
            }
        }
        let visitor = app.opens("/en").await;
        assert!(!names(&visitor, one) && !names(&visitor, other));
        assert_eq!(app.opens("/en/dashboard?phase=phase-2").await.status, 303);
    }
}

#[tokio::test]
async fn a_reader_who_may_no_longer_see_the_figures_is_not_shown_them_from_memory() {
    let app = TestApp::closed().await;
    let account = registry::account(&app.ctx, "officer@example.org", &[Role::Officer], None).await;
    let mut tx = app.ctx.begin().await.unwrap();
    let token = auth::begin(&mut tx, account, "a test", false).await.unwrap();
    audit::commit_upkeep(tx).await.unwrap();
    let cookie = format!("__Host-session={}", token.reveal());
    for _ in 0..2 {
        assert_eq!(app.opens_as(&cookie, "/en/dashboard").await.status, 200);
    }
    let operator = Caller::Operator { name: "a test".to_owned() };
    let mut tx = app.ctx.as_caller(operator).begin().await.unwrap();
    let roles: Roles = [Role::Trainee].into_iter().collect();
    assert_eq!(accounts::set_roles(&mut tx, account, roles).await, Ok(true));
    audit::commit(tx).await.unwrap();
    assert_eq!(app.opens_as(&cookie, "/en/dashboard").await.status, 403);
}

#[tokio::test]
async fn a_shared_link_to_a_public_page_has_a_title_and_a_picture_and_a_private_one_has_none() {
    let app = TestApp::closed().await;
    let officer = app.signs_in("officer@example.org", &[Role::Officer], None).await;
    for (page, picture) in [
        ("/kk", "/kk/shared/site.png"),
        ("/ru/courses/NRC-01", "/ru/shared/course-NRC-01.png"),
        ("/en/runs/NRC-01-2611", "/en/shared/run-NRC-01-2611.png"),
    ] {
        let head = app.opens(page).await.body;
        assert!(head.contains("property=\"og:title\"") && head.contains("name=\"description\""), "{page}");
        assert!(head.contains(&format!("{picture}\"")), "{page}: {}", head.split("<title>").next().unwrap());
        let image = app.opens(picture).await;
        assert_eq!((image.status, image.header("content-type")), (200, "image/png"), "{picture}");
    }
    assert!(!app.opens_as(&officer, "/en/dashboard").await.body.contains("og:"));
    assert!(!app.opens("/en/sign-in").await.body.contains("og:"));
    let robots = app.opens("/robots.txt").await;
    assert!(robots.status == 200 && robots.body.contains("Disallow: /*/staff"), "{}", robots.body);
}
