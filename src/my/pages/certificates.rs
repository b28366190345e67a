//! Certificates of the reader, with what each is worth today.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    certificates::{self, Status, model::Certificate},
    ground::{Locale, address::Address},
    i18n::{dates, text},
    my::{site, wording::Title},
    ui::{Badge, BadgeKind, Empty, Icon, IconName},
};

pub(super) fn certificate_list(locale: Locale, certificates: Vec<Certificate>, today: NaiveDate) -> impl IntoView {
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
                let successor = certificates.iter().find(|other| other.replaces == Some(certificate.id));
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

fn card(
    locale: Locale,
    certificate: &Certificate,
    successor: Option<&Certificate>,
    today: NaiveDate,
) -> impl IntoView + use<> {
    let Title { words, lang } = Title::of(locale, &certificate.printed.title);
    let (class, kind, icon, worth) = worth(locale, certificate, today);
    let hours = text!(locale, ui.hours_of_course, count = certificate.printed.academic_hours.unsigned_abs());
    let issued = text!(locale, my.issued_on, hours = hours, day = dates::long(locale, certificate.printed.issued_on));
    let code = certificate.check_code.to_string();
    let address = certificates::site::Verify::of(&code).path(locale);
    let own = certificates::site::OwnCertificate::of(certificate.registration_number.to_string()).path(locale);
    let instead = successor.map(|successor| {
        let number = successor.registration_number.to_string();
        view! { <div><dt>{text!(locale, my.instead)}</dt><dd class="code">{number}</dd></div> }
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
                    <dd class="code">{certificate.registration_number.to_string()}</dd>
                </div>
                <div><dt>{text!(locale, ui.check_code)}</dt><dd class="code">{code}</dd></div>
                {instead}
            </dl>
            <p class="row">
                <a class="btn" href=own><Icon name=IconName::Certificate/>{text!(locale, my.open_certificate)}</a>
                <a class="more small" href=address>{text!(locale, my.as_employers_see)}</a>
            </p>
        </article>
    }
}

/// Look of a certificate, and its worth in words.
fn worth(locale: Locale, certificate: &Certificate, today: NaiveDate) -> (&'static str, BadgeKind, IconName, String) {
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
