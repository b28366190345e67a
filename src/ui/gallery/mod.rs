//! Gallery of every part in every state, in the language of the address: to look at, and for the tests in a browser.
//!
//! Debug builds only. The samples are here in three languages and not in `locales/`, for no page of the product shows
//! them. A new part, or a new state of one, is added here.

mod fields;
mod lists;
mod messages;
mod pictures;
mod ways;

use leptos::prelude::*;

use super::{Audience, Page, PageRequest, Route, Section};
use crate::ground::{AppError, Locale, address::addresses, text::Fixed};

addresses! {
    Gallery = "/{locale}/gallery";
}

pub fn routes() -> Vec<Route> {
    vec![Route::page(Audience::Everybody, gallery)]
}

async fn gallery(request: PageRequest, _: Gallery) -> Result<Page, AppError> {
    Ok(gallery_page(request.locale))
}

/// Gallery as a page that no search machine indexes.
pub fn gallery_page(locale: Locale) -> Page {
    Page::new(title(locale), Section::None, gallery_main(locale)).private()
}

/// Part between masthead and footer.
pub fn gallery_main(locale: Locale) -> AnyView {
    let lede = say(
        locale,
        "Әр бөлік барлық күйінде. Сөздер үлгі үшін алынған.",
        "Каждая часть во всех состояниях. Слова взяты для примера.",
        "Every part in every state. The words are samples.",
    );
    view! {
        <div class="wrap page stack stack--7">
            <div class="head"><h1>{title(locale)}</h1><p class="lede">{lede}</p></div>
            {messages::all(locale)}
            {fields::all(locale)}
            {lists::all(locale)}
            {ways::all(locale)}
            {pictures::all(locale)}
        </div>
    }
    .into_any()
}

fn title(locale: Locale) -> String {
    say(locale, "Бөліктер", "Части", "Parts")
}

/// Sample in the reader's language.
fn say(locale: Locale, kk: &'static str, ru: &'static str, en: &'static str) -> String {
    Fixed { kk, ru, en }.get(locale).to_owned()
}

/// Part of the gallery with its heading.
fn part(id: &'static str, title: String, samples: impl IntoView + 'static) -> AnyView {
    view! { <section class="stack stack--5" aria-labelledby=id><h2 id=id>{title}</h2>{samples}</section> }.into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Values of an attribute in a page.
    fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
        html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }

    #[test]
    fn every_id_stands_once_and_everything_that_points_to_one_finds_it() {
        for locale in Locale::ALL {
            let html = gallery_main(locale).to_html();
            let ids = values(&html, r#" id=""#);
            let all: BTreeSet<&str> = ids.iter().copied().collect();
            assert!(ids.len() == all.len() && all.len() > 50, "{ids:?}");
            for attribute in [r#"aria-describedby=""#, r#"aria-labelledby=""#, r#" for=""#, r##"href="#"##] {
                for found in values(&html, attribute).into_iter().flat_map(|ids| ids.split(' ')) {
                    assert!(all.contains(found), "{attribute}{found} in {}", locale.code());
                }
            }
        }
    }

    #[test]
    fn the_gallery_obeys_the_policy_against_styles_and_scripts_in_a_page() {
        let html = gallery_main(Locale::Kk).to_html();
        assert!(!html.contains(" style=") && !html.contains("<script") && !html.contains(" onclick"));
    }
}
