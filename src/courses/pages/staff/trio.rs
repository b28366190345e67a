//! Field in three languages side by side.

use leptos::prelude::*;

use crate::{
    ground::{Locale, Localized, Problem},
    i18n::text,
    ui::{Icon, IconName, fallback::language_name, field::problem_words},
};

/// Name of a language in that language.
const OWN_NAMES: [(Locale, &str); 3] = [(Locale::Kk, "Қазақша"), (Locale::Ru, "Русский"), (Locale::En, "English")];

/// Text in Kazakh, Russian and English: one row a field, one column a language. A language that is missing is said,
/// where another is written.
#[component]
pub fn Trio(
    locale: Locale,
    /// Beginning of the names: `title` for `title_kk`, `title_ru` and `title_en`.
    name: &'static str,
    legend: String,
    value: Localized,
    hint: Option<String>,
    problem: Option<Problem>,
    /// Lines that are seen at once.
    #[prop(default = 2)]
    rows: u8,
) -> impl IntoView {
    let is_written = !value.is_empty();
    let fields = OWN_NAMES
        .map(|(language, own_name)| {
            let (code, part) = (language.code(), value.part(language).to_owned());
            let id = format!("{name}_{code}");
            let gap = (is_written && part.is_empty()).then(|| {
                let words = text!(locale, run_editor.gap, language = language_name(locale, language));
                view! { <p class="gap"><Icon name=IconName::Globe/><span>{words}</span></p> }
            });
            view! {
                <div class="field">
                    <label for=id.clone() lang=code>{own_name}</label>
                    <textarea class="input" id=id.clone() name=id lang=code rows=rows>{part}</textarea>
                    {gap}
                </div>
            }
        })
        .collect_view();
    let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
    let error = problem.map(|problem| {
        view! { <p class="err"><Icon name=IconName::Alert/><span>{problem_words(locale, problem)}</span></p> }
    });
    view! { <fieldset class="trio"><legend>{legend}</legend>{hint}{error}{fields}</fieldset> }
}
