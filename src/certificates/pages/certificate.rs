//! `/{l}/staff/certificates/{number}`: a certificate with those before and after it, and the two ways to end it.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    ending::{kind_words, ways_to_end},
    files::files,
    history::history,
    paper::paper,
    status::status_badge,
};
use crate::{
    certificates::{
        forms::{KIND, REASON},
        model::{
            Certificate, RegistrationNumber,
            correction::{ACADEMIC_HOURS, ENDS_ON, STARTS_ON},
        },
        outcome::Outcome,
        service::{self, StaffCertificate},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    reference::{profession, region},
    specialists::model::ProfileField,
    ui::{Crumb, Crumbs, FormState, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn certificate(mut request: PageRequest, address: site::StaffCertificate) -> Result<Page, AppError> {
    let (locale, today, form) = (request.locale, request.today(), request.form.clone());
    let outcome = request.outcome::<Outcome>();
    let number = RegistrationNumber::parse(&address.number).ok_or(AppError::NotFound)?;
    let chain = service::staff_certificate(request.tx().await?, &number).await?.ok_or(AppError::NotFound)?;
    let number = chain.certificate.registration_number.to_string();
    let above = vec![Crumb {
        words: text!(locale, layout.certificates),
        lang: None,
        href: site::StaffCertificates.path(locale),
    }];
    let report = outcome.and_then(|outcome| match outcome {
        Outcome::Revoked => Some(text!(locale, certificates.done_revoked)),
        Outcome::Replaced => Some(text!(locale, certificates.done_replaced, number = number.clone())),
        Outcome::Issued | Outcome::Left | Outcome::Shown => None,
    });
    let report = report.map(|words| view! { <Notice kind=NoticeKind::Ok>{words}</Notice> });
    let is_over = chain.certificate.is_over();
    let ways = (!is_over).then(|| ways_to_end(locale, &chain, &form));
    let main = view! {
        <div class="wrap wrap--wide page stack">
            <Crumbs locale above here=number.clone()/>
            {report}
            {summary(locale, &form)}
            <div class="row row--apart">
                <div class="stack stack--2">
                    <h1 class="nowrap code-h">{number.clone()}</h1>
                    <p class="muted">{holder_line(locale, &chain.certificate)}</p>
                </div>
                <p>{status_badge(locale, &chain.certificate, today)}</p>
            </div>
            <div class="split">
                <aside class="stack">{paper(locale, &chain.certificate)}{files(locale, &chain)}</aside>
                <div class="stack stack--7">
                    <section aria-labelledby="facts">
                        <h2 id="facts" class="vh">{text!(locale, certificates.facts)}</h2>
                        {facts(locale, &chain)}
                    </section>
                    {history(locale, &chain.events)}
                    {ways}
                </div>
            </div>
        </div>
    };
    Ok(Page::new(number, Section::Certificates, main).staff())
}

fn summary(locale: Locale, form: &FormState) -> impl IntoView + use<> {
    let labels = [
        (KIND, text!(locale, certificates.kind)),
        (REASON, text!(locale, certificates.what_happened)),
        (ProfileField::Surname.as_str(), text!(locale, certificates.surname)),
        (ProfileField::GivenName.as_str(), text!(locale, certificates.given_name)),
        (ProfileField::Patronymic.as_str(), text!(locale, certificates.patronymic)),
        (ACADEMIC_HOURS, text!(locale, certificates.volume_hours)),
        (STARTS_ON, text!(locale, certificates.first_day)),
        (ENDS_ON, text!(locale, certificates.last_day)),
    ];
    form.summary(locale, &labels)
}

fn holder_line(locale: Locale, certificate: &Certificate) -> String {
    let printed = &certificate.printed;
    let name = if certificate.is_erased() { text!(locale, certificates.erased) } else { printed.holder.full() };
    let profession = printed.facts.profession.and_then(|one| profession(one.code)).map(|one| one.name.get(locale));
    let region = printed.facts.region.and_then(|one| region(one.code)).map(|one| one.name.get(locale));
    let parts = [Some(name.as_str()), profession, region];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn facts(locale: Locale, chain: &StaffCertificate) -> impl IntoView + use<> {
    let one = &chain.certificate;
    let printed = &one.printed;
    let hours = printed.academic_hours.unsigned_abs();
    let link = |other: &Certificate| {
        let number = other.registration_number.to_string();
        let href = site::StaffCertificate::of(number.clone()).path(locale);
        view! { <a class="code" href=href>{number}</a> }
    };
    let fact = |term: String, words: AnyView| view! { <div><dt>{term}</dt><dd>{words}</dd></div> };
    let day = |day: NaiveDate| dates::long(locale, day).into_any();
    let code = one.check_code.to_string();
    let check = view! { <a class="code" href=site::Verify::of(code.clone()).path(locale)>{code.clone()}</a> };
    let counts =
        (one.counts_on != printed.issued_on).then(|| fact(text!(locale, certificates.counts_from), day(one.counts_on)));
    let before =
        chain.predecessor.as_ref().map(|other| fact(text!(locale, certificates.instead_of), link(other).into_any()));
    let after =
        chain.successor.as_ref().map(|other| fact(text!(locale, certificates.replaced_by), link(other).into_any()));
    let name = if one.is_erased() { text!(locale, certificates.erased) } else { printed.holder.full() };
    let all: u32 = chain.checks.iter().map(|month| month.checks).sum();
    let checks = match chain.checks.last() {
        None => text!(locale, certificates.never),
        Some(last) => {
            let times = text!(locale, certificates.times, count = all);
            text!(locale, certificates.times_last, times = times, month = dates::month(locale, last.month))
        }
    };
    let revoked = one.revocation.as_ref().map(|revocation| {
        let words = format!(
            "{}, {}. {}",
            dates::long(locale, revocation.on),
            kind_words(locale, revocation.kind),
            revocation.reason
        );
        fact(text!(locale, certificates.revoked_because), words.into_any())
    });
    view! {
        <dl class="facts">
            {fact(text!(locale, certificates.name_printed), view! { <strong>{name}</strong> }.into_any())}
            {fact(text!(locale, certificates.course), printed.title.pick(locale).0.to_owned().into_any())}
            {fact(text!(locale, certificates.volume), text!(locale, ui.hours, count = hours).into_any())}
            {fact(text!(locale, certificates.days), dates::span(locale, printed.starts_on, printed.ends_on).into_any())}
            {fact(text!(locale, certificates.issued_on), day(printed.issued_on))}
            {counts}
            {fact(text!(locale, certificates.check_code), check.into_any())}
            {before}
            {after}
            {revoked}
            {fact(text!(locale, certificates.checks), checks.into_any())}
        </dl>
    }
}
