//! Ways to end a certificate: another one in its place, and revoking.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    certificates::{
        forms::{ACTION, KIND, REASON, REPLACE, REVOKE, TELL},
        model::{
            Certificate, RevocationKind,
            correction::{ACADEMIC_HOURS, ENDS_ON, STARTS_ON, TITLE_NOW},
        },
        service::StaffCertificate,
        site,
    },
    ground::{Locale, address::Address},
    i18n::{dates, text},
    specialists::model::ProfileField,
    ui::{AreaField, ChoiceField, DayField, FormState, Icon, IconName, TextField, TickField},
};

/// Kind of a reason in words.
pub fn kind_words(locale: Locale, kind: RevocationKind) -> String {
    match kind {
        RevocationKind::Mistake => text!(locale, certificates.kind_mistake),
        RevocationKind::Fraud => text!(locale, certificates.kind_fraud),
        RevocationKind::Request => text!(locale, certificates.kind_request),
        RevocationKind::Other => text!(locale, certificates.kind_else),
    }
}

/// Effect of revoking on the figure: none, if the holder has another certificate that is in force.
fn figure(locale: Locale, others: &[Certificate]) -> impl IntoView + use<> {
    let words = if others.is_empty() {
        text!(locale, certificates.figure_falls)
    } else {
        text!(locale, certificates.figure_stays)
    };
    let links = others.iter().map(|one| {
        let number = one.registration_number.to_string();
        let href = site::StaffCertificate::of(number.clone()).path(locale);
        view! { " "<a class="code" href=href>{number}</a> }
    });
    view! { {words}{links.collect_view()} }
}

/// Forms to put another certificate in its place and to revoke it, both folded.
pub fn ways_to_end(locale: Locale, chain: &StaffCertificate, form: &FormState) -> impl IntoView + use<> {
    let certificate = &chain.certificate;
    let action = site::StaffCertificate::of(certificate.registration_number.to_string()).path(locale);
    let holder = &certificate.printed.holder;
    let sent = form.value(ACTION, "");
    let (is_revoking, is_replacing) = (sent == REVOKE, sent == REPLACE);
    // a field of the other form shows neither what was typed nor what is wrong there
    let of = |is_sent: bool| if is_sent { form.clone() } else { FormState::default() };
    let (revoke, replace) = (of(is_revoking), of(is_replacing));
    let kinds = RevocationKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), kind_words(locale, *kind))).collect();
    let counts_on = dates::long(locale, certificate.counts_on);
    let name = |field: ProfileField, label: String, value: &str, optional: bool| {
        let name = field.as_str();
        let (value, problem) = (replace.value(name, value), replace.problem(name));
        view! { <TextField locale name label value problem optional maxlength=field.longest() autocomplete="off"/> }
    };
    let patronymic = holder.patronymic.clone().unwrap_or_default();
    let printed = &certificate.printed;
    let day = |name: &'static str, label: String, day: NaiveDate| {
        let (value, problem) = (replace.value(name, &day.to_string()), replace.problem(name));
        view! { <DayField locale name label value problem/> }
    };
    let is_any_fact_wrong = [ACADEMIC_HOURS, STARTS_ON, ENDS_ON].iter().any(|field| replace.problem(field).is_some());
    view! {
        <section class="stack" aria-labelledby="end">
            <h2 id="end">{text!(locale, certificates.end)}</h2>
            <details class="panel act" open=is_replacing>
                <summary>
                    <Icon name=IconName::Swap/>{text!(locale, certificates.replace)}<Icon name=IconName::Chevron/>
                </summary>
                <form class="form" method="post" action=action.clone() novalidate>
                    <p class="small muted">{text!(locale, certificates.replace_more, day = counts_on)}</p>
                    <div class="cols">
                        {name(ProfileField::Surname, text!(locale, certificates.surname), &holder.surname, false)}
                        {name(ProfileField::GivenName, text!(locale, certificates.given_name), &holder.given_name, false)}
                        {name(ProfileField::Patronymic, text!(locale, certificates.patronymic), &patronymic, true)}
                    </div>
                    <details open=is_any_fact_wrong || replace.has(TITLE_NOW)>
                        <summary>{text!(locale, certificates.other_facts)}</summary>
                        <div class="stack">
                            <p class="small muted">{text!(locale, certificates.other_facts_more)}</p>
                            <div class="cols">
                                <TextField locale name=ACADEMIC_HOURS label=text!(locale, certificates.volume_hours)
                                    value=replace.value(ACADEMIC_HOURS, &printed.academic_hours.to_string())
                                    problem=replace.problem(ACADEMIC_HOURS) inputmode="numeric" autocomplete="off"/>
                                {day(STARTS_ON, text!(locale, certificates.first_day), printed.starts_on)}
                                {day(ENDS_ON, text!(locale, certificates.last_day), printed.ends_on)}
                            </div>
                            <TickField locale name=TITLE_NOW label=text!(locale, certificates.title_now)
                                ticked=replace.is_ticked(TITLE_NOW, false) problem=None/>
                        </div>
                    </details>
                    <TextField locale name=REASON label=text!(locale, certificates.reason)
                        value=replace.value(REASON, "") problem=replace.problem(REASON) maxlength=500
                        hint=text!(locale, certificates.reason_hint) autocomplete="off"/>
                    <p><button class="btn btn--go" name=ACTION value=REPLACE>
                        {text!(locale, certificates.replace_button)}
                    </button></p>
                </form>
            </details>
            <details class="panel act" open=is_revoking>
                <summary>
                    <Icon name=IconName::Ban/>{text!(locale, certificates.revoke)}<Icon name=IconName::Chevron/>
                </summary>
                <form class="form" method="post" action=action novalidate>
                    <p class="small muted">{text!(locale, certificates.revoke_more)}" "{figure(locale, &chain.others)}</p>
                    <ChoiceField locale name=KIND label=text!(locale, certificates.kind) options=kinds
                        chosen=revoke.value(KIND, "") problem=revoke.problem(KIND)/>
                    <AreaField locale name="what_happened" label=text!(locale, certificates.what_happened)
                        sent_as=REASON value=revoke.value(REASON, "") problem=revoke.problem(REASON) maxlength=500
                        hint=text!(locale, certificates.what_happened_hint)/>
                    <TickField locale name=TELL label=text!(locale, certificates.tell)
                        ticked=revoke.is_ticked(TELL, false) problem=None/>
                    <p><button class="btn btn--bad" name=ACTION value=REVOKE>
                        {text!(locale, certificates.revoke_button)}
                    </button></p>
                </form>
            </details>
        </section>
    }
}
