//! `/{l}/staff/specialists/{id}`: one person with all that the centre has of them.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{
    claim::claim,
    duplicates::task,
    parts::{above, joined, report},
};
use crate::{
    accounts::Account,
    certificates::pages::{certificate_row, certificate_table},
    enrollments::{
        pages::{state_badge, state_words_for_staff},
        service::OwnEnrollment,
        site::Applications,
    },
    ground::{AppError, Locale, address::Address, clock},
    i18n::{dates, text},
    registry::{
        outcome::Outcome,
        service::{self, FoundPerson, PersonView},
        site,
    },
    specialists::{
        model::{Consent, ConsentText, FormerName, ProfileField},
        pages::{field_label, value_words},
    },
    ui::{Badge, Crumbs, ListTable, Page, PageRequest, Section},
};

pub async fn person(mut request: PageRequest, address: site::Person) -> Result<Page, AppError> {
    let (locale, today) = (request.locale, request.today());
    let outcome = request.outcome::<Outcome>();
    let view = match service::person(request.tx().await?, address.id).await? {
        FoundPerson::Here(view) => view,
        FoundPerson::MergedInto(id) => return Ok(Page::leading_to(site::Person { id }.path(locale))),
    };
    let profile = &view.record.profile;
    let name = profile.name.full();
    let words = |field| value_words(locale, profile, field).unwrap_or_default();
    let line = joined([words(ProfileField::Profession), words(ProfileField::Region)]);
    let edit = site::EditPerson { id: address.id }.path(locale);
    let main = view! {
        <div class="wrap wrap--wide page stack stack--5">
            <Crumbs locale above=above(locale) here=name.clone()/>
            {report(locale, outcome)}
            <div class="row row--apart">
                <div class="stack stack--2"><h1>{name.clone()}</h1><p class="muted">{line}</p></div>
                <a class="btn" href=edit>{text!(locale, registry.edit)}</a>
            </div>
            {claim(locale, &view)}
            {duplicates(locale, &view)}
            <div class="split">
                <div class="stack stack--5">
                    {facts(locale, &view)}
                    {enrollments(locale, &view.enrollments)}
                    {certificates(locale, &view, today)}
                </div>
                <aside class="stack stack--5">
                    {account(locale, view.account.as_ref())}
                    {consents(locale, &view.consents)}
                    {former_names(locale, &view.former_names)}
                </aside>
            </div>
        </div>
    };
    Ok(Page::new(name, Section::People, main).staff())
}

fn duplicates(locale: Locale, view: &PersonView) -> impl IntoView + use<> {
    let rows = view.duplicates.iter().map(|pair| task(locale, pair)).collect_view();
    let rivals = view.rivals.iter().map(|id| {
        view! { <li><a href=site::Person { id: *id }.path(locale)>{text!(locale, registry.rival)}</a></li> }
    });
    let rivals = (!view.rivals.is_empty()).then(|| {
        view! { <p>{text!(locale, registry.rivals)}</p><ul class="dots">{rivals.collect_view()}</ul> }
    });
    let pairs = (!view.duplicates.is_empty()).then(|| view! { <ul class="tasks">{rows}</ul> });
    (pairs.is_some() || rivals.is_some()).then(|| {
        view! {
            <section class="stack" aria-labelledby="duplicates-title">
                <h2 id="duplicates-title">{text!(locale, registry.same_person)}</h2>
                {pairs}
                {rivals}
            </section>
        }
    })
}

fn enrollments(locale: Locale, enrollments: &[OwnEnrollment]) -> impl IntoView + use<> {
    let rows = enrollments.iter().map(|own| {
        let (title, written_in) = own.title.pick(locale);
        let lang = (written_in != locale).then(|| written_in.code());
        let (title, code) = (title.to_owned(), own.code.clone());
        let (kind, icon) = state_badge(own.state);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">
                    <a href=Applications::of(&own.code).path(locale) lang=lang>{title}</a>
                    <p class="muted small">{code}</p>
                </th>
                <td role="cell" data-label=text!(locale, registry.days)>{dates::span(locale, own.starts_on, own.ends_on)}</td>
                <td role="cell"><Badge kind icon words=state_words_for_staff(locale, own.state)/></td>
            </tr>
        }
    });
    let list = if enrollments.is_empty() {
        view! { <p class="muted">{text!(locale, registry.no_enrollments)}</p> }.into_any()
    } else {
        view! {
            <ListTable label=text!(locale, registry.enrollments) rows=rows.collect_view().into_any() heads=vec![
                text!(locale, registry.run),
                text!(locale, registry.days),
                text!(locale, registry.state),
            ]/>
        }
        .into_any()
    };
    view! {
        <section class="stack">
            <h2>{text!(locale, registry.enrollments)}</h2>
            {list}
        </section>
    }
}

fn certificates(locale: Locale, view: &PersonView, today: NaiveDate) -> impl IntoView + use<> {
    let list = if view.certificates.is_empty() {
        view! { <p class="muted">{text!(locale, registry.no_certificates)}</p> }.into_any()
    } else {
        let rows = view.certificates.iter().map(|one| certificate_row(locale, one, today)).collect_view();
        certificate_table(locale, rows).into_any()
    };
    view! {
        <section class="stack">
            <h2>{text!(locale, layout.certificates)}</h2>
            {list}
        </section>
    }
}

/// Values of the record, without those of the heading.
fn facts(locale: Locale, view: &PersonView) -> impl IntoView + use<> {
    const SHOWN: [ProfileField; 9] = [
        ProfileField::SecondSpelling,
        ProfileField::Iin,
        ProfileField::BirthDate,
        ProfileField::Sex,
        ProfileField::Region,
        ProfileField::Profession,
        ProfileField::Organization,
        ProfileField::OrganizationType,
        ProfileField::Phone,
    ];
    let record = &view.record;
    let values = SHOWN
        .iter()
        .filter_map(|field| Some((field_label(locale, *field), value_words(locale, &record.profile, *field)?)))
        .chain(record.email.as_ref().map(|email| (text!(locale, registry.email), email.reveal().clone())))
        .chain([(text!(locale, registry.recorded_on), dates::long(locale, clock::day_of(record.profile.recorded_at)))]);
    let rows = values.map(|(term, words)| view! { <div><dt>{term}</dt><dd>{words}</dd></div> }).collect_view();
    view! {
        <section class="stack" aria-labelledby="record-title">
            <h2 id="record-title">{text!(locale, registry.record)}</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

fn account(locale: Locale, account: Option<&Account>) -> impl IntoView + use<> {
    let words = match account {
        None => view! { <p class="muted">{text!(locale, registry.no_account)}</p> }.into_any(),
        Some(account) => {
            let state = match account.disabled_at {
                Some(at) => text!(locale, registry.account_disabled, day = dates::long(locale, clock::day_of(at))),
                None => text!(locale, registry.account_open),
            };
            view! { <p>{account.email.reveal().clone()}</p><p class="small muted">{state}</p> }.into_any()
        }
    };
    view! {
        <section class="panel stack" aria-labelledby="account-title">
            <h2 id="account-title">{text!(locale, registry.account)}</h2>
            {words}
        </section>
    }
}

fn consents(locale: Locale, consents: &[Consent]) -> impl IntoView + use<> {
    let rows = consents.iter().map(|consent| {
        let label = ConsentText::current().words(consent.kind).label.pick(locale).0.to_owned();
        let given = text!(locale, registry.given_on, day = dates::long(locale, clock::day_of(consent.given_at)));
        let ended = consent
            .withdrawn_at
            .map(|at| text!(locale, registry.ended_on, day = dates::long(locale, clock::day_of(at))));
        view! { <li><p>{label}</p><p class="small muted">{joined([given].into_iter().chain(ended))}</p></li> }
    });
    let list = if consents.is_empty() {
        view! { <p class="muted">{text!(locale, registry.no_consents)}</p> }.into_any()
    } else {
        view! { <ul class="stack">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="panel stack" aria-labelledby="consents-title">
            <h2 id="consents-title">{text!(locale, registry.consents)}</h2>
            {list}
        </section>
    }
}

fn former_names(locale: Locale, names: &[FormerName]) -> impl IntoView + use<> {
    let rows = names.iter().map(|former| {
        let until = text!(locale, registry.until, day = dates::long(locale, former.until_on));
        view! { <li><p>{former.name.full()}</p><p class="small muted">{until}</p></li> }
    });
    (!names.is_empty()).then(|| {
        view! {
            <section class="panel stack" aria-labelledby="names-title">
                <h2 id="names-title">{text!(locale, registry.former_names)}</h2>
                <ul class="stack">{rows.collect_view()}</ul>
            </section>
        }
    })
}
