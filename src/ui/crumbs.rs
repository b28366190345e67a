//! Way back up from a page.

use leptos::prelude::*;

use crate::{
    ground::{
        Locale,
        caller::{Caller, Role},
    },
    i18n::text,
};

/// Page above this one.
#[derive(Clone, Debug)]
pub struct Crumb {
    pub words: String,
    /// Language of the words, where it is not the page's.
    pub lang: Option<&'static str>,
    pub href: String,
}

/// Crumbs above the reader's own pages: their courses at `my`, which only trainees have.
pub fn above_own(locale: Locale, caller: &Caller, my: String) -> Vec<Crumb> {
    let my = Crumb { words: text!(locale, layout.my), lang: None, href: my };
    if caller.has_role(Role::Trainee) { vec![my] } else { Vec::new() }
}

/// Pages above, the highest first, and this one.
#[component]
pub fn Crumbs(
    locale: Locale,
    above: Vec<Crumb>,
    here: String,
    /// Language of this page's name, where it is not the page's.
    #[prop(optional_no_strip)]
    here_lang: Option<&'static str>,
) -> impl IntoView {
    let above = above
        .into_iter()
        .map(|Crumb { words, lang, href }| view! { <li><a href=href lang=lang>{words}</a></li> })
        .collect_view();
    view! {
        <nav class="crumbs" aria-label=text!(locale, ui.you_are_here)>
            <ol>{above}<li><span aria-current="page" lang=here_lang>{here}</span></li></ol>
        </nav>
    }
}
