//! Look of the pages: the part between masthead and footer, in three languages, on the small registry.
//!
//! `INSTA_UPDATE=always cargo nextest run --features ssr -E 'test(looks::)'` writes them anew; look at what changed.

use maman::ground::Locale;

use crate::app::{TestApp, pages};

async fn assert_looks_in(locale: Locale) {
    let app = TestApp::open().await;
    for (name, _, address) in pages(locale, &app.codes) {
        let answer = app.opens(&address).await;
        let lines = format!("{}\n\n{}", answer.title(), answer.main().replace("><", ">\n<"));
        // the number of a request is another each time
        let lines = lines.replace(answer.header("x-request-id"), "00000-00000");
        insta::with_settings!({ omit_expression => true, description => address.clone() }, {
            insta::assert_snapshot!(format!("{name}_{}", locale.code()), lines);
        });
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
