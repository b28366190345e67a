//! What stands around every page: masthead, language switch, main part, footer.

use leptos::prelude::*;

use super::{Asked, Icon, IconName, Section};
use crate::{ground::Locale, i18n::text};

/// What the layout knows of this installation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Every name and number is invented, and the footer says so.
    pub demo: bool,
    /// Whoever reaches the server sees the dashboard.
    pub dashboard_open: bool,
}

/// The centre's address, as the prototype has it; a setting of the installation replaces it later.
pub const CONTACT: &str = "okytu@maman.example";

/// The frame of a page.
#[component]
pub fn Layout(asked: Asked, section: Section, staff: bool, children: Children) -> impl IntoView {
    let locale = asked.locale;
    view! {
        <a class="skip" href="#main">{text!(locale, layout.skip)}</a>
        <Masthead asked section staff/>
        <main id="main">{children()}</main>
        <Footer locale wide=staff/>
    }
}

#[component]
fn Masthead(asked: Asked, section: Section, staff: bool) -> impl IntoView {
    let locale = asked.locale;
    let site = use_context::<Site>().unwrap_or_default();
    let home = format!("/{}", locale.code());
    let entries = [
        (Section::Dashboard, "dashboard", text!(locale, layout.dashboard)),
        (Section::Verify, "verify", text!(locale, layout.verify)),
    ]
    .into_iter()
    .filter(|(entry, ..)| *entry != Section::Dashboard || site.dashboard_open)
    .map(|(entry, path, name)| {
        let current = (entry == section).then_some("page");
        view! { <li><a href=format!("/{}/{path}", locale.code()) aria-current=current>{name}</a></li> }
    })
    .collect_view();
    let masthead = if staff { "masthead masthead--staff on-sky" } else { "masthead" };
    let wrap = if staff { "wrap wrap--wide masthead__in" } else { "wrap masthead__in" };
    view! {
        <header class=masthead>
            <div class=wrap>
                <a class="brand" href=home>
                    <img src=asset("logo.svg") width="44" height="44" alt=""/>
                    <span><b>{text!(locale, layout.name)}</b><span>{text!(locale, layout.centre)}</span></span>
                </a>
                <button class="menu-button" type="button" popovertarget="site-nav">
                    <Icon name=IconName::Menu/>{text!(locale, layout.menu)}
                </button>
                <nav class="site-nav" id="site-nav" aria-label=text!(locale, layout.main_menu) popover>
                    <ul>{entries}</ul>
                </nav>
                <LanguageSwitch asked/>
            </div>
        </header>
    }
}

/// Plain links to the same page in the three languages.
#[component]
fn LanguageSwitch(asked: Asked) -> impl IntoView {
    let links = Locale::ALL
        .map(|locale| {
            let (short, name) = match locale {
                Locale::Kk => ("Қаз", "Қазақша"),
                Locale::Ru => ("Рус", "Русский"),
                Locale::En => ("Eng", "English"),
            };
            let current = (locale == asked.locale).then_some("true");
            let code = locale.code();
            view! {
                <li>
                    <a href=asked.in_locale(locale) hreflang=code lang=code title=name aria-current=current>{short}</a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="lang" aria-label=text!(asked.locale, layout.language)><ul>{links}</ul></nav> }
}

#[component]
fn Footer(locale: Locale, wide: bool) -> impl IntoView {
    let site = use_context::<Site>().unwrap_or_default();
    let wrap = if wide { "wrap wrap--wide footer__cols" } else { "wrap footer__cols" };
    view! {
        <footer class="footer">
            <div class=wrap>
                <div>
                    <p>{text!(locale, layout.centre_long)}</p>
                    <p><a href=format!("mailto:{CONTACT}")>{CONTACT}</a></p>
                </div>
                <div class="stack stack--2">
                    <p class="muted xs">{text!(locale, layout.partners)}</p>
                    {site.demo.then(|| view! { <p class="muted xs">{text!(locale, layout.invented)}</p> })}
                </div>
            </div>
        </footer>
    }
}

/// The address of a file that is served beside the style sheet; it changes with the content.
pub fn asset(name: &str) -> String {
    format!("/{}/{name}", env!("MAMAN_PKG"))
}
