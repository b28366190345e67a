//! Layout around every page: masthead, language switch, main part, footer.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Icon, IconName, Location, Navigation, Section,
    centre::{centre, ways_to_reach},
};
use crate::{
    ground::{Locale, caller::Caller, ids::SessionId, token::Token},
    i18n::text,
};

/// Facts about this installation for the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// True if every name and number is invented; the footer says so.
    pub demo: bool,
    /// True if letters go out through a mail server.
    pub mail: bool,
}

/// Reader of the page.
#[derive(Clone, Debug)]
pub struct Reader {
    pub caller: Caller,
    /// Name of the person in the masthead.
    pub name: Option<String>,
    /// Session they read it in.
    pub session: Option<SessionId>,
    /// Token that their browser was given when it signed up lately.
    pub signed_up: Option<Token>,
}

impl Default for Reader {
    /// Reader who has not signed in.
    fn default() -> Self {
        Self { caller: Caller::Visitor, name: None, session: None, signed_up: None }
    }
}

/// Addresses around the page that is being made.
pub(super) fn navigation() -> Option<Arc<Navigation>> {
    use_context()
}

/// Frame of a page.
#[component]
pub fn Layout(location: Location, reader: Reader, section: Section, staff: bool, children: Children) -> impl IntoView {
    let locale = location.locale;
    view! {
        <a class="skip" href="#main">{text!(locale, layout.skip)}</a>
        <Masthead location reader section staff/>
        <main id="main">{children()}</main>
        <Footer locale wide=staff/>
    }
}

#[component]
fn Masthead(location: Location, reader: Reader, section: Section, staff: bool) -> impl IntoView {
    let locale = location.locale;
    let Some(navigation) = navigation() else { return ().into_any() };
    let name = centre().name(locale);
    let lang = name.lang(locale);
    let entries = navigation.menu.iter().filter(|entry| entry.is_shown_to(&reader.caller)).map(|entry| {
        let current = (entry.section == section).then_some("page");
        view! { <li><a href=(entry.address)(locale) aria-current=current>{entry_words(locale, entry.section)}</a></li> }
    });
    let entries = entries.collect_view();
    let masthead = if staff { "masthead masthead--staff on-sky" } else { "masthead" };
    let [wrap, who] = if staff {
        ["wrap wrap--wide masthead__in", "wrap wrap--wide row row--apart"]
    } else {
        ["wrap masthead__in", "wrap row row--apart"]
    };
    view! {
        <header class=masthead>
            <div class=wrap>
                <a class="brand" href=(navigation.home)(locale)>
                    <img src=asset("logo.svg") width="44" height="44" alt=""/>
                    <span><b>{text!(locale, layout.name)}</b><span lang=lang>{name.text}</span></span>
                </a>
                <button class="menu-button" type="button" popovertarget="site-nav">
                    <Icon name=IconName::Menu/>{text!(locale, layout.menu)}
                </button>
                <nav class="site-nav" id="site-nav" aria-label=text!(locale, layout.main_menu) popover>
                    <ul>{entries}</ul>
                </nav>
                <LanguageSwitch location/>
            </div>
            {reader.name.map(|name| view! {
                <div class="who">
                    <div class=who>
                        <a href=(navigation.security)(locale)>{name}</a>
                        <form method="post" action=(navigation.sign_out)(locale)>
                            <button class="link">{text!(locale, layout.sign_out)}</button>
                        </form>
                    </div>
                </div>
            })}
        </header>
    }
    .into_any()
}

/// Name of an entry of the menu.
fn entry_words(locale: Locale, section: Section) -> String {
    match section {
        Section::Today => text!(locale, layout.today),
        Section::Runs => text!(locale, layout.runs),
        Section::People => text!(locale, layout.people),
        Section::Certificates => text!(locale, layout.certificates),
        Section::My => text!(locale, layout.my),
        Section::Courses | Section::StaffCourses => text!(locale, layout.courses),
        Section::Dashboard => text!(locale, layout.dashboard),
        Section::Verify => text!(locale, layout.verify),
        Section::Editions => text!(locale, layout.editions),
        Section::Targets => text!(locale, layout.targets),
        Section::Accounts => text!(locale, layout.accounts),
        Section::Admin => text!(locale, layout.settings),
        Section::SignIn => text!(locale, layout.sign_in),
        Section::Home | Section::None => text!(locale, layout.name),
    }
}

/// Plain links to the same page in the three languages.
#[component]
fn LanguageSwitch(location: Location) -> impl IntoView {
    let links = Locale::ALL
        .map(|locale| {
            let (short, name) = match locale {
                Locale::Kk => ("Қаз", "Қазақша"),
                Locale::Ru => ("Рус", "Русский"),
                Locale::En => ("Eng", "English"),
            };
            let current = (locale == location.locale).then_some("true");
            let code = locale.code();
            view! {
                <li>
                    <a href=location.in_locale(locale) hreflang=code lang=code title=name aria-current=current>{short}</a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="lang" id="languages" aria-label=text!(location.locale, layout.language)><ul>{links}</ul></nav> }
}

#[component]
fn Footer(locale: Locale, wide: bool) -> impl IntoView {
    let Some(navigation) = navigation() else { return ().into_any() };
    let (site, centre) = (use_context::<Site>().unwrap_or_default(), centre());
    let name = centre.full_name(locale);
    let lang = name.lang(locale);
    let wrap = if wide { "wrap wrap--wide footer__cols" } else { "wrap footer__cols" };
    view! {
        <footer class="footer">
            <div class=wrap>
                <div>
                    <p lang=lang>{name.text}</p>
                    {ways_to_reach(locale, &centre)}
                </div>
                <ul class="stack--2">
                    <li><a href=(navigation.help)(locale)>{text!(locale, layout.help)}</a></li>
                    <li><a href=(navigation.figures)(locale)>{text!(locale, layout.figures)}</a></li>
                    <li><a href=(navigation.accessibility)(locale)>{text!(locale, layout.accessibility)}</a></li>
                    <li><a href=(navigation.privacy)(locale)>{text!(locale, layout.privacy)}</a></li>
                    {site.demo.then(|| view! {
                        <li><a href=(navigation.demo_mail)(locale)>{text!(locale, layout.demo_mail)}</a></li>
                    })}
                </ul>
                <div class="stack stack--2">
                    <p class="muted xs">{text!(locale, layout.partners)}</p>
                    {site.demo.then(|| view! { <p class="muted xs">{text!(locale, layout.invented)}</p> })}
                </div>
            </div>
        </footer>
    }
    .into_any()
}

/// Address of a file that is served beside the style sheet; it changes with the content.
pub fn asset(name: &str) -> String {
    format!("/{}/{name}", env!("MAMAN_PKG"))
}
