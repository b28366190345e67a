//! Files of a certificate beside it, for staff.

use leptos::prelude::*;

use crate::{
    certificates::{
        service::StaffCertificate,
        site::{self, DocumentForm, DocumentName},
    },
    ground::{Locale, address::Address},
    i18n::{numbers, text},
    ui::{Icon, IconName},
};

/// Document, credential and second print; nothing of a certificate that was over before they were made.
pub(super) fn files(locale: Locale, chain: &StaffCertificate) -> impl IntoView + use<> {
    let certificate = &chain.certificate;
    let number = certificate.registration_number.to_string();
    let file = |form| site::StaffDocument { number: DocumentName { number: number.clone(), form } }.path(locale);
    let document = match &chain.document {
        Some(facts) => {
            let size = numbers::whole(locale, facts.bytes.div_ceil(1024));
            text!(locale, certificates.unchanged, size = size)
        }
        None => text!(locale, certificates.made_when_asked),
    };
    let entry = |href: String, icon, title: String, more: String| {
        view! { <li><a href=href><Icon name=icon/><span>{title}<small>{more}</small></span></a></li> }
    };
    let is_there = chain.document.is_some() || !(certificate.is_over() || certificate.is_erased());
    let duplicate = (!certificate.is_over() && !certificate.is_erased()).then(|| {
        let href = site::Duplicate::of(number.clone()).path(locale);
        let title = text!(locale, certificates.duplicate);
        entry(href, IconName::Print, title, text!(locale, certificates.duplicate_more))
    });
    if !is_there {
        return view! { <p class="muted small">{text!(locale, certificates.no_document)}</p> }.into_any();
    }
    view! {
        <ul class="files">
            {entry(file(DocumentForm::Pdf), IconName::Download, "PDF".to_owned(), document)}
            {entry(file(DocumentForm::Jwt), IconName::Key, text!(locale, certificates.credential), "Open Badges 3.0, .jwt".to_owned())}
            {entry(file(DocumentForm::Json), IconName::Key, text!(locale, certificates.credential), "Open Badges 3.0, .json".to_owned())}
            {duplicate}
        </ul>
    }
    .into_any()
}
