//! `/{l}/accessibility`: what the pages do for readers with a disability, how that is checked, and what is lacking.

use leptos::prelude::*;

use super::a_person;
use crate::{
    ground::{AppError, Locale},
    help::site,
    i18n::text,
    ui::{Page, PageRequest, Section},
};

pub async fn accessibility(request: PageRequest, _: site::Accessibility) -> Result<Page, AppError> {
    let locale = request.locale;
    let title = text!(locale, help.accessibility);
    let main = view! {
        <div class="wrap page">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, help.accessibility_lede)}</p>
            </div>
            <div class="split">
                <aside class="stack stack--5">{a_person(locale)}</aside>
                <div class="stack stack--7">
                    {part("does", text!(locale, help.does), does(locale))}
                    {part("checked", text!(locale, help.checked), checked(locale))}
                    {part("lacking", text!(locale, help.lacking), lacking(locale))}
                </div>
            </div>
        </div>
    };
    Ok(Page::new(title, Section::None, main).described(text!(locale, help.accessibility_lede)))
}

fn part(id: &'static str, title: String, lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <section class="stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <ul class="points">{lines}</ul>
        </section>
    }
}

fn does(locale: Locale) -> Vec<String> {
    vec![
        text!(locale, help.does_keyboard),
        text!(locale, help.does_reader),
        text!(locale, help.does_zoom),
        text!(locale, help.does_colour),
        text!(locale, help.does_script),
        text!(locale, help.does_paper),
    ]
}

fn checked(locale: Locale) -> Vec<String> {
    vec![text!(locale, help.checked_standard), text!(locale, help.checked_machine)]
}

fn lacking(locale: Locale) -> Vec<String> {
    vec![text!(locale, help.lacking_people), text!(locale, help.lacking_documents)]
}
