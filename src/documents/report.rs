//! Report on the figure, A4 portrait, in the language of whoever reads it: the headline, a chart by month, and a table
//! for each breakdown.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    parts::{DocumentError, Letterhead, Pdf, letterhead, texts},
    render::{Draft, render},
};
use crate::ground::Locale;

/// Facts of a report, in words of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSheet {
    pub locale: Locale,
    pub letterhead: Letterhead,
    pub title: String,
    /// Answer of the report in one sentence.
    pub finding: String,
    pub trained: u32,
    pub target: u32,
    /// Names of the two columns of facts.
    pub fact_heads: [String; 2],
    /// Names and values of what the view is of.
    pub facts: Vec<(String, String)>,
    pub months: MonthsInReport,
    pub breakdowns: Vec<BreakdownInReport>,
    pub tables: Vec<TableInReport>,
    /// Heading of the rule, and the rule.
    pub method: (String, String),
    /// Lines at the foot of every page, by which the report is recognised.
    pub foot: [String; 2],
    /// Instant in the metadata of the PDF.
    pub made_at: DateTime<Utc>,
}

/// Chart of the months with its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthsInReport {
    pub title: String,
    /// Names of the columns: month, in the month, running total.
    pub heads: [String; 3],
    pub months: Vec<MonthInReport>,
    /// Words of the target's line; `None`: a part of the programme has no target of its own.
    pub target: Option<String>,
}

/// Month of the phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthInReport {
    pub name: String,
    /// Name below the chart.
    pub short: String,
    /// People trained in it, and in it and before it; `None`: it lies ahead.
    pub counts: Option<(u32, u32)>,
}

/// Breakdown with a bar for each of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakdownInReport {
    pub title: String,
    /// Names of the columns: word, count, share.
    pub heads: [String; 3],
    /// Name, count and share of each line.
    pub lines: Vec<(String, u32, String)>,
}

/// Table of two breakdowns at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableInReport {
    pub title: String,
    pub heads: Vec<String>,
    /// Name and numbers of each row; the last one is the sum.
    pub rows: Vec<(String, Vec<u32>)>,
}

/// Makes the report.
pub fn report(sheet: &ReportSheet) -> Result<Pdf, DocumentError> {
    let breakdowns: Vec<Value> = sheet
        .breakdowns
        .iter()
        .map(|one| {
            let lines: Vec<Value> = one
                .lines
                .iter()
                .map(|(name, count, share)| {
                    json!({ "name": name, "count": count, "share": share, "part": part(*count, sheet.trained) })
                })
                .collect();
            json!({ "title": one.title, "heads": one.heads, "lines": lines })
        })
        .collect();
    let tables: Vec<Value> = sheet
        .tables
        .iter()
        .map(|table| json!({ "title": table.title, "heads": table.heads, "rows": table.rows }))
        .collect();
    let (name, rule) = &sheet.method;
    let data = json!({
        "lang": sheet.locale.code(),
        "head": letterhead(&sheet.letterhead),
        "title": sheet.title,
        "finding": sheet.finding,
        "trained": sheet.trained,
        "target": sheet.target,
        "reached": part(sheet.trained, sheet.target),
        "fact_heads": sheet.fact_heads,
        "facts": sheet.facts,
        "months": months(&sheet.months, sheet.target),
        "breakdowns": breakdowns,
        "tables": tables,
        "method": { "name": name, "rule": rule },
        "foot": sheet.foot,
        "words": texts!(documents.bin),
    });
    let ident = format!("report {} {}", sheet.foot.join(" "), sheet.locale.code());
    let made = render(Draft { template: "report.typ", ident, data, files: BTreeMap::new(), made_at: sheet.made_at });
    // some fifty megabytes of parts, of which the next report needs none
    typst::comemo::evict(0);
    made
}

/// Part of a whole, between nought and one.
fn part(count: u32, whole: u32) -> f64 {
    (f64::from(count) / f64::from(whole.max(1))).min(1.0)
}

/// Months with their places in the chart, whose upper edge is a round number above all that is in it.
fn months(months: &MonthsInReport, target: u32) -> Value {
    let last = months.months.iter().rev().find_map(|month| month.counts).map_or(0, |(_, sum)| sum);
    let target = months.target.as_ref().map(|words| (words, target));
    let top = round_above(last.max(target.map_or(1, |(_, target)| target)));
    let rows: Vec<Value> = months
        .months
        .iter()
        .map(|month| {
            let counts = month.counts.map(|(count, sum)| {
                json!({ "count": count, "sum": sum, "column": part(count, top), "line": part(sum, top) })
            });
            json!({ "name": month.name, "short": month.short, "counts": counts })
        })
        .collect();
    let target = target.map(|(words, target)| json!({ "words": words, "at": part(target, top) }));
    json!({ "title": months.title, "heads": months.heads, "rows": rows, "target": target, "top": top })
}

/// Round number above a count, so that a line at the count has room above it.
fn round_above(count: u32) -> u32 {
    let step = 10_u32.pow(count.max(1).ilog10()).max(2) / 2;
    (count / step + 1).saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use super::round_above;

    #[test]
    fn the_edge_of_a_chart_is_round_and_above_all_counts() {
        for (count, edge) in [(0, 1), (1, 2), (9, 10), (87, 90), (130, 150), (150, 200), (300_000, 350_000)] {
            assert_eq!(round_above(count), edge, "{count}");
        }
    }
}
