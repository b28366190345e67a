//! Note about text that staff wrote in another language than the reader's: the page says so openly (rule R10).

use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::{ground::Locale, i18n::text};

/// Name of a language in the reader's words, as in a sentence: "Russian", «орысша».
pub fn language_name(locale: Locale, language: Locale) -> String {
    match language {
        Locale::Kk => text!(locale, ui.in_kazakh),
        Locale::Ru => text!(locale, ui.in_russian),
        Locale::En => text!(locale, ui.in_english),
    }
}

/// Note below a text that is not in the reader's language; nothing where it is. The text itself carries `lang`.
#[component]
pub fn Fallback(
    locale: Locale,
    /// Language the text is really in: what `Localized::pick` gave with it.
    written_in: Locale,
) -> impl IntoView {
    (written_in != locale).then(|| {
        let words = text!(locale, words.not_translated, language = language_name(locale, written_in));
        view! { <p class="fallback"><Icon name=IconName::Globe/><span>{words}</span></p> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_language_says_so_and_one_in_the_readers_says_nothing() {
        let html = |written_in| view! { <Fallback locale=Locale::En written_in/> }.to_html();
        assert!(html(Locale::Ru).contains("It is shown in Russian."));
        assert!(!html(Locale::En).contains("fallback"));
    }
}
