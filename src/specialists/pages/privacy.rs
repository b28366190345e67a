//! `/{l}/privacy`: what is saved, who sees it, and how a consent is withdrawn; open to everybody.

use leptos::prelude::*;

use super::consent::seven_parts;
use crate::{
    ground::{AppError, Locale, address::Address},
    i18n::text,
    my,
    specialists::{
        model::{ConsentKind, ConsentText},
        site,
    },
    ui::{
        Page, PageRequest, Section,
        centre::{centre, mail_link},
    },
};

pub async fn privacy(request: PageRequest, _: site::Privacy) -> Result<Page, AppError> {
    Ok(privacy_page(request.locale))
}

fn privacy_page(locale: Locale) -> Page {
    let title = text!(locale, privacy.title);
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--7">
            <div class="head">
                <h1>{title.clone()}</h1>
                <p class="lede">{text!(locale, privacy.lede)}</p>
            </div>
            <section class="stack" aria-labelledby="who-sees">
                <h2 id="who-sees">{text!(locale, privacy.who_sees)}</h2>
                <dl class="facts">{who_sees(locale)}</dl>
            </section>
            <section class="stack" aria-labelledby="yours">
                <h2 id="yours">{text!(locale, privacy.yours)}</h2>
                <p>{text!(locale, privacy.yours_more)}</p>
                <ul class="stack--2">
                    <li><a href=site::Profile.path(locale)>{text!(locale, privacy.to_profile)}</a></li>
                    <li><a href=my::site::Data.path(locale)>{text!(locale, profile.data_link)}</a></li>
                    {mail_link(&centre()).map(|link| view! { <li>{link}</li> })}
                </ul>
            </section>
            <section class="stack" aria-labelledby="text">
                <h2 id="text">{text!(locale, privacy.text)}</h2>
                {seven_parts(locale)}
            </section>
            <section class="stack" aria-labelledby="separately">
                <h2 id="separately">{text!(locale, privacy.separately)}</h2>
                <dl class="consent">{kinds(locale)}</dl>
            </section>
        </div>
    };
    Page::new(title, Section::None, main).described(text!(locale, privacy.lede))
}

fn who_sees(locale: Locale) -> impl IntoView {
    [
        (text!(locale, privacy.you), text!(locale, privacy.you_see)),
        (text!(locale, privacy.staff), text!(locale, privacy.staff_see)),
        (text!(locale, privacy.officers), text!(locale, privacy.officers_see)),
        (text!(locale, privacy.administrators), text!(locale, privacy.administrators_see)),
        (text!(locale, privacy.checkers), text!(locale, privacy.checkers_see)),
        (text!(locale, privacy.others), text!(locale, privacy.others_see)),
    ]
    .map(|(who, what)| view! { <div><dt>{who}</dt><dd>{what}</dd></div> })
    .collect_view()
}

fn kinds(locale: Locale) -> impl IntoView {
    ConsentKind::ALL
        .iter()
        .map(|kind| {
            let words = ConsentText::current().words(*kind);
            view! { <div><dt>{words.label.pick(locale).0}</dt><dd>{words.text.pick(locale).0}</dd></div> }
        })
        .collect_view()
}
