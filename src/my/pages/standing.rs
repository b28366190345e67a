//! Reader's own state on the start page: what they have in hand, before anything that everybody sees.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    enrollments::{self, State, service::OwnEnrollment},
    ground::{Locale, address::Address, clock},
    i18n::{dates, text},
    my::{
        site,
        wording::{self, Title},
    },
    ui::Badge,
};

/// Largest number of runs that the start page shows; the others are on the reader's own page.
const MOST: usize = 2;

/// Offers, seats, numbers in line and applications of a reader, the offers first; nothing if there are none.
pub fn standing(locale: Locale, mut own: Vec<OwnEnrollment>, now: DateTime<Utc>) -> Option<AnyView> {
    let today = clock::day_of(now);
    for enrollment in &mut own {
        enrollment.state = enrollment.state_at(now);
    }
    own.retain(|enrollment| enrollment.state.is_open() && today <= enrollment.ends_on);
    own.sort_by_key(|enrollment| (enrollment.state != State::Offered, enrollment.starts_on));
    let cards = own.iter().take(MOST).map(|enrollment| view! { <li>{card(locale, enrollment, now)}</li> });
    let cards = cards.collect_view();
    (!own.is_empty()).then(|| {
        view! {
            <section class="wrap section stack" aria-labelledby="standing">
                <h2 id="standing" class="h3">{text!(locale, layout.my)}</h2>
                <ul class="grid-2">{cards}</ul>
                <p><a class="more" href=site::My.path(locale)>{text!(locale, my.all_of_mine)}</a></p>
            </section>
        }
        .into_any()
    })
}

fn card(locale: Locale, own: &OwnEnrollment, now: DateTime<Utc>) -> impl IntoView + use<> {
    let Title { words, lang } = Title::of(locale, &own.title);
    let (kind, icon, state) = wording::badge(locale, own);
    let class = match own.state {
        State::Offered => "mine mine--offer",
        State::Confirmed => "mine mine--ok",
        _ => "mine",
    };
    let more = match own.state {
        State::Offered => {
            let until = own.offer_ends_at.unwrap_or(now);
            let (day, time) = (dates::day_month(locale, clock::day_of(until)), dates::time(until));
            let accept = enrollments::site::Accept::of(&own.code).path(locale);
            view! {
                <p class="deadline">{text!(locale, my.answer_by, day = day, time = time)}</p>
                <p><a class="btn btn--go" href=accept>{text!(locale, ui.accept_place)}</a></p>
            }
            .into_any()
        }
        State::Confirmed => {
            let (what, when) = wording::beginning(locale, own, clock::day_of(now));
            view! { <p><strong>{what}</strong>" "{when}"."</p> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <article class=class>
            <p><Badge kind icon words=state/></p>
            <h3 lang=lang><a href=enrollments::site::RunPage::of(&own.code).path(locale)>{words}</a></h3>
            <p class="small muted">{wording::about_run(locale, own)}</p>
            {more}
        </article>
    }
}
