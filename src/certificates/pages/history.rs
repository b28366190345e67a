//! History of a certificate, from the audit log.

use leptos::prelude::*;

use crate::{
    certificates::service::{Event, EventKind},
    ground::{Locale, clock},
    i18n::{dates, text},
};

pub(super) fn history(locale: Locale, events: &[Event]) -> impl IntoView + use<> {
    let rows = events.iter().map(|event| {
        let at = format!("{}, {}", dates::long(locale, clock::day_of(event.at)), dates::time(event.at));
        let (title, more) = words(locale, &event.kind);
        let actor = actor(locale, &event.actor);
        let more = more.map_or_else(|| actor.clone(), |more| format!("{actor}. {more}"));
        view! {
            <li>
                <p class="log__t"><time datetime=event.at.to_rfc3339()>{at}</time></p>
                <div><p><strong>{title}</strong></p><p class="small muted">{more}</p></div>
            </li>
        }
    });
    (!events.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="history">
                <h2 id="history">{text!(locale, certificates.history)}</h2>
                <ol class="log">{rows.collect_view()}</ol>
            </section>
        }
    })
}

/// Actor in words: the program itself has no name.
fn actor(locale: Locale, name: &str) -> String {
    match name {
        "scheduler" | "demonstration" | "" => text!(locale, certificates.by_program),
        name => name.to_owned(),
    }
}

fn words(locale: Locale, kind: &EventKind) -> (String, Option<String>) {
    let because =
        |reason: &Option<String>| reason.as_ref().map(|why| text!(locale, certificates.because, reason = why.as_str()));
    match kind {
        EventKind::Issued => (text!(locale, certificates.was_issued), None),
        EventKind::Reissued => (text!(locale, certificates.was_reissued), None),
        EventKind::Replaced { reason } => (text!(locale, certificates.was_replaced), because(reason)),
        EventKind::Revoked { reason } => (text!(locale, certificates.was_revoked), because(reason)),
        EventKind::DocumentMade => (text!(locale, certificates.was_made), None),
        EventKind::DuplicatePrinted => (text!(locale, certificates.was_printed), None),
        EventKind::Reminded { days } => {
            (text!(locale, certificates.was_reminded, count = u32::try_from(*days).unwrap_or_default()), None)
        }
        EventKind::Shown { is_short: true } => (text!(locale, certificates.was_shortened), None),
        EventKind::Shown { is_short: false } => (text!(locale, certificates.was_shown), None),
        EventKind::Moved => (text!(locale, certificates.was_moved), None),
        EventKind::Erased => (text!(locale, certificates.was_erased), None),
    }
}
