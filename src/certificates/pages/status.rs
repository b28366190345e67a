//! Status of a certificate as a badge.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    certificates::model::{Certificate, Status},
    ground::Locale,
    i18n::{dates, text},
    ui::{Badge, BadgeKind, IconName},
};

/// Name of a status without its day.
pub fn status_name(locale: Locale, status: Status) -> String {
    match status {
        Status::Valid => text!(locale, certificates.valid),
        Status::Expired => text!(locale, certificates.state_expired),
        Status::Revoked => text!(locale, certificates.state_revoked),
        Status::Replaced => text!(locale, certificates.state_replaced),
    }
}

/// Badge of the status on this day, with the day that matters.
pub(super) fn status_badge(locale: Locale, certificate: &Certificate, today: NaiveDate) -> AnyView {
    let day = |day: Option<NaiveDate>| day.map(|day| dates::long(locale, day)).unwrap_or_default();
    let (kind, icon, words) = match certificate.validity().status_on(today) {
        Status::Valid => match certificate.printed.valid_until {
            Some(until) => (
                BadgeKind::Ok,
                IconName::Shield,
                text!(locale, certificates.valid_until, day = dates::long(locale, until)),
            ),
            None => (BadgeKind::Ok, IconName::Shield, text!(locale, certificates.valid)),
        },
        Status::Expired => (
            BadgeKind::Plain,
            IconName::Clock,
            text!(locale, certificates.expired, day = day(certificate.printed.valid_until)),
        ),
        Status::Revoked => {
            (BadgeKind::Bad, IconName::Ban, text!(locale, certificates.revoked, day = day(certificate.revoked_on())))
        }
        Status::Replaced => {
            (BadgeKind::Plain, IconName::Swap, text!(locale, certificates.replaced, day = day(certificate.replaced_on)))
        }
    };
    view! { <Badge kind icon words/> }.into_any()
}
