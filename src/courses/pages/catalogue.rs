//! `/{l}/courses`: the courses, searched and filtered.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::parts::{Picked, format_words, languages_words, places_in_list};
use crate::{
    courses::{
        islands::SearchAsYouType,
        model::{Filter, Format},
        query::{AREA, FORMAT, LANGUAGE, OPEN, Q, REGION},
        service::{self, Catalogue, Entry},
        site,
    },
    ground::{AppError, Locale, address::Address},
    i18n::{dates, text},
    reference::COMPETENCE_AREAS,
    ui::{
        Chip, Chips, Empty, Fallback, Icon, IconName, Page, PageRequest, Section, SelectField, TickField, TicksField,
        capitalized, fallback::language_name, region_options,
    },
};

pub async fn catalogue(mut request: PageRequest, _: site::Catalogue) -> Result<Page, AppError> {
    let (locale, filter) = (request.locale, Filter::read(&request.location));
    let tx = request.tx().await?;
    let today = tx.today();
    let found = service::catalogue(tx, &filter).await?;
    let main = view! {
        <div class="wrap page">
            <div class="head">
                <h1>{text!(locale, layout.courses)}</h1>
                <p class="lede">{text!(locale, courses.lede)}</p>
            </div>
            <SearchAsYouType>{search(locale, &filter, found, today)}</SearchAsYouType>
        </div>
    };
    Ok(Page::new(text!(locale, layout.courses), Section::Courses, main).island().described(text!(locale, courses.lede)))
}

/// Form and the list that follows it. The contents of `#found`, `#chips`, `#results` and `#chosen` change while
/// somebody types, and so do the links of the language switch.
fn search(locale: Locale, filter: &Filter, found: Catalogue, today: NaiveDate) -> AnyView {
    let count = u32::try_from(found.entries.len()).unwrap_or(u32::MAX);
    view! {
        <form class="split split--start" id="catalogue" method="get" action=site::Catalogue.path(locale) role="search">
            {filters(locale, filter)}
            <div class="stack stack--5">
                <div class="joined">
                    <div class="searchbar">
                        <Icon name=IconName::Search/>
                        <label class="vh" for=Q>{text!(locale, courses.search_label)}</label>
                        <input class="input" type="search" id=Q name=Q value=filter.q.clone() autocomplete="off"
                            placeholder=text!(locale, courses.search_example)/>
                    </div>
                    <button class="btn btn--go">{text!(locale, courses.search)}</button>
                </div>
                <div class="row row--apart">
                    <p role="status" id="found">{text!(locale, courses.found, count = count)}</p>
                    <div id="chips">
                        <Chips label=text!(locale, ui.narrowed_to) chips=chips(locale, filter)/>
                    </div>
                </div>
                <div id="results">{results(locale, filter, found, today)}</div>
            </div>
        </form>
    }
    .into_any()
}

fn filters(locale: Locale, filter: &Filter) -> AnyView {
    let option = |code: &str, words: &str| (code.to_owned(), capitalized(words));
    let areas = COMPETENCE_AREAS.iter().map(|area| option(area.code, area.name.get(locale))).collect();
    let formats = Format::ALL.iter().map(|format| option(format.as_str(), &format_words(locale, *format))).collect();
    let languages = Locale::ALL.map(|language| option(language.code(), &language_name(locale, language))).to_vec();
    let chosen_areas = filter.areas.iter().map(|area| area.code.to_owned()).collect();
    let chosen_formats = filter.formats.iter().map(|format| format.as_str().to_owned()).collect();
    let chosen_languages = filter.languages.iter().map(|language| language.code().to_owned()).collect();
    let summary = match filter.chosen() {
        0 => text!(locale, courses.filters),
        number => text!(locale, courses.filters_chosen, number = number),
    };
    view! {
        <details class="filters filters--side">
            <summary id="chosen"><Icon name=IconName::Filter/>{summary}<Icon name=IconName::Chevron/></summary>
            <div class="filters__in">
                <TicksField locale name=AREA label=text!(locale, courses.area) options=areas chosen=chosen_areas
                    problem=None/>
                <TicksField locale name=FORMAT label=text!(locale, courses.format) options=formats
                    chosen=chosen_formats problem=None/>
                <TicksField locale name=LANGUAGE label=text!(locale, courses.language) options=languages
                    chosen=chosen_languages problem=None/>
                <SelectField locale name=REGION label=text!(locale, ui.region) options=region_options(locale)
                    chosen=filter.region.map(|region| region.code).unwrap_or_default()
                    placeholder=text!(locale, ui.all_regions) problem=None/>
                <TickField locale name=OPEN label=text!(locale, courses.only_open) ticked=filter.is_open problem=None/>
                <button class="btn">{text!(locale, ui.show_narrowed)}</button>
            </div>
        </details>
    }
    .into_any()
}

/// Filters that are set, each with a link to the catalogue without it.
fn chips(locale: Locale, filter: &Filter) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut without = |words: String, take: &dyn Fn(&mut Filter)| {
        let mut rest = filter.clone();
        take(&mut rest);
        let label = text!(locale, ui.remove_filter, words = words.as_str());
        chips.push(Chip { words, label, href: rest.address(locale) });
    };
    if !filter.q.is_empty() {
        without(text!(locale, courses.quoted, words = filter.q.as_str()), &|rest| rest.q.clear());
    }
    for area in &filter.areas {
        without(area.name.get(locale).to_owned(), &|rest| rest.areas.retain(|other| other != area));
    }
    for format in &filter.formats {
        without(format_words(locale, *format), &|rest| rest.formats.retain(|other| other != format));
    }
    for language in &filter.languages {
        without(language_name(locale, *language), &|rest| rest.languages.retain(|other| other != language));
    }
    if let Some(region) = filter.region {
        without(region.name.get(locale).to_owned(), &|rest| rest.region = None);
    }
    if filter.is_open {
        without(text!(locale, courses.open), &|rest| rest.is_open = false);
    }
    chips
}

fn results(locale: Locale, filter: &Filter, found: Catalogue, today: NaiveDate) -> AnyView {
    if !found.has_courses {
        return view! {
            <Empty>
                <h2>{text!(locale, courses.none)}</h2>
                <p>{text!(locale, courses.none_more)}</p>
            </Empty>
        }
        .into_any();
    }
    if found.entries.is_empty() {
        let more = match (filter.q.is_empty(), filter.chosen()) {
            (true, _) => text!(locale, courses.nothing_chosen),
            (false, 0) => text!(locale, courses.nothing_searched),
            (false, _) => text!(locale, courses.nothing_both),
        };
        return view! {
            <Empty>
                <h2>{text!(locale, courses.nothing)}</h2>
                <p>{more}</p>
                <a class="btn" href=site::Catalogue.path(locale)>{text!(locale, courses.show_all)}</a>
            </Empty>
        }
        .into_any();
    }
    let (dated, undated): (Vec<&Entry>, Vec<&Entry>) = found.entries.iter().partition(|entry| entry.next.is_some());
    let list = |entries: &[&Entry]| {
        let entries = entries.iter().map(|found| entry(locale, found, today)).collect_view();
        view! { <ul class="courses">{entries}</ul> }
    };
    let folded = (!undated.is_empty()).then(|| {
        let count = u32::try_from(undated.len()).unwrap_or(u32::MAX);
        view! {
            <details open=dated.is_empty()>
                <summary>{text!(locale, courses.undated, count = count)}<Icon name=IconName::Chevron/></summary>
                <p class="muted small">{text!(locale, courses.undated_more)}</p>
                {list(&undated)}
            </details>
        }
    });
    view! { {(!dated.is_empty()).then(|| list(&dated))}{folded} }.into_any()
}

fn entry(locale: Locale, entry: &Entry, today: NaiveDate) -> AnyView {
    let course = &entry.course;
    let (title, summary) = (Picked::of(locale, &course.title), Picked::of(locale, &course.summary));
    // one note is enough, and the reader meets the title's language first
    let written_in = if title.lang.is_some() { title.written_in } else { summary.written_in };
    let languages = (!entry.languages.is_empty()).then(|| languages_words(locale, &entry.languages));
    let tags = [
        Some(course.competence_area.name.get(locale).to_owned()),
        Some(text!(locale, ui.hours, count = course.academic_hours.unsigned_abs())),
        Some(format_words(locale, course.format)),
        languages,
    ]
    .into_iter()
    .flatten()
    .map(|words| view! { <span class="tag">{words}</span> })
    .collect_view();
    let dates = match &entry.next {
        Some(run) => {
            let closed = (!run.takes_applications(today)).then(|| view! { <p>{text!(locale, courses.closed)}</p> });
            view! {
                <p class="small"><b>{text!(locale, courses.starts, day = dates::long(locale, run.starts_on))}</b></p>
                {places_in_list(locale, run.places)}
                {closed}
            }
            .into_any()
        }
        None => view! {
            <p class="small"><b>{text!(locale, courses.no_dates)}</b></p>
            <p>{text!(locale, ui.no_runs_more)}</p>
        }
        .into_any(),
    };
    view! {
        <li>
            <article class="course">
                <div>
                    <p>{tags}</p>
                    <h2><a href=site::CoursePage::of(&course.code).path(locale) lang=title.lang>{title.words}</a></h2>
                    {(!summary.words.is_empty()).then(|| view! {
                        <p class="muted small" lang=summary.lang>{summary.words}</p>
                    })}
                    <Fallback locale written_in/>
                </div>
                <div class="places">{dates}</div>
            </article>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{courses::model::Course, ground::Localized, reference::competence_area};

    fn course(title: Localized) -> Course {
        Course {
            code: "A-1".to_owned(),
            title,
            summary: Localized::default(),
            outcomes: Localized::default(),
            conditions: Localized::default(),
            academic_hours: 72,
            minutes_per_hour: 45,
            days: None,
            competence_area: competence_area("psychosocial").unwrap(),
            format: Format::Online,
            validity_months: None,
            validity_by_profession: Vec::new(),
            min_attendance: 80,
            pass_mark: None,
            counts_toward_target: true,
        }
    }

    fn html(found: &Entry) -> String {
        entry(Locale::En, found, NaiveDate::default()).to_html().replace("<!>", "")
    }

    #[test]
    fn a_title_in_another_language_is_marked_and_says_so() {
        let ru = Localized { ru: "Поддержка".to_owned(), ..Localized::default() };
        let html = html(&Entry { course: course(ru), languages: vec![], next: None });
        assert!(html.contains(r#"<a href="/en/courses/A-1" lang="ru">Поддержка</a>"#), "{html}");
        assert!(html.contains("It is shown in Russian."), "{html}");
        assert!(html.contains("Dates are not set"), "{html}");
    }

    #[test]
    fn a_title_in_the_readers_language_needs_no_note() {
        let en = Localized { en: "Support".to_owned(), ..Localized::default() };
        let html = html(&Entry { course: course(en), languages: vec![Locale::Kk], next: None });
        assert!(!html.contains("lang=") && !html.contains("fallback"), "{html}");
        assert!(html.contains(r#"<span class="tag">Kazakh</span>"#), "{html}");
    }

    #[test]
    fn each_chip_takes_its_own_filter_away() {
        let filter = Filter {
            q: "құқық".to_owned(),
            formats: vec![Format::Online],
            languages: vec![Locale::Kk, Locale::Ru],
            is_open: true,
            ..Filter::default()
        };
        let chips = chips(Locale::En, &filter);
        let hrefs: Vec<&str> = chips.iter().map(|chip| chip.href.split_once('?').unwrap().1).collect();
        let q = "q=%D2%9B%D2%B1%D2%9B%D1%8B%D2%9B";
        assert_eq!(
            hrefs,
            [
                "format=online&lang=kk&lang=ru&open=1".to_owned(),
                format!("{q}&lang=kk&lang=ru&open=1"),
                format!("{q}&format=online&lang=ru&open=1"),
                format!("{q}&format=online&lang=kk&open=1"),
                format!("{q}&format=online&lang=kk&lang=ru"),
            ]
        );
        assert_eq!(chips[0].words, "“құқық”");
    }
}
