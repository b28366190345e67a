//! Workbook: what the view is of on the first sheet, and a sheet for each breakdown.

use super::lines::{about, heading, lines, name};
use crate::{
    ground::{AppError, Locale},
    i18n::{dates, text},
    programme::model::By,
    reports::report::Report,
    sheets::{self, WrittenCell, WrittenColumn, WrittenSheet},
};

fn columns(headings: &[(String, u16)]) -> Vec<WrittenColumn> {
    headings.iter().map(|(heading, width)| WrittenColumn { heading: heading.clone(), width: *width }).collect()
}

fn number(count: u32) -> WrittenCell {
    WrittenCell::Number(i32::try_from(count).unwrap_or(i32::MAX))
}

fn share(count: u32, whole: u32) -> WrittenCell {
    if whole == 0 { WrittenCell::Empty } else { WrittenCell::Share(f64::from(count) / f64::from(whole)) }
}

/// Workbook of a report.
pub fn workbook(locale: Locale, report: &Report) -> Result<Vec<u8>, AppError> {
    let (progress, phase) = (&report.progress, &report.view.phase);
    let text_cell = |words: &str| WrittenCell::Text(words.to_owned());
    let numbers = [
        (text!(locale, reports.trained), progress.trained),
        (text!(locale, reports.target), phase.target),
        (text!(locale, reports.baseline), phase.baseline),
        (text!(locale, reports.certificates), progress.certificates),
    ];
    let numbers = numbers.into_iter().map(|(label, count)| vec![WrittenCell::Text(label), number(count)]);
    let facts =
        about(locale, report).into_iter().map(|(label, words)| vec![WrittenCell::Text(label), text_cell(&words)]);
    let mut sheets = vec![WrittenSheet {
        name: text!(locale, reports.view),
        columns: columns(&[(text!(locale, reports.what), 34), (text!(locale, reports.value), 70)]),
        rows: numbers.chain(facts).collect(),
    }];
    let counted = |first: String| {
        columns(&[
            (first, 22),
            (text!(locale, reports.name), 60),
            (text!(locale, reports.trained), 12),
            (text!(locale, reports.share), 10),
        ])
    };
    for by in By::ALL {
        let row = |line: super::lines::Line| {
            let share = share(line.count, progress.trained);
            vec![text_cell(&line.word), text_cell(&line.name), number(line.count), share]
        };
        sheets.push(WrittenSheet {
            name: heading(locale, by),
            columns: counted(text!(locale, reports.code)),
            rows: lines(locale, report, by).into_iter().map(row).collect(),
        });
    }
    let month = |(month, count): (&chrono::NaiveDate, &u32)| {
        let name = dates::month(locale, *month);
        vec![
            text_cell(&month.format("%Y-%m").to_string()),
            text_cell(&name),
            number(*count),
            share(*count, progress.trained),
        ]
    };
    sheets.push(WrittenSheet {
        name: text!(locale, words.by_month),
        columns: counted(text!(locale, reports.code)),
        rows: progress.by_month.iter().map(month).collect(),
    });
    sheets.extend(report.two_way.iter().map(|(by, _)| two_way(locale, report, *by)));
    sheets::workbook(&sheets)
}

/// Sheet of two breakdowns at once: the rows of one, the columns of the other, and their sums.
fn two_way(locale: Locale, report: &Report, [one, other]: [By; 2]) -> WrittenSheet {
    let counts = report.two_way.iter().find(|(by, _)| *by == [one, other]).map(|(_, counts)| counts);
    let across: Vec<_> = lines(locale, report, other).into_iter().filter(|line| line.count > 0).collect();
    let mut headings = vec![(heading(locale, one), 34)];
    headings.extend(across.iter().map(|line| (line.name.clone(), 14)));
    headings.push((text!(locale, reports.total), 10));
    let row = |line: super::lines::Line| {
        let of = |column: &str| counts.and_then(|counts| counts.get(&(line.word.clone(), column.to_owned()))).copied();
        let mut cells = vec![WrittenCell::Text(name(locale, report, one, &line.word))];
        cells.extend(across.iter().map(|column| number(of(&column.word).unwrap_or_default())));
        cells.push(number(line.count));
        cells
    };
    let mut rows: Vec<_> = lines(locale, report, one).into_iter().map(row).collect();
    let mut sums = vec![WrittenCell::Text(text!(locale, reports.total))];
    sums.extend(across.iter().map(|column| number(column.count)));
    sums.push(number(report.progress.trained));
    rows.push(sums);
    let names = [heading(locale, one), heading(locale, other)];
    // a sheet's name has 31 characters at most
    let name = names.map(|name| name.chars().take(14).collect::<String>()).join(" × ");
    WrittenSheet { name, columns: columns(&headings), rows }
}
