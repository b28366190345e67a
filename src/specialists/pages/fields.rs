//! The fields of a profile, wherever they are asked for.

use leptos::prelude::*;

use crate::{
    ground::Locale,
    i18n::text,
    specialists::{
        Sex,
        model::{
            ConsentKind, ConsentText, OwnProfile,
            profile::{LONGEST_NAME, LONGEST_ORGANIZATION, LONGEST_SPELLING},
        },
    },
    ui::{
        BirthDayField, ChoiceField, FormState, InputSize, SelectField, TextField, organization_options,
        profession_options, region_options,
    },
};

/// More than any telephone number has with its spaces.
const LONGEST_PHONE: u16 = 30;
/// Twelve digits, and room for spaces between them.
const LONGEST_IIN: u16 = 20;

/// The fields with their names, in the order of the page: for the summary of errors.
pub fn profile_labels(locale: Locale) -> Vec<(&'static str, String)> {
    let consents = ConsentKind::ALL.iter().map(|kind| {
        let words = ConsentText::current().words(*kind).label.pick(locale).0;
        (kind.field(), words.to_owned())
    });
    FIELDS.iter().map(|name| (*name, label(locale, name))).chain(consents).collect()
}

const FIELDS: [&str; 13] = [
    "surname",
    "given_name",
    "patronymic",
    "second_spelling",
    "iin",
    "birth_date",
    "sex",
    "region",
    "profession",
    "organization",
    "organization_type",
    "phone",
    "locale",
];

fn label(locale: Locale, name: &str) -> String {
    match name {
        "surname" => text!(locale, profile.surname),
        "given_name" => text!(locale, profile.given_name),
        "patronymic" => text!(locale, profile.patronymic),
        "second_spelling" => text!(locale, profile.second_spelling),
        "iin" => text!(locale, profile.iin),
        "birth_date" => text!(locale, profile.birth_date),
        "sex" => text!(locale, profile.sex),
        "region" => text!(locale, profile.region),
        "profession" => text!(locale, profile.profession),
        "organization" => text!(locale, profile.organization),
        "organization_type" => text!(locale, profile.organization_type),
        "phone" => text!(locale, profile.phone),
        _ => text!(locale, profile.locale),
    }
}

/// The groups of fields of a profile, inside somebody's form. `known` is what the registry has already.
pub fn profile_fields(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> AnyView {
    view! {
        {about(locale, form, known)}
        {work(locale, form, known)}
        {contact(locale, form, known)}
    }
    .into_any()
}

/// What stands in a field: what was typed, or else what is known.
fn value(form: &FormState, known: Option<&OwnProfile>, name: &str) -> String {
    form.value(name, &known.map(|known| known.value(name)).unwrap_or_default())
}

fn about(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> impl IntoView + use<> {
    let (value, problem) = (|name: &str| value(form, known, name), |name: &str| form.problem(name));
    let label = |name: &str| label(locale, name);
    let sexes = [(Sex::Female, text!(locale, profile.female)), (Sex::Male, text!(locale, profile.male))]
        .map(|(sex, words)| (sex.as_str().to_owned(), words));
    view! {
        <fieldset class="form__group">
            <legend>{text!(locale, profile.who)}</legend>
            <p class="hint">{text!(locale, profile.as_in_document)}</p>
            <div class="cols">
                <TextField locale name="surname" label=label("surname") value=value("surname")
                    problem=problem("surname") hint=text!(locale, profile.surname_hint) autocomplete="family-name"
                    maxlength=LONGEST_NAME/>
                <TextField locale name="given_name" label=label("given_name") value=value("given_name")
                    problem=problem("given_name") autocomplete="given-name" maxlength=LONGEST_NAME/>
            </div>
            <TextField locale name="patronymic" label=label("patronymic") value=value("patronymic")
                problem=problem("patronymic") optional=true autocomplete="additional-name" maxlength=LONGEST_NAME
                size=InputSize::Medium/>
            <TextField locale name="second_spelling" label=label("second_spelling") value=value("second_spelling")
                problem=problem("second_spelling") hint=text!(locale, profile.second_spelling_hint) optional=true
                autocomplete="off" maxlength=LONGEST_SPELLING/>
            <TextField locale name="iin" label=label("iin") value=value("iin") problem=problem("iin")
                hint=text!(locale, profile.iin_hint) optional=true autocomplete="off" inputmode="numeric"
                maxlength=LONGEST_IIN size=InputSize::Small/>
            <div class="cols">
                <BirthDayField locale name="birth_date" label=label("birth_date") value=value("birth_date")
                    problem=problem("birth_date")/>
                <ChoiceField locale name="sex" label=label("sex") options=sexes.to_vec() chosen=value("sex")
                    problem=problem("sex")/>
            </div>
        </fieldset>
    }
}

fn work(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> impl IntoView + use<> {
    let (value, problem) = (|name: &str| value(form, known, name), |name: &str| form.problem(name));
    let label = |name: &str| label(locale, name);
    let choose = || text!(locale, profile.choose);
    view! {
        <fieldset class="form__group">
            <legend>{text!(locale, profile.work)}</legend>
            <SelectField locale name="region" label=label("region") options=region_options(locale) chosen=value("region")
                    problem=problem("region") placeholder=choose() autocomplete="address-level1"/>
                <SelectField locale name="profession" label=label("profession") options=profession_options(locale)
                    chosen=value("profession") problem=problem("profession") placeholder=choose()/>
            <TextField locale name="organization" label=label("organization") value=value("organization")
                problem=problem("organization") optional=true autocomplete="organization"
                maxlength=LONGEST_ORGANIZATION/>
            <SelectField locale name="organization_type" label=label("organization_type") options=organization_options(locale)
                chosen=value("organization_type") problem=problem("organization_type") optional=true
                placeholder=choose()/>
        </fieldset>
    }
}

/// What each language calls itself.
fn languages() -> Vec<(String, String)> {
    let name = |locale| match locale {
        Locale::Kk => "Қазақша",
        Locale::Ru => "Русский",
        Locale::En => "English",
    };
    Locale::ALL.map(|locale| (locale.code().to_owned(), name(locale).to_owned())).to_vec()
}

fn contact(locale: Locale, form: &FormState, known: Option<&OwnProfile>) -> impl IntoView + use<> {
    let problem = |name: &str| form.problem(name);
    let label = |name: &str| label(locale, name);
    let letters = known.map_or(locale, |known| known.locale);
    view! {
        <fieldset class="form__group">
            <legend>{text!(locale, profile.contact)}</legend>
            <TextField locale name="phone" label=label("phone") value=value(form, known, "phone")
                problem=problem("phone") hint=text!(locale, profile.phone_hint) optional=true kind="tel"
                autocomplete="tel" maxlength=LONGEST_PHONE size=InputSize::Medium/>
            <ChoiceField locale name="locale" label=label("locale") options=languages()
                chosen=form.value("locale", letters.code()) problem=problem("locale")/>
        </fieldset>
    }
}
