//! `/{l}/runs/{run}`: seats, meetings, trainers, and what the reader can do here today.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use super::parts::{
    Title, answer, button_words, closed_notice, crumbs, former_words, overlap_notice, prospects, withdraw_words,
};
use crate::{
    courses::{
        self,
        model::{Admission, Opening},
        pages::{calendar_link, meetings_table, places, trainers_list, where_held},
        service::RunDetails,
        site::PictureOf,
    },
    enrollments::{
        model::{Closed, State, has_begun},
        service::{self, OwnEnrollment, Prospect},
        site, wording,
    },
    ground::{
        AppError, Locale,
        address::Address,
        caller::{Caller, Role},
        clock,
    },
    i18n::{dates, text},
    my,
    ui::{Fallback, Icon, IconName, Page, PageRequest, Section, fallback::language_name},
};

pub async fn run(mut request: PageRequest, address: site::RunPage) -> Result<Page, AppError> {
    let locale = request.locale;
    let tx = request.tx().await?;
    let prospect = service::prospect(tx, address.run.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok(run_page(locale, &prospect, tx.caller(), tx.at()))
}

fn run_page(locale: Locale, prospect: &Prospect, caller: &Caller, now: DateTime<Utc>) -> Page {
    let (details, today) = (&prospect.details, clock::day_of(now));
    let title = Title::of(locale, &details.course.title);
    let code = text!(locale, enrollments.run, run = details.run.code.clone());
    let language =
        details.run.language.map(|language| view! { <span class="tag">{language_name(locale, language)}</span> });
    let trainers = (!details.trainers.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="trainers">
                <h2 id="trainers">{text!(locale, enrollments.trainers)}</h2>
                {trainers_list(locale, &details.trainers)}
            </section>
        }
    });
    let is_over = today > details.run.ends_on;
    // an imported run is over and has no known meetings: a sentence that they are still to come would be untrue
    let meetings = (!is_over || !details.meetings.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="meetings">
                <h2 id="meetings">{text!(locale, enrollments.meetings)}</h2>
                {meetings_table(locale, &details.meetings, today)}
                {(!is_over).then(|| calendar_link(locale, &details.run.code))}
            </section>
        }
    });
    let own = prospect.standing().map(|own| standing(locale, details, own, now));
    let general = own.is_none().then(|| {
        let is_open = details.run.opening(today) != Opening::Over;
        view! { {is_open.then(|| places(locale, details.run.places))} }
    });
    let doing = own.is_none().then(|| doing(locale, prospect, caller, today));
    let main = view! {
        <div class="wrap page">
            {crumbs(locale, details, None)}
            <div class="head">
                <p><span class="tag">{code.clone()}</span>{language}</p>
                <h1 lang=title.lang>{title.words.clone()}</h1>
                <p class="lede">{dates::span(locale, details.run.starts_on, details.run.ends_on)}</p>
                <Fallback locale written_in=title.written_in/>
            </div>
            <div class="split">
                <aside class="stack stack--5">
                    {own}
                    <section class="panel stack" aria-labelledby="in-short">
                        <h2 id="in-short" class="vh">{text!(locale, enrollments.in_short)}</h2>
                        {general}
                        {facts(locale, details, today)}
                        {doing}
                    </section>
                </aside>
                <div class="stack stack--7">
                    {meetings}
                    {trainers}
                    <p>
                        <a class="more" href=courses::site::CoursePage::of(&details.course.code).path(locale)>
                            <Icon name=IconName::Arrow/>{text!(locale, enrollments.about_course)}
                        </a>
                    </p>
                </div>
            </div>
        </div>
    };
    let days = dates::span(locale, details.run.starts_on, details.run.ends_on);
    let held = where_held(locale, details.course.format, &details.run.venue).plain();
    let picture = courses::site::SharedPicture::of(PictureOf::Run(details.run.code.as_str().into())).path(locale);
    Page::new(format!("{}, {days}", title.words), Section::Courses, main)
        .described(format!("{days}. {held}"))
        .pictured(picture)
}

fn facts(locale: Locale, details: &RunDetails, today: NaiveDate) -> impl IntoView + use<> {
    let run = &details.run;
    let held = where_held(locale, details.course.format, &run.venue).view();
    let admission = match run.admission {
        Admission::FirstCome => text!(locale, ui.first_come),
        Admission::Selection => text!(locale, ui.selection),
    };
    let facts = [
        (text!(locale, enrollments.starts), dates::day_with_weekday(locale, run.starts_on, today).into_any()),
        (text!(locale, ui.hours_label), details.course.academic_hours.into_any()),
        (text!(locale, enrollments.held), held),
        (text!(locale, enrollments.admission), admission.into_any()),
        (text!(locale, enrollments.last_day), dates::long(locale, run.last_day_to_apply()).into_any()),
        (text!(locale, ui.price), text!(locale, ui.free_of_charge).into_any()),
    ]
    .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
    .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}

/// Steps that are open to a reader who is not in the run: at most one filled button, and before it what the step leads
/// to.
fn doing(locale: Locale, prospect: &Prospect, caller: &Caller, today: NaiveDate) -> AnyView {
    let details = &prospect.details;
    let former = prospect.own.as_ref().map(|own| view! { <p class="small muted">{former_words(locale, own)}</p> });
    let opening = details.run.opening(today);
    let rest = if let Some(closed) = Closed::of(&details.run, today) {
        closed_notice(locale, details, closed).into_any()
    } else if let Some(overlap) = &prospect.overlap {
        overlap_notice(locale, overlap).into_any()
    } else if caller.signed_in().is_ok() && !caller.has_role(Role::Trainee) {
        view! { <p class="small muted">{text!(locale, errors.enrolling_for_trainees)}</p> }.into_any()
    } else {
        let address = site::Enroll::of(&details.run.code).path(locale);
        view! {
            <div class="small stack stack--2">{prospects(locale, details, opening)}</div>
            <a class="btn btn--go btn--wide" href=address>{button_words(locale, opening)}</a>
        }
        .into_any()
    };
    view! { {former}{rest} }.into_any()
}

/// Reader's own state in the run, and their next steps: it heads the panel, in place of the public words.
fn standing(locale: Locale, details: &RunDetails, own: &OwnEnrollment, now: DateTime<Utc>) -> AnyView {
    let code = &details.run.code;
    let (class, title, more) = match own.state {
        State::Applied => ("mine", text!(locale, ui.applied), answer(locale, own.decides_on)),
        State::Waitlisted => {
            let (place, all) = own.queue_position.unwrap_or_default();
            let title = text!(locale, ui.waitlisted_at, place = place, all = all);
            ("mine", title, text!(locale, enrollments.waits))
        }
        State::Offered => {
            let moment = wording::moment(locale, own.offer_ends_at.unwrap_or(now));
            if own.is_offer_open(now) {
                let more = text!(locale, enrollments.offered_until, moment = moment);
                ("mine mine--offer", text!(locale, ui.offered), more)
            } else {
                let more = text!(locale, enrollments.offer_over, moment = moment);
                ("mine", text!(locale, ui.expired), more)
            }
        }
        State::Confirmed => ("mine mine--ok", text!(locale, ui.confirmed), first_meeting(locale, own)),
        State::Completed => ("mine mine--ok", text!(locale, ui.completed), String::new()),
        _ => ("mine", text!(locale, enrollments.had), String::new()),
    };
    let today = clock::day_of(now);
    let undo = own.can_withdraw(today).then(|| {
        let eve = dates::long(locale, details.run.eve());
        let until = (!has_begun(&details.run, today)).then(|| text!(locale, enrollments.undo, day = eve));
        let words = withdraw_words(locale, own);
        view! { <p class="small">{until}" "<a href=site::Withdraw::of(code).path(locale)>{words}</a></p> }
    });
    let button = if own.is_offer_open(now) {
        let words = text!(locale, ui.accept_place);
        view! { <a class="btn btn--go btn--wide" href=site::Accept::of(code).path(locale)>{words}</a> }.into_any()
    } else {
        let my = my::site::My.path(locale);
        view! { <a class="btn btn--wide" href=my>{text!(locale, layout.my)}</a> }.into_any()
    };
    view! {
        <section class=class aria-labelledby="mine">
            <h2 id="mine">{title}</h2>
            {(!more.is_empty()).then(|| view! { <p>{more}</p> })}
            {button}
            {undo}
        </section>
    }
    .into_any()
}

fn first_meeting(locale: Locale, own: &OwnEnrollment) -> String {
    let moment = own.first_meeting.map(|at| wording::moment(locale, at));
    moment.map(|moment| text!(locale, enrollment_letters.first_meeting, moment = moment)).unwrap_or_default()
}
