//! Parts of an application that the list and the page of a decision share.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    enrollments::{
        model::{Reason, State, StepReason},
        service::RunApplication,
        wording,
    },
    ground::{Locale, address::Address, clock},
    i18n::{dates, text},
    registry,
    ui::{Icon, IconName},
};

/// Warnings beside a name.
pub(super) fn flags(locale: Locale, one: &RunApplication) -> impl IntoView + use<> {
    let overlap = one.overlap.as_ref().filter(|_| one.state.is_open());
    let overlap = overlap.map(|code| text!(locale, enrollments.overlaps_with, run = code.clone()));
    let duplicate = one.is_possible_duplicate.then(|| text!(locale, enrollments.looks_like_another));
    let person = registry::site::Person { id: one.specialist }.path(locale);
    let duplicate = duplicate.map(|words| view! { <a href=person>{words}</a> }.into_any());
    let flags = [overlap.map(IntoAny::into_any), duplicate];
    let flags = flags.into_iter().flatten().map(|words| {
        view! { <span class="flag"><Icon name=IconName::Alert/><span>{words}</span></span> }
    });
    flags.collect_view()
}

/// Line that says why the person is where they are: the last step, its reason and its day.
pub(super) fn why(locale: Locale, one: &RunApplication, today: NaiveDate) -> impl IntoView + use<> {
    if one.state == State::Applied {
        return None;
    }
    let reason = match &one.reason {
        StepReason::Staff(note) if note.is_empty() => text!(locale, enrollments.why_staff),
        StepReason::Staff(note) => text!(locale, enrollments.why_note, note = note.clone()),
        StepReason::Program(reason) => reason_words(locale, *reason),
    };
    let until = one.offer_ends_at.filter(|_| one.state == State::Offered);
    let when = match until {
        Some(until) => text!(locale, enrollments.offer_until, moment = wording::moment(locale, until)),
        None => dates::day_with_weekday(locale, clock::day_of(one.since), today),
    };
    Some(view! { <p class="small muted">{reason}" · "{when}</p> })
}

fn reason_words(locale: Locale, reason: Reason) -> String {
    match reason {
        Reason::ByApplicant => text!(locale, enrollments.why_by_applicant),
        Reason::PlaceFree => text!(locale, enrollments.why_place_free),
        Reason::ListFull => text!(locale, enrollments.why_list_full),
        Reason::PlaceCameFree => text!(locale, enrollments.why_place_came_free),
        Reason::OfferAccepted => text!(locale, enrollments.why_offer_accepted),
        Reason::OfferRanOut => text!(locale, enrollments.why_offer_ran_out),
        Reason::RunBegan => text!(locale, enrollments.why_run_began),
        Reason::RunCancelled => text!(locale, enrollments.why_run_cancelled),
        Reason::ByRule => text!(locale, enrollments.why_by_rule),
        Reason::AccountErased => text!(locale, enrollments.why_account_erased),
    }
}
