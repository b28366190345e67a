//! Lines of a report in a reader's words, as the formats for people have them.

use crate::{
    ground::{Locale, clock::local},
    i18n::{dates, names, text},
    programme::{
        model::{By, NOT_STATED},
        pages::{Name, quarter_name},
    },
    reports::report::Report,
};

/// Line of a breakdown: its word, the name of it, and the count.
pub(super) struct Line {
    pub(super) word: String,
    pub(super) name: String,
    pub(super) count: u32,
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

/// Table of two breakdowns at once.
pub(super) struct Table {
    /// Name of the rows, those of the columns, and that of the sum.
    pub(super) heads: Vec<String>,
    /// Name and counts of each row, with their sum; the last row is the sum of all.
    pub(super) rows: Vec<(String, Vec<u32>)>,
}

/// Table of two breakdowns: the rows of one, the columns of the other that have anybody, and their sums.
pub(super) fn two_way(locale: Locale, report: &Report, [one, other]: [By; 2]) -> Table {
    let counts = report.two_way.iter().find(|(by, _)| *by == [one, other]).map(|(_, counts)| counts);
    let across: Vec<Line> = lines(locale, report, other).into_iter().filter(|line| line.count > 0).collect();
    let mut heads = vec![one.heading(locale)];
    heads.extend(across.iter().map(|line| line.name.clone()));
    heads.push(text!(locale, reports.total));
    let row = |line: Line| {
        let of = |column: &Line| counts.and_then(|counts| counts.get(&(line.word.clone(), column.word.clone())));
        let mut cells: Vec<u32> = across.iter().map(|column| of(column).copied().unwrap_or_default()).collect();
        cells.push(line.count);
        (line.name, cells)
    };
    let mut rows: Vec<_> = lines(locale, report, one).into_iter().map(row).collect();
    let sums = across.iter().map(|column| column.count).chain([report.progress.trained]);
    rows.push((text!(locale, reports.total), sums.collect()));
    Table { heads, rows }
}

/// Filter of the view in words.
fn narrowed(locale: Locale, report: &Report) -> String {
    let words = By::ALL.into_iter().filter_map(|by| {
        Some(format!("{}: {}", by.heading(locale), name(locale, report, by, by.chosen(&report.filter)?)))
    });
    let quarter = report.filter.quarter.map(|quarter| quarter_name(locale, quarter));
    let words: Vec<String> = words.chain(quarter).collect();
    if words.is_empty() { text!(locale, reports.everything) } else { words.join("; ") }
}

/// View in one line: phase, day and filter.
pub fn seen(locale: Locale, report: &Report) -> String {
    let view = &report.view;
    [
        Name::of(locale, &view.phase.name).words,
        format!("{}: {}", text!(locale, reports.as_of), dates::long(locale, view.as_of)),
        format!("{}: {}", text!(locale, reports.narrowed_to), narrowed(locale, report)),
    ]
    .join(". ")
}

/// Facts about the view: what it is of, when it was made, and its fingerprint.
pub(super) fn about(locale: Locale, report: &Report) -> Vec<(String, String)> {
    let view = &report.view;
    let moment = |at| format!("{} {}", dates::long(locale, local(at).date_naive()), dates::time(at));
    let narrowed = narrowed(locale, report);
    vec![
        (text!(locale, reports.phase), Name::of(locale, &view.phase.name).words),
        (text!(locale, reports.period), dates::span(locale, view.phase.starts_on, view.phase.ends_on)),
        (text!(locale, reports.as_of), dates::long(locale, view.as_of)),
        (text!(locale, reports.known_at), moment(report.known_at)),
        (text!(locale, reports.narrowed_to), narrowed),
        (text!(locale, reports.rule), text!(locale, words.rule)),
        (text!(locale, reports.made), moment(report.made_at)),
        (text!(locale, reports.fingerprint), report.fingerprint()),
        (text!(locale, reports.audit), report.audit.to_string()),
    ]
}
