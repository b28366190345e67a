//! Chart of a view as a picture that stands alone, with its source line: SVG.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::lines::{lines, seen};
use crate::{
    ground::{Locale, clock::day_of},
    i18n::{dates, numbers, text},
    programme::model::By,
    reports::{
        report::{Report, word},
        site::ChartOf,
    },
};

/// Units of the drawing.
const WIDTH: f64 = 960.0;
const MARGIN: f64 = 32.0;
/// Height of the lines above the drawing, and of the source below it.
const HEAD: f64 = 104.0;
const FOOT: f64 = 56.0;
const INK: &str = "#13232b";
const GREY: &str = "#3f4e55";
const SKY: &str = "#07364c";
const TRACK: &str = "#e3ded1";
const GOLD: &str = "#dcb968";

/// Picture in the making. Writing to a text does not fail.
struct Drawing(String);

impl Drawing {
    fn rect(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), fill: &str) {
        let _ =
            write!(self.0, r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{fill}"/>"#);
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), style: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ = write!(self.0, r#"<line x1="{x1:.1}" y1="{y1:.1}" x2="{x2:.1}" y2="{y2:.1}" {style}/>"#);
    }

    /// Text of a size; `anchor` is `start`, `middle` or `end`.
    fn text(&mut self, (x, y): (f64, f64), (size, anchor, fill): (u8, &str, &str), words: &str) {
        let weight = if fill == INK { " font-weight=\"600\"" } else { "" };
        let _ = write!(
            self.0,
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{weight}>{}</text>"#,
            escape(words)
        );
    }
}

/// Draws a chart of a report.
pub fn picture(locale: Locale, report: &Report, chart: ChartOf) -> String {
    let (title, (body, height)) = match By::ALL.into_iter().find(|by| word(*by) == chart.as_str()) {
        Some(by) => (by.heading(locale), bars(locale, report, by)),
        None => (text!(locale, words.by_month), months(locale, report)),
    };
    let whole = |number: u32| numbers::whole(locale, number.into());
    let trained = if report.filter.is_narrow() {
        text!(locale, reports.finding_part, trained = whole(report.progress.trained))
    } else {
        let share = numbers::share(locale, report.progress.trained, report.view.phase.target);
        let (trained, target) = (whole(report.progress.trained), whole(report.view.phase.target));
        text!(locale, reports.finding, trained = trained, target = target, share = share)
    };
    let mut drawing = Drawing(String::new());
    drawing.text((MARGIN, 48.0), (26, "start", INK), &title);
    drawing.text((MARGIN, 78.0), (16, "start", GREY), &trained);
    let made = dates::long(locale, day_of(report.made_at));
    let source =
        text!(locale, reports.source, seen = seen(locale, report), day = made, time = dates::time(report.made_at));
    let foot = HEAD + height + 36.0;
    drawing.text((MARGIN, foot), (12, "start", GREY), &source);
    let all = HEAD + height + FOOT;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {all:.0}\" width=\"{WIDTH}\" height=\"{all:.0}\" \
         font-family=\"Onest, Arial, sans-serif\" role=\"img\"><title>{}</title><rect width=\"100%\" height=\"100%\" \
         fill=\"#ffffff\"/>{}{}</svg>\n",
        escape(format!("{title}. {trained}")),
        drawing.0,
        body.0
    )
}

/// Bars of a breakdown; a full track is everybody. Returns its height too.
fn bars(locale: Locale, report: &Report, by: By) -> (Drawing, f64) {
    const ROW: f64 = 30.0;
    const NAMES: f64 = 380.0;
    let track = WIDTH - 2.0 * MARGIN - NAMES - 130.0;
    let trained = report.progress.trained;
    let (mut drawing, mut y) = (Drawing(String::new()), HEAD);
    for line in lines(locale, report, by) {
        let part = f64::from(line.count) / f64::from(trained.max(1));
        // a name that is too long for its column is cut; the table has it whole
        let name = shortened(&line.name, 46);
        drawing.text((MARGIN, y + 19.0), (15, "start", GREY), &name);
        drawing.rect((MARGIN + NAMES, y + 6.0), (track, 16.0), TRACK);
        drawing.rect((MARGIN + NAMES, y + 6.0), (track * part, 16.0), SKY);
        let end = MARGIN + NAMES + track;
        drawing.text((end + 56.0, y + 19.0), (15, "end", INK), &numbers::whole(locale, line.count.into()));
        drawing.text((WIDTH - MARGIN, y + 19.0), (15, "end", GREY), &numbers::share(locale, line.count, trained));
        y += ROW;
    }
    (drawing, y - HEAD)
}

fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(most - 1).collect();
    short.push('…');
    short
}

/// Columns by month with the line of their sum, and the target. Returns its height too.
fn months(locale: Locale, report: &Report) -> (Drawing, f64) {
    const HEIGHT: f64 = 320.0;
    let (view, mut drawing) = (&report.view, Drawing(String::new()));
    let months = report.progress.months(&view.phase, view.as_of);
    let target = (!report.filter.is_narrow()).then_some(view.phase.target);
    let most = report.progress.trained.max(target.unwrap_or_default()).max(1);
    let top = f64::from(most) * 1.12;
    let count = u32::try_from(months.len().max(1)).unwrap_or(u32::MAX);
    let step = (WIDTH - 2.0 * MARGIN) / f64::from(count);
    let y = |number: u32| HEAD + HEIGHT * (1.0 - f64::from(number) / top);
    drawing.line((MARGIN, HEAD + HEIGHT), (WIDTH - MARGIN, HEAD + HEIGHT), "stroke=\"#b9b4a8\"");
    if let Some(target) = target {
        let style = "stroke=\"#13232b\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"";
        drawing.line((MARGIN, y(target)), (WIDTH - MARGIN, y(target)), style);
        let words = text!(locale, reports.target_line, target = numbers::whole(locale, target.into()));
        drawing.text((MARGIN, y(target) - 8.0), (14, "start", INK), &words);
    }
    let (mut sum, mut before, mut x) = (0, None, MARGIN);
    for (place, (month, number)) in months.iter().enumerate() {
        if let Some(number) = number {
            sum += number;
            drawing.rect((x + step * 0.2, y(*number)), (step * 0.6, HEAD + HEIGHT - y(*number)), GOLD);
            let point = (x + step / 2.0, y(sum));
            if let Some(before) = before.replace(point) {
                drawing.line(before, point, "stroke=\"#07364c\" stroke-width=\"3\" stroke-linecap=\"round\"");
            }
        }
        let has_room = months.len() <= 12 || place % 3 == 0;
        if has_room {
            let name = format!("{} {}", dates::month_short(locale, *month), month.format("%y"));
            drawing.text((x + step / 2.0, HEAD + HEIGHT + 20.0), (13, "middle", GREY), &name);
        }
        x += step;
    }
    if let Some((x, y)) = before {
        drawing.text((x, y - 10.0), (16, "middle", INK), &numbers::whole(locale, sum.into()));
    }
    (drawing, HEIGHT + 24.0)
}
