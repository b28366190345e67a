//! What stands around every page: masthead, language switch, main part, footer.

use leptos::prelude::*;

use super::{
    Asked, Icon, IconName, Section,
    centre::{centre, ways_to_reach},
};
use crate::{
    ground::{
        Locale,
        caller::{Caller, Role},
        ids::SessionId,
        token::Token,
    },
    i18n::text,
};

/// What the layout knows of this installation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Every name and number is invented, and the footer says so.
    pub demo: bool,
    /// Letters go out through a mail server.
    pub mail: bool,
}

/// Who reads the page.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub caller: Caller,
    /// How the masthead calls them.
    pub name: Option<String>,
    /// The session they read it in.
    pub session: Option<SessionId>,
    /// What their browser was given when it signed up lately.
    pub signed_up: Option<Token>,
}

impl Viewer {
    /// The reader of the page that is being made. Call it before the first `await`.
    pub fn from_context() -> Self {
        use_context().unwrap_or(Self { caller: Caller::Visitor, name: None, session: None, signed_up: None })
    }
}

/// The frame of a page.
#[component]
pub fn Layout(asked: Asked, viewer: Viewer, section: Section, staff: bool, children: Children) -> impl IntoView {
    let locale = asked.locale;
    view! {
        <a class="skip" href="#main">{text!(locale, layout.skip)}</a>
        <Masthead asked viewer section staff/>
        <main id="main">{children()}</main>
        <Footer locale wide=staff/>
    }
}

#[component]
fn Masthead(asked: Asked, viewer: Viewer, section: Section, staff: bool) -> impl IntoView {
    let locale = asked.locale;
    let caller = &viewer.caller;
    let (home, name) = (format!("/{}", locale.code()), centre().name(locale));
    let lang = name.lang(locale);
    let entries = [
        (caller.has_role(Role::Trainee), Section::My, "my", text!(locale, layout.my)),
        (true, Section::Courses, "courses", text!(locale, layout.courses)),
        (caller.sees_figures(), Section::Dashboard, "dashboard", text!(locale, layout.dashboard)),
        (true, Section::Verify, "verify", text!(locale, layout.verify)),
        (caller.administers(), Section::Admin, "admin/settings", text!(locale, layout.settings)),
        (caller.signed_in().is_err(), Section::SignIn, "sign-in", text!(locale, layout.sign_in)),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, entry, path, name)| {
        let current = (entry == section).then_some("page");
        view! { <li><a href=format!("/{}/{path}", locale.code()) aria-current=current>{name}</a></li> }
    })
    .collect_view();
    let masthead = if staff { "masthead masthead--staff on-sky" } else { "masthead" };
    let [wrap, who] = if staff {
        ["wrap wrap--wide masthead__in", "wrap wrap--wide row row--apart"]
    } else {
        ["wrap masthead__in", "wrap row row--apart"]
    };
    view! {
        <header class=masthead>
            <div class=wrap>
                <a class="brand" href=home>
                    <img src=asset("logo.svg") width="44" height="44" alt=""/>
                    <span><b>{text!(locale, layout.name)}</b><span lang=lang>{name.text}</span></span>
                </a>
                <button class="menu-button" type="button" popovertarget="site-nav">
                    <Icon name=IconName::Menu/>{text!(locale, layout.menu)}
                </button>
                <nav class="site-nav" id="site-nav" aria-label=text!(locale, layout.main_menu) popover>
                    <ul>{entries}</ul>
                </nav>
                <LanguageSwitch asked/>
            </div>
            {viewer.name.map(|name| view! {
                <div class="who">
                    <div class=who>
                        <a href=format!("/{}/my/security", locale.code())>{name}</a>
                        <form method="post" action=format!("/{}/sign-out", locale.code())>
                            <button class="link">{text!(locale, layout.sign_out)}</button>
                        </form>
                    </div>
                </div>
            })}
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
    view! { <nav class="lang" id="languages" aria-label=text!(asked.locale, layout.language)><ul>{links}</ul></nav> }
}

#[component]
fn Footer(locale: Locale, wide: bool) -> impl IntoView {
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
                    <li><a href=format!("/{}/privacy", locale.code())>{text!(locale, layout.privacy)}</a></li>
                    {site.demo.then(|| view! {
                        <li><a href=format!("/{}/demo/mail", locale.code())>{text!(locale, layout.demo_mail)}</a></li>
                    })}
                </ul>
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
