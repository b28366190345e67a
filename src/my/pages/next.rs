//! Next steps, the most pressing first.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    enrollments::{self, service::OwnEnrollment},
    ground::{Locale, address::Address, clock},
    i18n::{dates, text},
    my::{
        model::{NextStep, TimeLeft},
        wording::{self, Title},
    },
    specialists,
    ui::{Badge, BadgeKind, IconName},
};

pub(super) fn next(locale: Locale, to_come: Vec<NextStep>, now: DateTime<Utc>) -> impl IntoView {
    let (offers, others): (Vec<NextStep>, Vec<NextStep>) =
        to_come.into_iter().partition(|next| matches!(next, NextStep::Offer { .. }));
    let offers = offers.into_iter().map(|next| one(locale, next, now)).collect_view();
    let others = (!others.is_empty()).then(|| {
        let others = others.into_iter().map(|next| view! { <li class="task">{one(locale, next, now)}</li> });
        view! { <ul class="tasks">{others.collect_view()}</ul> }
    });
    view! {
        <section class="stack" aria-labelledby="next">
            <h2 id="next">{text!(locale, my.next)}</h2>
            {offers}
            {others}
        </section>
    }
}

fn one(locale: Locale, next: NextStep, now: DateTime<Utc>) -> AnyView {
    match next {
        NextStep::Offer { enrollment, until } => offer(locale, &enrollment, until, now),
        NextStep::Profile => task(
            text!(locale, my.profile),
            text!(locale, my.profile_more).into_any(),
            (specialists::site::Profile.path(locale), text!(locale, my.to_profile)),
        ),
        NextStep::Consent => task(
            text!(locale, my.consent),
            text!(locale, my.consent_more).into_any(),
            (specialists::site::Profile.path(locale), text!(locale, ui.to_consent)),
        ),
        NextStep::Begins(own) => {
            let (_, when) = wording::beginning(locale, &own, clock::day_of(now));
            let more = view! { {when}". "{wording::about_run(locale, &own)} }.into_any();
            about_run(locale, &own, text!(locale, my.begins), more)
        }
        NextStep::Answer { enrollment, by } => {
            let more = text!(locale, my.answers_by, day = dates::long(locale, by));
            about_run(locale, &enrollment, text!(locale, my.answers), more.into_any())
        }
    }
}

/// Card about one run: its title is above, and the link to it beside.
fn about_run(locale: Locale, own: &OwnEnrollment, what: String, more: AnyView) -> AnyView {
    let Title { words, lang } = Title::of(locale, &own.title);
    let more = view! { <span lang=lang>{words}</span><br/>{more} }.into_any();
    task(what, more, (enrollments::site::RunPage::of(&own.code).path(locale), text!(locale, my.to_run)))
}

fn task(title: String, more: AnyView, (href, button): (String, String)) -> AnyView {
    view! {
        <div><h3>{title}</h3><p class="small muted">{more}</p></div>
        <a class="btn" href=href>{button}</a>
    }
    .into_any()
}

/// Card of an offered seat that waits for an answer: until when, what happens then, and the two answers.
fn offer(locale: Locale, own: &OwnEnrollment, until: DateTime<Utc>, now: DateTime<Utc>) -> AnyView {
    let Title { words, lang } = Title::of(locale, &own.title);
    let address = enrollments::site::RunPage::of(&own.code).path(locale);
    let accept = enrollments::site::Accept::of(&own.code).path(locale);
    let withdraw = enrollments::site::Withdraw::of(&own.code).path(locale);
    let (day, time) = (dates::day_month(locale, clock::day_of(until)), dates::time(until));
    let left = wording::time_left(locale, TimeLeft::until(until, now));
    view! {
        <article class="panel offer card">
            <div class="card__top">
                <div>
                    <p><Badge kind=BadgeKind::Warn icon=IconName::Hourglass words=text!(locale, ui.offered)/></p>
                    <h3 lang=lang><a href=address>{words}</a></h3>
                    <p class="small muted">{wording::about_run(locale, own)}</p>
                </div>
            </div>
            <p>
                <span class="deadline">{text!(locale, my.answer_by, day = day, time = time)}</span>
                <br/>
                {text!(locale, my.left, left = left)}
            </p>
            <div class="row">
                <form method="post" action=accept>
                    <button class="btn btn--go">{text!(locale, ui.accept_place)}</button>
                </form>
                <a class="btn" href=withdraw>{text!(locale, my.refuse)}</a>
            </div>
        </article>
    }
    .into_any()
}
