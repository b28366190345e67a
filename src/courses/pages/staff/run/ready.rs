//! List of what a run has, and what it lacks, before it is announced.

use leptos::prelude::*;

use crate::{
    courses::model::{Course, draft::RunDraft, readiness::Readiness},
    ground::Locale,
    i18n::text,
    ui::{Icon, IconName, fallback::language_name},
};

/// List for a run; one that is announced already is not spoken of as one that is to be.
pub(super) fn ready(locale: Locale, draft: &RunDraft, course: Option<&Course>, is_announced: bool) -> AnyView {
    let Some(course) = course else {
        return view! { <h2 id="ready" class="h3">{text!(locale, run_editor.choose_course)}</h2> }.into_any();
    };
    let lines = Readiness::of(draft, course);
    let missing = u32::try_from(lines.iter().filter(|line| !line.is_ready()).count()).unwrap_or(u32::MAX);
    let title = match missing {
        0 if is_announced => text!(locale, run_editor.nothing_missing),
        count if is_announced => text!(locale, run_editor.missing_still, count = count),
        0 => text!(locale, run_editor.ready),
        count => text!(locale, run_editor.missing, count = count),
    };
    let lines = lines
        .iter()
        .map(|line| {
            let (words, place) = words(locale, line);
            let (class, icon) = if line.is_ready() { ("ok", IconName::Check) } else { ("no", IconName::Alert) };
            let words = if line.is_ready() {
                view! { <span>{words}</span> }.into_any()
            } else {
                view! { <span><a href=format!("#{place}")>{words}</a></span> }.into_any()
            };
            view! { <li class=class><Icon name=icon/>{words}</li> }
        })
        .collect_view();
    view! {
        <h2 id="ready" class="h3">{title}</h2>
        <ul class="ready">{lines}</ul>
    }
    .into_any()
}

/// Words of a line, and the field where it is mended.
fn words(locale: Locale, line: &Readiness) -> (String, String) {
    let languages = |languages: &[Locale]| {
        languages.iter().map(|language| language_name(locale, *language)).collect::<Vec<_>>().join(", ")
    };
    let (words, place) = match line {
        Readiness::Hours { meetings: 0, .. } => (text!(locale, run_editor.no_meetings), "meetings".to_owned()),
        Readiness::Hours { hours, of_course, .. } => {
            (text!(locale, run_editor.hours_of, hours = hours, of_course = of_course), "meetings".to_owned())
        }
        Readiness::Language { is_set: true } => (text!(locale, run_editor.language_set), "language".to_owned()),
        Readiness::Language { is_set: false } => (text!(locale, run_editor.language_not_set), "language".to_owned()),
        Readiness::Venue { missing } if missing.is_empty() => {
            (text!(locale, run_editor.venue_set), "venue_kk".to_owned())
        }
        Readiness::Venue { missing } => {
            let place = missing.first().map_or("kk", |language| language.code());
            (text!(locale, run_editor.venue_missing, languages = languages(missing)), format!("venue_{place}"))
        }
        Readiness::Topics { missing: None } => (text!(locale, run_editor.topics_set), "meetings".to_owned()),
        Readiness::Topics { missing: Some((row, missing)) } => {
            let place = missing.first().map_or("kk", |language| language.code());
            let words = text!(locale, run_editor.topic_missing, row = row, languages = languages(missing));
            (words, format!("meeting_topic_{place}.{row}"))
        }
        Readiness::Trainers { number: 0 } => (text!(locale, run_editor.no_trainers), "trainers".to_owned()),
        Readiness::Trainers { .. } => (text!(locale, run_editor.trainers_set), "trainers".to_owned()),
    };
    (words, place)
}
