//! `/{l}/runs/{run}/accept` and `/withdraw`: what follows from the step, and the button that takes it. A reader who has
//! nothing to decide in the run gets no such page.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::parts::{crumbs, former_words, which_run, withdraw_words};
use crate::{
    courses::service::RunDetails,
    enrollments::{
        model::State,
        service::{self, OwnEnrollment, Prospect},
        site, wording,
    },
    ground::{AppError, Locale, address::Address, clock, code::RunCode, error::Clash},
    i18n::{dates, text},
    my, specialists,
    ui::{Notice, NoticeKind, Page, PageRequest, Section, WriteToOr},
};

pub async fn accept(mut request: PageRequest, address: site::Accept) -> Result<Page, AppError> {
    let (prospect, now) = prospect(&mut request, &address.run).await?;
    let own = prospect.own.as_ref().ok_or(AppError::NotFound)?;
    // nothing was ever offered, and no seat was given
    if own.offer_ends_at.is_none() && !own.state.holds_seat() {
        return Err(AppError::NotFound);
    }
    let lacks_consent = request.form.error() == Some(&AppError::Conflict(Clash::ConsentMissing));
    Ok(accept_page(request.locale, &prospect.details, own, now, lacks_consent))
}

pub async fn withdraw(mut request: PageRequest, address: site::Withdraw) -> Result<Page, AppError> {
    let (prospect, now) = prospect(&mut request, &address.run).await?;
    let own = prospect.own.as_ref().ok_or(AppError::NotFound)?;
    Ok(withdraw_page(request.locale, &prospect.details, own, now))
}

/// Reads the run and the reader's enrollment in it, and the present instant.
async fn prospect(request: &mut PageRequest, code: &RunCode) -> Result<(Prospect, DateTime<Utc>), AppError> {
    request.reader.caller.signed_in()?;
    let tx = request.tx().await?;
    let prospect = service::prospect(tx, code.as_str()).await?.ok_or(AppError::NotFound)?;
    Ok((prospect, tx.at()))
}

fn accept_page(
    locale: Locale,
    details: &RunDetails,
    own: &OwnEnrollment,
    now: DateTime<Utc>,
    lacks_consent: bool,
) -> Page {
    let code = &details.run.code;
    let [run, accept, withdraw] = [
        site::RunPage::of(code).path(locale),
        site::Accept::of(code).path(locale),
        site::Withdraw::of(code).path(locale),
    ];
    let moment = wording::moment(locale, own.offer_ends_at.unwrap_or(now));
    let question = if own.is_offer_open(now) && lacks_consent {
        // the reason is shown above; the link to the profile leads back here
        let profile = specialists::site::Profile.with(locale, [("next", accept)]);
        view! {
            <div class="panel row">
                <a class="btn btn--go" href=profile>{text!(locale, ui.to_consent)}</a>
                <a class="btn" href=withdraw>{withdraw_words(locale, own)}</a>
            </div>
        }
        .into_any()
    } else if own.is_offer_open(now) {
        view! {
            <form class="panel stack" method="post" action=accept>
                <p><strong>{text!(locale, enrollments.offered_until, moment = moment)}</strong></p>
                <p>{text!(locale, enrollments.undo, day = dates::long(locale, details.run.eve()))}</p>
                <div class="row">
                    <button class="btn btn--go">{text!(locale, ui.accept_place)}</button>
                    <a class="btn" href=withdraw>{withdraw_words(locale, own)}</a>
                </div>
            </form>
        }
        .into_any()
    } else if own.state.holds_seat() && own.state != State::Offered {
        view! { <Notice kind=NoticeKind::Ok title=Some(text!(locale, enrollments.stands))>{to_my(locale)}</Notice> }
            .into_any()
    } else {
        let words = if own.state == State::Withdrawn {
            former_words(locale, own)
        } else {
            text!(locale, enrollments.offer_over, moment = moment)
        };
        view! { <Notice>{words}" "<a href=run>{text!(locale, enrollments.to_run)}</a></Notice> }.into_any()
    };
    framed(locale, details, text!(locale, ui.accept_place), question)
}

fn withdraw_page(locale: Locale, details: &RunDetails, own: &OwnEnrollment, now: DateTime<Utc>) -> Page {
    let (run, today) = (site::RunPage::of(&details.run.code).path(locale), clock::day_of(now));
    let title = withdraw_words(locale, own);
    let question = if own.can_withdraw(today) {
        let again = if details.run.takes_applications(today) {
            let day = dates::long(locale, details.run.last_day_to_apply());
            text!(locale, enrollments.again_until, day = day)
        } else {
            text!(locale, enrollments.not_again)
        };
        let action = site::Withdraw::of(&details.run.code).path(locale);
        view! {
            <form class="panel stack" method="post" action=action>
                <p><strong>{loss(locale, own, details.run.places.waiting)}</strong></p>
                <p>{again}</p>
                <div class="row">
                    <button class="btn btn--bad">{title.clone()}</button>
                    <a class="btn" href=run>{text!(locale, enrollments.keep)}</a>
                </div>
            </form>
        }
        .into_any()
    } else if own.state.blocks_reapplying() {
        view! {
            <Notice>
                <WriteToOr words=text!(locale, enrollments.begun_write) without=text!(locale, errors.run_has_begun)/>
            </Notice>
        }
        .into_any()
    } else {
        let words = former_words(locale, own);
        view! { <Notice>{words}" "{to_my(locale)}</Notice> }.into_any()
    };
    framed(locale, details, title, question)
}

/// Words for what is lost by the step. A seat goes to the next in line only if somebody waits.
fn loss(locale: Locale, own: &OwnEnrollment, waiting: u32) -> String {
    match (own.state, own.queue_position) {
        (_, Some((place, _))) => text!(locale, enrollments.loses_number, place = place),
        (State::Applied, None) => text!(locale, enrollments.loses_application),
        _ if waiting == 0 => text!(locale, enrollments.frees_place),
        _ => text!(locale, enrollments.loses_place),
    }
}

fn to_my(locale: Locale) -> impl IntoView {
    view! { <a href=my::site::My.path(locale)>{text!(locale, layout.my)}</a> }
}

fn framed(locale: Locale, details: &RunDetails, title: String, question: AnyView) -> Page {
    let main = view! {
        <div class="wrap wrap--narrow page stack stack--5">
            {crumbs(locale, details, Some(title.clone()))}
            <div class="head">
                <h1>{title.clone()}</h1>
                {which_run(locale, details)}
            </div>
            {question}
        </div>
    };
    Page::new(title, Section::My, main).private()
}
