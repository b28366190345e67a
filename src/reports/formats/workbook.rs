//! Workbook: what the view is of on the first sheet, and a sheet for each breakdown.

use super::lines::{about, lines, two_way};
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
            name: by.heading(locale),
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
    sheets.extend(report.two_way.iter().map(|(by, _)| two_way_sheet(locale, report, *by)));
    sheets::workbook(&sheets)
}

/// Sheet of two breakdowns at once.
fn two_way_sheet(locale: Locale, report: &Report, by: [By; 2]) -> WrittenSheet {
    let table = two_way(locale, report, by);
    let last = table.heads.len().saturating_sub(1);
    let width = |place| match place {
        0 => 34,
        _ if place == last => 10,
        _ => 14,
    };
    let headings: Vec<_> = table.heads.into_iter().enumerate().map(|(place, head)| (head, width(place))).collect();
    let row = |(name, counts): (String, Vec<u32>)| {
        std::iter::once(WrittenCell::Text(name)).chain(counts.into_iter().map(number)).collect()
    };
    let names = by.map(|by| by.heading(locale));
    // a sheet's name has 31 characters at most
    let name = names.map(|name| name.chars().take(14).collect::<String>()).join(" × ");
    WrittenSheet { name, columns: columns(&headings), rows: table.rows.into_iter().map(row).collect() }
}
