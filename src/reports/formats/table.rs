//! Separated values: a line for each number of the view.

use super::lines::{about, lines, name};
use crate::{
    ground::{AppError, Locale},
    i18n::text,
    programme::model::By,
    reports::report::{Report, word},
    sheets,
};

/// Separator of values: Excel in Kazakhstan takes the semicolon, in English the comma.
pub(super) fn separator(locale: Locale) -> u8 {
    if locale == Locale::En { b',' } else { b';' }
}

/// Table of a report.
pub fn table(locale: Locale, report: &Report) -> Result<Vec<u8>, AppError> {
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![row([
        &text!(locale, reports.breakdown),
        &text!(locale, reports.code),
        &text!(locale, reports.name),
        &text!(locale, reports.trained),
        &text!(locale, reports.second_name),
    ])];
    let (progress, phase) = (&report.progress, &report.view.phase);
    for (code, label, number) in [
        ("trained", text!(locale, reports.trained), progress.trained),
        ("target", text!(locale, reports.target), phase.target),
        ("baseline", text!(locale, reports.baseline), phase.baseline),
        ("certificates", text!(locale, reports.certificates), progress.certificates),
    ] {
        rows.push(row([&text!(locale, reports.view), code, &label, &number.to_string(), ""]));
    }
    for by in By::ALL {
        for line in lines(locale, report, by) {
            rows.push(row([&by.heading(locale), &line.word, &line.name, &line.count.to_string(), ""]));
        }
    }
    for (month, count) in &progress.by_month {
        let (code, label) = (month.format("%Y-%m").to_string(), crate::i18n::dates::month(locale, *month));
        rows.push(row([&text!(locale, words.by_month), &code, &label, &count.to_string(), ""]));
    }
    for ([one, other], counts) in &report.two_way {
        for ((first, second), count) in counts {
            rows.push(row([
                &format!("{}_by_{}", word(*one), word(*other)),
                &format!("{first} {second}"),
                &name(locale, report, *one, first),
                &count.to_string(),
                &name(locale, report, *other, second),
            ]));
        }
    }
    for (label, words) in about(locale, report) {
        rows.push(row([&label, "", &words, "", ""]));
    }
    sheets::csv(separator(locale), rows.iter().map(Vec::as_slice))
}
