//! Report for paper: the headline, a chart by month, and a table for each breakdown.

use super::lines::{about, lines, two_way};
use crate::{
    db::Failure,
    documents::{self, BreakdownInReport, Letterhead, MonthInReport, MonthsInReport, ReportSheet, TableInReport},
    ground::{AppError, Locale},
    i18n::{dates, numbers, text},
    programme::{model::By, pages::Name},
    reports::report::Report,
    settings::Centre,
};

/// PDF of a report, in a reader's language.
pub fn pdf(locale: Locale, report: &Report, centre: &Centre) -> Result<Vec<u8>, AppError> {
    let made = documents::report(&sheet(locale, report, centre));
    made.map(|pdf| pdf.bytes).map_err(|error| Failure::Unreadable(error.to_string()).into())
}

fn sheet(locale: Locale, report: &Report, centre: &Centre) -> ReportSheet {
    let (phase, progress) = (&report.view.phase, &report.progress);
    let whole = |number: u32| numbers::whole(locale, number.into());
    let name = Name::of(locale, &phase.name).words;
    let finding = if report.filter.is_narrow() {
        text!(locale, reports.finding_part, trained = whole(progress.trained))
    } else {
        let share = numbers::share(locale, progress.trained, phase.target);
        text!(locale, reports.finding, trained = whole(progress.trained), target = whole(phase.target), share = share)
    };
    let breakdowns = By::ALL.into_iter().filter(|by| by.chosen(&report.filter).is_none()).map(|by| {
        let lines = lines(locale, report, by).into_iter().map(|line| {
            let share = numbers::share(locale, line.count, progress.trained);
            (line.name, line.count, share)
        });
        BreakdownInReport {
            title: by.heading(locale),
            heads: [text!(locale, reports.name), text!(locale, reports.trained), text!(locale, reports.share)],
            lines: lines.collect(),
        }
    });
    let tables = report.two_way.iter().filter_map(|(by, _)| {
        let table = two_way(locale, report, *by);
        let title = by.map(|by| by.heading(locale)).join(" × ");
        // a table of one row or one column says what its breakdown says already
        (table.rows.len() > 2 && table.heads.len() > 3).then_some(TableInReport {
            title,
            heads: table.heads,
            rows: table.rows,
        })
    });
    ReportSheet {
        locale,
        letterhead: Letterhead::of(centre),
        title: text!(locale, reports.title, phase = name),
        finding,
        trained: progress.trained,
        target: phase.target,
        fact_heads: [text!(locale, reports.what), text!(locale, reports.value)],
        facts: about(locale, report),
        months: months(locale, report),
        breakdowns: breakdowns.collect(),
        tables: tables.collect(),
        method: (text!(locale, reports.rule), text!(locale, words.rule)),
        foot: [
            format!("{}: {}", text!(locale, reports.fingerprint), report.fingerprint()),
            format!("{}: {}", text!(locale, reports.audit), report.audit),
        ],
        made_at: report.made_at,
    }
}

fn months(locale: Locale, report: &Report) -> MonthsInReport {
    let (view, mut sum) = (&report.view, 0);
    let months = report.progress.months(&view.phase, view.as_of).into_iter().map(|(month, count)| MonthInReport {
        name: dates::month(locale, month),
        short: dates::month_short(locale, month),
        counts: count.map(|count| {
            sum += count;
            (count, sum)
        }),
    });
    let target = numbers::whole(locale, view.phase.target.into());
    MonthsInReport {
        title: text!(locale, words.by_month),
        heads: [text!(locale, reports.month), text!(locale, reports.in_month), text!(locale, reports.sum)],
        months: months.collect(),
        target: (!report.filter.is_narrow()).then(|| text!(locale, reports.target_line, target = target)),
    }
}
