//! `/{l}/my/certificates/{number}`: a certificate for its holder: the document, the credential, what others see, how often
//! it was checked, and how long it is valid.

mod life;
mod share;

use leptos::prelude::*;

use self::{life::life, share::share};
use super::{paper::paper, status::status_badge};
use crate::{
    certificates::{
        outcome::Outcome,
        service::{self, OwnCertificate},
        site::{self, DocumentForm, DocumentName},
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, numbers, text},
    my,
    ui::{Crumb, Crumbs, Icon, IconName, Notice, NoticeKind, Page, PageRequest, Section},
};

pub async fn own_certificate(mut request: PageRequest, address: site::OwnCertificate) -> Result<Page, AppError> {
    let (locale, today, origin) = (request.locale, request.today(), request.origin().to_owned());
    let outcome = request.outcome::<Outcome>();
    let own = service::own_certificate(request.tx().await?, &address.number).await?;
    let printed = &own.certificate.printed;
    let (title, written_in) = printed.title.pick(locale);
    let (title, lang) = (title.to_owned(), (written_in != locale).then(|| written_in.code()));
    let hours = text!(locale, ui.hours_of_course, count = printed.academic_hours.unsigned_abs());
    let issued = text!(locale, certificates.own_issued, hours = hours, day = dates::long(locale, printed.issued_on));
    let above = vec![Crumb { words: text!(locale, layout.my), lang: None, href: my::site::My.path(locale) }];
    let report = outcome.filter(|outcome| matches!(outcome, Outcome::Shown)).map(|_| {
        view! { <Notice kind=NoticeKind::Ok>{text!(locale, certificates.done_shown)}</Notice> }
    });
    let main = view! {
        <div class="wrap page stack stack--5">
            <Crumbs locale above here=own.certificate.registration_number.to_string()/>
            {report}
            <div class="stack stack--2">
                <p>{status_badge(locale, &own.certificate, today)}</p>
                <h1 lang=lang>{title.clone()}</h1>
                <p class="lede">{issued}</p>
                {successor(locale, &own)}
            </div>
            <div class="holder">
                <div class="stack">{paper(locale, &own.certificate)}{downloads(locale, &own)}</div>
                {share(locale, &own, &origin)}
            </div>
            <div class="grid-3">
                {numbers_of(locale, &own)}
                {credential(locale, &own)}
                {checks(locale, &own)}
            </div>
            {life(locale, &own, today)}
        </div>
    };
    Ok(Page::new(title, Section::My, main).private())
}

/// Line about the certificate that came in the place of this one.
fn successor(locale: Locale, own: &OwnCertificate) -> impl IntoView + use<> {
    let newer = own.others.iter().find(|one| one.replaces == Some(own.certificate.id));
    newer.map(|newer| {
        let number = newer.registration_number.to_string();
        let href = site::OwnCertificate::of(&number).path(locale);
        view! { <p>{text!(locale, certificates.own_replaced_by)}" "<a class="code" href=href>{number}</a></p> }
    })
}

fn document(own: &OwnCertificate, form: DocumentForm, locale: Locale) -> String {
    let number = own.certificate.registration_number.to_string();
    site::OwnDocument { number: DocumentName { number, form } }.path(locale)
}

/// Tells whether the holder can have the document and the credential: those of a certificate that is over are not made.
fn has_document(own: &OwnCertificate) -> bool {
    !own.certificate.is_over()
}

fn downloads(locale: Locale, own: &OwnCertificate) -> impl IntoView + use<> {
    let words = match &own.document {
        Some(document) => {
            let size = numbers::whole(locale, document.bytes.div_ceil(1024));
            text!(locale, certificates.download_pdf_of, size = size)
        }
        None => text!(locale, certificates.download_pdf),
    };
    let buttons = has_document(own).then(|| {
        view! {
            <p class="row">
                <a class="btn btn--go" href=document(own, DocumentForm::Pdf, locale)><Icon name=IconName::Download/>{words}</a>
            </p>
        }
    });
    let none = (!has_document(own)).then(|| view! { <p class="muted">{text!(locale, certificates.no_document)}</p> });
    view! { {buttons}{none} }
}

fn numbers_of(locale: Locale, own: &OwnCertificate) -> impl IntoView + use<> {
    let (number, code) = (own.certificate.registration_number.to_string(), own.certificate.check_code.to_string());
    view! {
        <section class="panel stack" aria-labelledby="numbers">
            <h2 id="numbers" class="h3">{text!(locale, certificates.numbers)}</h2>
            <dl class="facts facts--tight">
                <div><dt>{text!(locale, certificates.number)}</dt><dd><span class="code">{number}</span></dd></div>
                <div><dt>{text!(locale, certificates.check_code)}</dt><dd><span class="code">{code}</span></dd></div>
            </dl>
            <p class="small muted">{text!(locale, certificates.numbers_more)}</p>
        </section>
    }
}

fn credential(locale: Locale, own: &OwnCertificate) -> impl IntoView + use<> {
    let file = |form, title: String, more: String, icon| {
        view! { <li><a href=document(own, form, locale)><Icon name=icon/><span>{title}<small>{more}</small></span></a></li> }
    };
    let files = if has_document(own) {
        view! {
            <ul class="files">
                {file(DocumentForm::Json, text!(locale, certificates.to_wallet), text!(locale, certificates.to_wallet_more),
                    IconName::Certificate)}
                {file(DocumentForm::Jwt, text!(locale, certificates.file_jwt), text!(locale, certificates.file_jwt_more),
                    IconName::Key)}
            </ul>
            <p class="small muted">{text!(locale, certificates.credential_more)}</p>
        }
        .into_any()
    } else {
        view! { <p class="muted">{text!(locale, certificates.no_document)}</p> }.into_any()
    };
    view! {
        <section class="panel stack" aria-labelledby="credential">
            <h2 id="credential" class="h3">{text!(locale, certificates.credential)}</h2>
            {files}
        </section>
    }
}

/// Number of checks, and the last months of them as bars.
fn checks(locale: Locale, own: &OwnCertificate) -> impl IntoView + use<> {
    const MONTHS: usize = 6;
    let all: u32 = own.checks.iter().map(|month| month.checks).sum();
    let last = &own.checks[own.checks.len().saturating_sub(MONTHS)..];
    let most = last.iter().map(|month| month.checks).max().unwrap_or(1).max(1);
    let rows = last.iter().map(|month| {
        let width = format!("{}%", u64::from(month.checks) * 100 / u64::from(most));
        view! {
            <tr>
                <th scope="row">{dates::month(locale, month.month)}</th>
                <td class="b">
                    <svg class="bar" aria-hidden="true">
                        <rect class="rest" width="100%" height="100%"></rect>
                        <rect width=width height="100%"></rect>
                    </svg>
                </td>
                <td class="val">{numbers::whole(locale, month.checks.into())}</td>
            </tr>
        }
    });
    let table = (!last.is_empty()).then(|| {
        view! {
            <table class="bars bars--keep">
                <caption class="vh">{text!(locale, certificates.checks_by_month)}</caption>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    });
    let title = if all == 0 {
        text!(locale, certificates.never_checked)
    } else {
        text!(locale, certificates.checked, count = all)
    };
    view! {
        <section class="panel stack" aria-labelledby="checks">
            <h2 id="checks" class="h3">{title}</h2>
            {table}
            <p class="small muted">{text!(locale, certificates.checked_more)}</p>
        </section>
    }
}
