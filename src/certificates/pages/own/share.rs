//! Panel on which the holder chooses what others see, with the link to give away.

use leptos::prelude::*;

use crate::{
    certificates::{
        forms::{SHORT, SHOW, WITH_NAME},
        service::OwnCertificate,
        site,
    },
    ground::{Locale, address::Address},
    i18n::text,
    specialists,
    ui::{Icon, IconName, qr},
};

pub(super) fn share(locale: Locale, own: &OwnCertificate, origin: &str) -> impl IntoView + use<> {
    let certificate = &own.certificate;
    let code = certificate.check_code.to_string();
    let (check, short) = (site::Verify::of(&code).path(locale), site::ShortVerify::of(&code).url(origin, locale));
    let address = site::OwnCertificate::of(certificate.registration_number.to_string()).path(locale);
    let is_short = certificate.is_shown_short;
    let choice = |value: &'static str, checked: bool, title: String, more: String| {
        view! {
            <label class="choice tickcard">
                <input type="radio" name=SHOW value=value checked=checked/>
                <span><strong>{title}</strong><br/><span class="small muted">{more}</span></span>
            </label>
        }
    };
    let without_consent = (!own.is_name_shown).then(|| {
        let profile = specialists::site::Profile.path(locale);
        view! {
            <p class="small">{text!(locale, certificates.name_not_agreed)}" "
                <a href=profile>{text!(locale, certificates.to_profile)}</a></p>
        }
    });
    let code = qr(&short, text!(locale, certificates.qr_label, address = short.clone()));
    view! {
        <section class="panel stack give" aria-labelledby="share">
            <h2 id="share">{text!(locale, certificates.share)}</h2>
            <form class="stack" method="post" action=address>
                <fieldset class="stack stack--2">
                    <legend class="label">{text!(locale, certificates.what_others_see)}</legend>
                    {choice(WITH_NAME, !is_short, text!(locale, certificates.show_name), text!(locale, certificates.show_name_more))}
                    {choice(SHORT, is_short, text!(locale, certificates.show_short), text!(locale, certificates.show_short_more))}
                </fieldset>
                {without_consent}
                <p><button class="btn">{text!(locale, certificates.save_shown)}</button></p>
            </form>
            <div class="field">
                <label for="link">{text!(locale, certificates.link)}</label>
                <input class="input code" id="link" value=short readonly/>
            </div>
            <div class="give__qr">{code}<p class="small muted">{text!(locale, certificates.qr_more)}</p></div>
            <p><a class="more small" href=check><Icon name=IconName::Shield/>{text!(locale, certificates.as_others_see)}</a></p>
        </section>
    }
}
