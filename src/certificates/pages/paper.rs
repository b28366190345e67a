//! Small likeness of a certificate on a page.

use leptos::prelude::*;

use crate::{
    certificates::model::Certificate,
    ground::Locale,
    i18n::{dates, text},
};

/// Sheet with the name and the course in Kazakh, as they are on the document.
pub(super) fn paper(locale: Locale, certificate: &Certificate) -> impl IntoView + use<> {
    let printed = &certificate.printed;
    let (title, language) = printed.title.pick(Locale::Kk);
    let name = if certificate.is_erased() { text!(locale, certificates.erased) } else { printed.holder.full() };
    view! {
        <div class="doc paper" lang=Locale::Kk.code()>
            <p class="paper__t">{text!(Locale::Kk, certificates.paper)}</p>
            <p class="paper__n">{name}</p>
            <p class="paper__c" lang=language.code()>{title.to_owned()}</p>
            <p class="paper__d">
                <span class="code">{certificate.registration_number.to_string()}</span>
                <span>{dates::long(Locale::Kk, printed.issued_on)}</span>
            </p>
        </div>
    }
}
