//! Form that chooses a view: phase, day, and filters.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::by::{Name, quarter_name};
use crate::{
    ground::{FormErrors, Locale, address::Address, clock::day_of},
    i18n::{dates, text},
    programme::{
        Progress,
        model::{By, NOT_STATED, quarter_word},
        query::{
            self, AS_OF, COURSE, KNOWN_AT, LANGUAGE, MONTH, ORGANIZATION_TYPE, PHASE, PROFESSION, QUARTER, REGION, SEX,
        },
        service::Choices,
        site,
    },
    reference::ORGANIZATION_TYPES,
    specialists::Sex,
    ui::{DayField, Icon, IconName, Location, SelectField, capitalized, profession_options, region_options},
};

/// Name of a field, beside it and in the summary of errors.
pub(super) fn field_label(locale: Locale, field: &str) -> String {
    match field {
        PHASE => text!(locale, dashboard.phase),
        AS_OF => text!(locale, dashboard.as_of),
        REGION => text!(locale, ui.region),
        PROFESSION => text!(locale, dashboard.profession),
        SEX => text!(locale, dashboard.sex),
        ORGANIZATION_TYPE => text!(locale, dashboard.organization),
        LANGUAGE => text!(locale, dashboard.language),
        KNOWN_AT => text!(locale, dashboard.known_at),
        COURSE => text!(locale, dashboard.course),
        MONTH => text!(locale, dashboard.month),
        QUARTER => text!(locale, dashboard.quarter),
        _ => text!(locale, dashboard.kind),
    }
}

/// Form of the filters. It shows what was typed; `phase` and `as_of` are shown where nothing was.
#[component]
pub(super) fn FilterBar(
    location: Location,
    choices: Choices,
    errors: FormErrors,
    phase: String,
    as_of: Option<NaiveDate>,
) -> impl IntoView {
    let locale = location.locale;
    let typed = |field: &str| location.field(field).unwrap_or_default().to_owned();
    let phases: Vec<(String, String)> =
        choices.phases.iter().map(|phase| (phase.code.clone(), Name::of(locale, &phase.name).words)).collect();
    let phase = match location.field(PHASE) {
        Some(typed) => typed.to_owned(),
        None if phase.is_empty() => phases.last().map(|(code, _)| code.clone()).unwrap_or_default(),
        None => phase,
    };
    let day = match location.field(AS_OF) {
        // the calendar of a browser takes ISO days alone
        Some(typed) => dates::parse(typed).map_or_else(|_| typed.to_owned(), |day| day.to_string()),
        None => as_of.map(|day| day.to_string()).unwrap_or_default(),
    };
    // a moment that a link carries is shown as its day
    let known = typed(KNOWN_AT);
    let known = query::known_at(&known).map_or(known, |moment| day_of(moment).to_string());
    let all =
        |all: String, options: Vec<(String, String)>| std::iter::once((String::new(), all)).chain(options).collect();
    let named = |by: By, word: &str| (word.to_owned(), capitalized(&by.name(locale, &choices, word).words));
    let with_not_stated = |by: By, mut options: Vec<(String, String)>| {
        options.push(named(by, NOT_STATED));
        options
    };
    let regions: Vec<_> = all(text!(locale, ui.all_regions), with_not_stated(By::Region, region_options(locale)));
    let professions: Vec<_> =
        all(text!(locale, dashboard.all_professions), with_not_stated(By::Profession, profession_options(locale)));
    let sexes = Sex::ALL.iter().map(|sex| named(By::Sex, sex.as_str())).collect();
    let sexes: Vec<_> = all(text!(locale, dashboard.all_sexes), with_not_stated(By::Sex, sexes));
    let organizations = ORGANIZATION_TYPES.iter().map(|kind| named(By::OrganizationType, kind.code)).collect();
    let organizations: Vec<_> =
        all(text!(locale, dashboard.all_organizations), with_not_stated(By::OrganizationType, organizations));
    let languages = Locale::ALL.iter().map(|language| named(By::Language, language.code())).collect();
    let languages: Vec<_> = all(text!(locale, dashboard.all_languages), with_not_stated(By::Language, languages));
    let courses = choices.courses.iter().map(|(code, _)| named(By::Course, code)).collect();
    let courses: Vec<_> = all(text!(locale, dashboard.all_courses), courses);
    let shown = choices.phases.iter().find(|known| known.code == phase);
    let quarters = shown.map(|phase| Progress::quarters(phase).collect::<Vec<_>>()).unwrap_or_default();
    let quarters = quarters.into_iter().map(|quarter| (quarter_word(quarter), quarter_name(locale, quarter))).collect();
    let quarters: Vec<_> = all(text!(locale, dashboard.whole_phase), quarters);
    let is_wrong = errors.iter().next().is_some();
    let selects = [
        (QUARTER, quarters),
        (REGION, regions),
        (PROFESSION, professions),
        (SEX, sexes),
        (ORGANIZATION_TYPE, organizations),
        (COURSE, courses),
        (LANGUAGE, languages),
    ]
    .map(|(name, options)| {
        view! {
            <SelectField locale name label=field_label(locale, name) options chosen=typed(name) problem=errors.on(name)/>
        }
    });
    view! {
        <form action=site::Dashboard.path(locale)>
            <details class="filters filters--bar" open=is_wrong>
                <summary>
                    <Icon name=IconName::Filter/>{text!(locale, dashboard.filter)}<Icon name=IconName::Chevron/>
                </summary>
                <div class="filters__in">
                    <SelectField locale name=PHASE label=field_label(locale, PHASE) options=phases chosen=phase
                        problem=errors.on(PHASE)/>
                    <DayField locale name=AS_OF label=field_label(locale, AS_OF) value=day problem=errors.on(AS_OF)/>
                    <DayField locale name=KNOWN_AT label=field_label(locale, KNOWN_AT) value=known
                        problem=errors.on(KNOWN_AT)/>
                    {selects}
                    <button class="btn btn--go">{text!(locale, ui.show_narrowed)}</button>
                </div>
            </details>
        </form>
    }
}
