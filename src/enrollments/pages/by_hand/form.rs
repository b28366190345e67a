//! Form that enrolls: of a person of the registry, or of a new one.

use leptos::prelude::*;

use super::{
    buttons, outlook,
    people::{birth_words, iin_words, person_list, work_words},
};
use crate::{
    courses::service::RunDetails,
    enrollments::{
        model::State,
        pages::parts::state_words_for_staff,
        query::Q,
        service::{Chosen, PERSON, REASON},
        site,
    },
    ground::{Locale, Problem, address::Address},
    i18n::text,
    specialists::{
        Iin,
        model::Consent,
        pages::{consent_fields, profile_labels, staff_fields},
        service::{CONSENT_ON, DIFFERENT, EMAIL, PersonCard, is_processing_agreed},
    },
    ui::{AreaField, DayField, FormState, Notice, NoticeKind, TextField, TickField},
};

/// Names of the fields, for the summary of errors.
fn labels(locale: Locale) -> Vec<(&'static str, String)> {
    let own = [
        (EMAIL, text!(locale, enrollments.by_hand_email)),
        (CONSENT_ON, text!(locale, enrollments.by_hand_paper_day)),
        (DIFFERENT, text!(locale, enrollments.by_hand_different)),
        (REASON, text!(locale, enrollments.by_hand_note)),
    ];
    profile_labels(locale).into_iter().chain(own).collect()
}

/// Form for a person of the registry.
pub(super) fn known_person(
    locale: Locale,
    details: &RunDetails,
    form: &FormState,
    begins: State,
    chosen: &Chosen,
) -> impl IntoView + use<> {
    let Chosen { person, consents, standing, overlap } = chosen;
    let facts = view! {
        <dl class="facts facts--tight">
            <div><dt>{text!(locale, enrollments.birth_date)}</dt><dd>{birth_words(person)}</dd></div>
            <div><dt>{text!(locale, enrollments.iin)}</dt><dd>{iin_words(person)}</dd></div>
            <div><dt>{text!(locale, enrollments.works)}</dt><dd>{work_words(locale, person)}</dd></div>
        </dl>
    };
    if let Some(state) = standing {
        let words = text!(locale, enrollments.by_hand_stands, state = state_words_for_staff(locale, *state));
        let name = person.name.full();
        return view! { <h3>{name}</h3>{facts}<Notice kind=NoticeKind::Warn>{words}</Notice> }.into_any();
    }
    let paper = (!is_processing_agreed(consents)).then(|| paper(locale, form, consents));
    let overlap = overlap.as_ref().map(|overlap| {
        let words = text!(locale, enrollments.overlaps_with, run = overlap.code.clone());
        view! { <Notice kind=NoticeKind::Warn>{words}" "{text!(locale, enrollments.by_hand_overlap)}</Notice> }
    });
    let label = if overlap.is_some() { text!(locale, enrollments.why_overlap) } else { note_label(locale) };
    let action = site::NewApplication::of(&details.run.code).path(locale);
    view! {
        {form.summary(locale, &labels(locale))}
        <form class="form panel" method="post" action=action novalidate>
            <input type="hidden" name=PERSON value=person.id.to_string()/>
            <div class="stack">
                <h3>{person.name.full()}</h3>
                {facts}
                {overlap}
            </div>
            {paper}
            {note(locale, form, label)}
            {outlook(locale, details, begins)}
            {buttons(locale, begins)}
        </form>
    }
    .into_any()
}

/// Form for a person who is not in the registry; `known` are the records that they may have all the same.
pub(super) fn new_person(
    locale: Locale,
    details: &RunDetails,
    form: &FormState,
    begins: State,
    known: Vec<PersonCard>,
) -> impl IntoView + use<> {
    let action = site::NewApplication::of(&details.run.code).path(locale);
    let is_taken = form.problem("iin") == Some(Problem::IinTaken);
    let known = (!known.is_empty()).then(|| {
        let (kind, words) = if is_taken {
            (NoticeKind::Bad, text!(locale, enrollments.by_hand_iin_known))
        } else {
            (NoticeKind::Warn, text!(locale, enrollments.by_hand_alike))
        };
        let different = (!is_taken).then(|| {
            let (ticked, problem) = (form.is_ticked(DIFFERENT, false), form.problem(DIFFERENT));
            let label = text!(locale, enrollments.by_hand_different);
            view! { <TickField locale name=DIFFERENT label ticked problem/> }
        });
        (view! { <Notice kind>{words}</Notice>{person_list(locale, details, &known)} }, different)
    });
    let (known, different) = known.unzip();
    let form = &typed_before(locale, form);
    view! {
        {form.summary(locale, &labels(locale))}
        {known}
        <form class="form panel" method="post" action=action novalidate>
            {different}
            {staff_fields(locale, form, None)}
            <TextField locale name=EMAIL label=text!(locale, enrollments.by_hand_email)
                value=form.value(EMAIL, "") problem=form.problem(EMAIL) kind="email" optional=true autocomplete="off"
                hint=text!(locale, enrollments.by_hand_email_hint) maxlength=254/>
            {paper(locale, form, &[])}
            {note(locale, form, note_label(locale))}
            {outlook(locale, details, begins)}
            {buttons(locale, begins)}
        </form>
    }
}

/// Form with what is known beforehand: the IIN that was searched for and found nobody, and the language of the page for
/// the letters.
fn typed_before(locale: Locale, form: &FormState) -> FormState {
    let form = match Iin::parse(&form.value(Q, "")) {
        Ok(iin) if !form.has("iin") => form.clone().with("iin", iin.reveal()),
        _ => form.clone(),
    };
    if form.has("locale") { form } else { form.with("locale", locale.code()) }
}

/// Consents that somebody has signed on paper, and the day on it.
fn paper(locale: Locale, form: &FormState, given: &[Consent]) -> impl IntoView + use<> {
    view! {
        <div class="stack">
            <h3>{text!(locale, enrollments.by_hand_paper)}</h3>
            <p class="hint">{text!(locale, enrollments.by_hand_paper_hint)}</p>
            {consent_fields(locale, form, given)}
            <DayField locale name=CONSENT_ON label=text!(locale, enrollments.by_hand_paper_day)
                value=form.value(CONSENT_ON, "") problem=form.problem(CONSENT_ON)/>
        </div>
    }
}

fn note_label(locale: Locale) -> String {
    text!(locale, enrollments.by_hand_note)
}

fn note(locale: Locale, form: &FormState, label: String) -> impl IntoView + use<> {
    view! {
        <AreaField locale name=REASON label value=form.value(REASON, "") problem=form.problem(REASON) maxlength=500
            hint=text!(locale, enrollments.by_hand_note_hint)/>
    }
}
