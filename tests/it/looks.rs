//! Looks of the pages: the part between masthead and footer, in three languages, on the small registry.
//!
//! `INSTA_UPDATE=always cargo nextest run --features ssr -E 'test(looks::)'` writes them anew; look at what changed.

use maman::{
    accounts::{Email, service as accounts},
    app, audit, courses,
    ground::{
        Locale,
        address::Address,
        caller::{Caller, Role},
        ids::SpecialistId,
    },
    registry::site::Pair,
    specialists::{model::NewSpecialist, service as specialists},
    testing::registry,
    ui::{Audience, Route},
};

use crate::{
    app::{Answer, TestApp, pages},
    crowd::{certified, crowd, given_out},
};

fn assert_looks(name: &str, locale: Locale, address: &str, answer: &Answer) {
    let lines = format!("{}\n\n{}", answer.title(), answer.main().replace("><", ">\n<"));
    // the number of a request is another each time
    let lines = without_audit_head(&lines.replace(answer.header("x-request-id"), "00000-00000"));
    insta::with_settings!({ omit_expression => true, description => address.to_owned() }, {
        insta::assert_snapshot!(format!("{name}_{}", locale.code()), lines);
    });
}

/// Page with zeros in place of the head of the audit log, which every line of any test's registry changes.
fn without_audit_head(page: &str) -> String {
    let is_head = |word: &str| {
        word.split_once(':').is_some_and(|(lines, hash)| {
            lines.bytes().all(|byte| byte.is_ascii_digit())
                && hash.len() == 64
                && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    };
    let words = page.split_inclusive(['<', '>']).map(|word| {
        let text = word.trim_end_matches(['<', '>']);
        if is_head(text) { format!("0:{}{}", "0".repeat(64), &word[text.len()..]) } else { word.to_owned() }
    });
    words.collect()
}

async fn assert_looks_in(locale: Locale) {
    let app = TestApp::open().await;
    for (name, _, address) in pages(locale, &app.codes) {
        assert_looks(name, locale, &address, &app.opens(&address).await);
    }
}

/// Second record of the first person, without an IIN and with a claim to one.
async fn twin(app: &TestApp) -> SpecialistId {
    let mut tx = app.ctx.as_caller(Caller::Demonstration).begin().await.unwrap();
    let person = NewSpecialist { iin: None, email: None, ..registry::person(1) };
    let twin = specialists::register(&mut tx, &person).await.unwrap();
    specialists::claim(&mut tx, twin, &registry::person(77).iin.unwrap()).await.unwrap();
    audit::commit(tx).await.unwrap();
    twin
}

/// Tells whether the router would lead a path to this route.
fn leads_to(route: &Route, path: &str) -> bool {
    let path = path.split('?').next().unwrap();
    let (pattern, path): (Vec<&str>, Vec<&str>) = (route.pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len() && pattern.iter().zip(&path).all(|(part, word)| part.starts_with('{') || part == word)
}

/// Every other page of the site map, as the reader whom it is for sees it: an address that is added later is looked at
/// without being put on a list.
async fn assert_site_map_looks_in(locale: Locale) {
    let app = TestApp::closed().await;
    let trainee = crowd(&app.ctx, 1).await.remove(0);
    let own_number = certified(&app.ctx, "RUN-ISSUED", trainee.specialist).await;
    let trainee = trainee.cookie;
    let staff = app.signs_in("staff@example.org", &[Role::Staff], None).await;
    let officer = app.signs_in("officer@example.org", &[Role::Officer], None).await;
    let administrator = app.signs_in("admin@example.org", &[Role::Administrator], None).await;
    let mut tx = app.ctx.begin().await.unwrap();
    let account = accounts::find_by_email(&mut tx, &Email::parse("officer@example.org").unwrap()).await.unwrap();
    let account = account.unwrap().id.to_string();
    drop(tx);
    let twin = twin(&app).await;
    given_out(&app.ctx).await;
    let listed = pages(locale, &app.codes);
    let routes = app::routes(&app::Shared::default());
    let others = routes.iter().filter(|route| !listed.iter().any(|(_, _, address)| leads_to(route, address)));
    for route in others.filter(|route| route.page.is_some()) {
        let cookie = match route.audience {
            // the mailbox is nowhere but in a demonstration
            Audience::Demonstration => continue,
            Audience::Everybody => "",
            Audience::Accounts | Audience::Trainees => &trainee,
            Audience::RunTeam | Audience::Staff => &staff,
            Audience::FigureReaders => &officer,
            Audience::Administrators => &administrator,
        };
        let name = route.pattern.trim_start_matches("/{locale}").trim_start_matches('/').replace(['/', '{', '}'], "_");
        // its parts have tests of their own; the first tab of a run has an address of its own
        if name == "gallery" || route.pattern == courses::site::StaffRun::PATTERN {
            continue;
        }
        let path = route
            .pattern
            .replace("{locale}", locale.code())
            .replace("{run}", "NRC-01-2611")
            .replace("{code}", "6T2K-9WQD")
            .replace("{number}", if route.pattern.contains("/my/") { &own_number } else { "NRC-2026-00001" })
            .replace("{edition}", "1")
            .replace("{course}", "NRC-01")
            .replace("{account}", &account)
            .replace("{id}", &twin.to_string())
            .replace("{pair}", &Pair::of(app.codes.people[0], twin).unwrap().to_string());
        assert!(!path.contains('{'), "{path}: say here which one is looked at");
        let answer = app.opens_as(cookie, &path).await;
        assert_ne!(answer.status, 303, "{path} leads elsewhere");
        assert_looks(&format!("site_{name}"), locale, &path, &answer);
    }
}

#[tokio::test]
async fn pages_look_as_they_did_in_kazakh() {
    assert_looks_in(Locale::Kk).await;
}

#[tokio::test]
async fn pages_look_as_they_did_in_russian() {
    assert_looks_in(Locale::Ru).await;
}

#[tokio::test]
async fn pages_look_as_they_did_in_english() {
    assert_looks_in(Locale::En).await;
}

#[tokio::test]
async fn every_page_of_the_site_map_looks_as_it_did_in_kazakh() {
    Box::pin(assert_site_map_looks_in(Locale::Kk)).await;
}

#[tokio::test]
async fn every_page_of_the_site_map_looks_as_it_did_in_russian() {
    Box::pin(assert_site_map_looks_in(Locale::Ru)).await;
}

#[tokio::test]
async fn every_page_of_the_site_map_looks_as_it_did_in_english() {
    Box::pin(assert_site_map_looks_in(Locale::En)).await;
}
