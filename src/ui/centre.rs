//! Centre on the pages: its name, and how to reach it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    ground::Locale,
    settings::{Centre, model::Words},
};

/// Settings of the centre, for the page that is being made.
pub fn centre() -> Arc<Centre> {
    use_context().unwrap_or_default()
}

/// Words of the centre, marked with their language where it is not the reader's.
pub fn centre_words(locale: Locale, words: Words) -> AnyView {
    let lang = words.lang(locale);
    view! { <span lang=lang>{words.text}</span> }.into_any()
}

/// Link to the centre's e-mail address; nothing while none is set.
pub fn mail_link(centre: &Centre) -> Option<AnyView> {
    centre.email().map(|email| view! { <a href=format!("mailto:{email}")>{email.to_owned()}</a> }.into_any())
}

/// Words that ask the reader to write to the centre, with its address behind them. Nothing while no address is set: a
/// reader who is asked to write has to know where to.
#[component]
pub fn WriteTo(words: String) -> impl IntoView {
    mail_link(&centre()).map(|link| view! { {words}" "{link} })
}

/// Sentence of which a part asks to write to the centre; `without` takes its place while no address is set.
#[component]
pub fn WriteToOr(words: String, without: String) -> impl IntoView {
    match mail_link(&centre()) {
        Some(link) => view! { {words}" "{link} }.into_any(),
        None => without.into_any(),
    }
}

/// Ways to reach the centre, a line each; nothing of what is not set.
pub fn ways_to_reach(locale: Locale, centre: &Centre) -> AnyView {
    let address = centre.address(locale).map(|words| view! { <p>{centre_words(locale, words)}</p> });
    let phone = centre.phone().map(|phone| view! { <p>{phone_link(phone)}</p> });
    let email = mail_link(centre).map(|link| view! { <p>{link}</p> });
    let website = centre.website().map(|address| {
        let (_, short) = address.split_once("://").unwrap_or(("", address));
        view! { <p><a href=address.to_owned()>{short.trim_end_matches('/').to_owned()}</a></p> }
    });
    view! { {address}{phone}{email}{website} }.into_any()
}

/// Link by which a telephone dials a single number; several numbers are plain text.
fn phone_link(phone: &str) -> AnyView {
    if phone.contains([',', ';']) {
        return phone.to_owned().into_any();
    }
    let number: String = phone.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    view! { <a href=format!("tel:{number}")>{phone.to_owned()}</a> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Setting;

    fn reached(values: &[(Setting, &str)]) -> String {
        let values = values.iter().map(|(setting, value)| (*setting, (*value).to_owned()));
        ways_to_reach(Locale::En, &Centre::new(1, values)).to_html()
    }

    #[test]
    fn a_centre_that_has_set_nothing_has_no_line_to_reach_it_by() {
        assert!(!reached(&[]).contains("<p>"));
    }

    #[test]
    fn whatever_is_set_is_words_and_never_markup() {
        let html = reached(&[
            (Setting::AddressRu, "<script>alert(1)</script>"),
            (Setting::Phone, "+7 (7172) 70-95-00"),
            (Setting::Email, "\"><b>@enu.kz"),
            (Setting::Website, "https://enu.kz/\"><b>"),
        ]);
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        assert!(html.contains(r#"lang="ru""#) && html.contains(r#"href="tel:+77172709500""#), "{html}");
    }
}
