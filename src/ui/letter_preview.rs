//! Letters as they will read, before what brings them about is done.

use leptos::prelude::*;

use super::{Icon, IconName, fallback::language_name};
use crate::{ground::Locale, i18n::text};

/// Letter in one language, and the number of people who get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterPreview {
    /// Language of the letter.
    pub locale: Locale,
    pub count: usize,
    pub subject: String,
    pub paragraphs: Vec<String>,
}

/// Letters in each language, and the number of people who get none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterPreviews {
    pub letters: Vec<LetterPreview>,
    pub without_address: usize,
}

/// Number of the letters, the text of each language folded up, and how many people get none.
pub fn letter_previews(locale: Locale, previews: LetterPreviews) -> impl IntoView {
    let LetterPreviews { letters, without_address } = previews;
    let all: usize = letters.iter().map(|letter| letter.count).sum();
    let none = (without_address > 0).then(|| {
        view! { <p class="small muted">{text!(locale, ui.letters_without_address, count = without_address)}</p> }
    });
    let letters = letters.into_iter().map(|letter| preview(locale, letter)).collect_view();
    view! {
        <div class="stack stack--2">
            <p class="small"><strong>{text!(locale, ui.letters, count = all)}</strong></p>
            {letters}
            {none}
        </div>
    }
}

fn preview(locale: Locale, letter: LetterPreview) -> impl IntoView {
    let LetterPreview { locale: written_in, count, subject, paragraphs } = letter;
    let summary = format!("{}: {}", language_name(locale, written_in), text!(locale, ui.letters, count = count));
    let paragraphs = paragraphs.into_iter().map(|words| view! { <p>{words}</p> }).collect_view();
    view! {
        <details>
            <summary>{summary}<Icon name=IconName::Chevron/></summary>
            <div class="panel stack stack--2 small" lang=written_in.code()>
                <p><strong>{subject}</strong></p>
                {paragraphs}
            </div>
        </details>
    }
}
