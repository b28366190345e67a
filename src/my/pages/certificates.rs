//! Certificates of the reader, with what each is worth today.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    certificates::{self, CheckCode, Status, service::Stored},
    ground::{Locale, address::Address},
    i18n::{dates, text},
    my::{site, wording::Title},
    ui::{Badge, BadgeKind, Empty, Icon, IconName},
};

pub(super) fn certificate_list(locale: Locale, certificates: Vec<Stored>, today: NaiveDate) -> impl IntoView {
    let list = if certificates.is_empty() {
        view! {
            <Empty>
                <h3>{text!(locale, my.no_certificates)}</h3>
                <p>{text!(locale, my.no_certificates_more)}</p>
            </Empty>
        }
        .into_any()
    } else {
        let cards = certificates
            .iter()
            .map(|certificate| {
                let successor = certificates.iter().find(|other| other.replaces_id == Some(certificate.id));
                card(locale, certificate, successor, today)
            })
            .collect_view();
        view! { <div class="grid-2">{cards}</div> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="certificates">
            <div class="row row--apart row--base">
                <h2 id="certificates">{text!(locale, my.certificates)}</h2>
                <a class="more small" href=site::Transcript.path(locale)>
                    <Icon name=IconName::File/>{text!(locale, transcript.title)}
                </a>
            </div>
            {list}
        </section>
    }
}

fn card(locale: Locale, certificate: &Stored, successor: Option<&Stored>, today: NaiveDate) -> impl IntoView + use<> {
    let Title { words, lang } = Title::of(locale, &certificate.title());
    let (class, kind, icon, worth) = worth(locale, certificate, today);
    let hours = text!(locale, verify.hours, count = certificate.academic_hours.unsigned_abs());
    let issued = text!(locale, my.issued_on, hours = hours, day = dates::long(locale, certificate.issued_on));
    let code = CheckCode::parse(&certificate.check_code).ok().as_ref().map(ToString::to_string);
    let address = code.as_ref().map(|code| certificates::site::Verify::of(code).path(locale));
    let code = code.map(|code| view! { <div><dt>{text!(locale, verify.code)}</dt><dd class="code">{code}</dd></div> });
    let instead = successor.map(|successor| {
        let number = successor.registration_number.clone();
        view! { <div><dt>{text!(locale, my.instead)}</dt><dd class="code">{number}</dd></div> }
    });
    let check = address.map(|address| {
        view! { <p class="row"><a class="more small" href=address>{text!(locale, my.as_employers_see)}</a></p> }
    });
    view! {
        <article class=class>
            <div>
                <p><Badge kind icon words=worth/></p>
                <h3 lang=lang>{words}</h3>
                <p class="small muted">{issued}</p>
            </div>
            <dl class="facts">
                <div>
                    <dt>{text!(locale, my.number)}</dt>
                    <dd class="code">{certificate.registration_number.clone()}</dd>
                </div>
                {code}
                {instead}
            </dl>
            {check}
        </article>
    }
}

/// Look of a certificate, and its worth in words.
fn worth(locale: Locale, certificate: &Stored, today: NaiveDate) -> (&'static str, BadgeKind, IconName, String) {
    let validity = certificate.validity();
    let on = |day: Option<NaiveDate>| day.map(|day| dates::long(locale, day)).unwrap_or_default();
    match validity.status_on(today) {
        Status::Valid => {
            let words = if validity.valid_until.is_some() {
                text!(locale, my.holds_until, day = on(validity.valid_until))
            } else {
                text!(locale, my.holds_for_ever)
            };
            ("cert", BadgeKind::Ok, IconName::Shield, words)
        }
        Status::Expired => {
            let words = text!(locale, my.expired_on, day = on(validity.valid_until));
            ("cert cert--off", BadgeKind::Warn, IconName::Hourglass, words)
        }
        Status::Revoked => {
            let words = text!(locale, my.revoked_on, day = on(validity.revoked_on));
            ("cert cert--off", BadgeKind::Bad, IconName::Ban, words)
        }
        Status::Replaced => {
            let words = text!(locale, my.replaced_on, day = on(validity.replaced_on));
            ("cert cert--off", BadgeKind::Plain, IconName::Swap, words)
        }
    }
}
