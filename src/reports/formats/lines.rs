//! Lines of a report in a reader's words, as the formats for people have them.

use crate::{
    ground::{Locale, clock::local},
    i18n::{dates, names, text},
    programme::{
        model::{By, NOT_STATED},
        pages::Name,
    },
    reports::report::Report,
};

/// Line of a breakdown: its word, the name of it, and the count.
pub(super) struct Line {
    pub(super) word: String,
    pub(super) name: String,
    pub(super) count: u32,
}

/// Heading of a breakdown.
pub(super) fn heading(locale: Locale, by: By) -> String {
    match by {
        By::Region => text!(locale, words.by_region),
        By::Profession => text!(locale, words.by_profession),
        By::Sex => text!(locale, words.by_sex),
        By::OrganizationType => text!(locale, words.by_organization),
        By::Language => text!(locale, words.by_language),
        By::Course => text!(locale, words.by_course),
    }
}

pub(super) fn name(locale: Locale, report: &Report, by: By, word: &str) -> String {
    by.name(locale, &report.choices, word).words
}

/// Lines of a breakdown, the largest first and "not stated" last, as the page has them.
pub(super) fn lines(locale: Locale, report: &Report, by: By) -> Vec<Line> {
    let counts = by.counts(&report.progress).iter().filter(|(word, count)| **count > 0 || *word != NOT_STATED);
    let mut lines: Vec<Line> = counts
        .map(|(word, count)| Line { word: word.clone(), name: name(locale, report, by, word), count: *count })
        .collect();
    lines.sort_by_cached_key(|line| {
        (line.word == NOT_STATED, std::cmp::Reverse(line.count), names::sort_key(&line.name))
    });
    lines
}

/// Facts about the view: what it is of, when it was made, and its fingerprint.
pub(super) fn about(locale: Locale, report: &Report) -> Vec<(String, String)> {
    let view = &report.view;
    let moment = |at| format!("{} {}", dates::long(locale, local(at).date_naive()), dates::time(at));
    let narrowed: Vec<String> = By::ALL
        .into_iter()
        .filter_map(|by| {
            Some(format!("{}: {}", heading(locale, by), name(locale, report, by, by.chosen(&report.filter)?)))
        })
        .collect();
    let narrowed = if narrowed.is_empty() { text!(locale, reports.everything) } else { narrowed.join("; ") };
    vec![
        (text!(locale, reports.phase), Name::of(locale, &view.phase.name).words),
        (text!(locale, reports.period), dates::span(locale, view.phase.starts_on, view.phase.ends_on)),
        (text!(locale, reports.as_of), dates::long(locale, view.as_of)),
        (text!(locale, reports.known_at), moment(report.known_at)),
        (text!(locale, reports.narrowed_to), narrowed),
        (text!(locale, reports.rule), text!(locale, reports.rule_words)),
        (text!(locale, reports.made), moment(report.made_at)),
        (text!(locale, reports.fingerprint), report.fingerprint()),
        (text!(locale, reports.audit), report.audit.to_string()),
    ]
}
