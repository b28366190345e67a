//! Cells of the grid: signs of marks, and the choice of one.

use std::{collections::HashMap, fmt::Write};

use crate::{attendance::model::Mark, ground::Locale, i18n::text};

/// Sign of a mark, and its words.
pub(super) fn sign(locale: Locale, mark: Mark) -> (String, String) {
    match mark {
        Mark::Present => ("✓".to_owned(), text!(locale, attendance.present)),
        Mark::Part(hours) => (hours.to_string(), text!(locale, attendance.hours, count = hours.unsigned_abs())),
        Mark::Absent => ("–".to_owned(), text!(locale, attendance.absent)),
        Mark::Excused => (text!(locale, attendance.excused_letter), text!(locale, attendance.excused)),
    }
}

/// Options of the cells. A grid has hundreds of cells, and each of them the options of a few kinds of meeting, so they
/// are written once and copied.
pub(super) struct Options {
    locale: Locale,
    written: HashMap<(i32, String), String>,
}

impl Options {
    pub(super) fn of(locale: Locale) -> Self {
        Self { locale, written: HashMap::new() }
    }

    /// Options at a meeting of so many hours, of which this value is chosen.
    pub(super) fn html(&mut self, of: i32, value: &str) -> String {
        let locale = self.locale;
        let key = (of, value.to_owned());
        self.written.entry(key).or_insert_with(|| write_options(locale, of, value)).clone()
    }
}

fn write_options(locale: Locale, of: i32, value: &str) -> String {
    let parts = (1..of).rev().map(Mark::Part);
    let marks = [Mark::Present].into_iter().chain(parts).chain([Mark::Absent, Mark::Excused]);
    let none = (String::new(), "·".to_owned(), text!(locale, attendance.none), false);
    let known: Vec<_> = std::iter::once(none)
        .chain(marks.map(|mark| {
            let (sign, words) = sign(locale, mark);
            (mark.value(), sign, words, mark.part().is_some())
        }))
        .collect();
    // a value that came back with a problem is shown as it was typed
    let strange = known.iter().all(|(option, ..)| option != value).then(|| escape(value));
    let strange = strange.map(|typed| (typed.clone(), typed, String::new(), true));
    let options = strange.iter().chain(&known);
    options.fold(String::new(), |mut html, (option, sign, words, is_part)| {
        let class = if *is_part { " class=\"part\"" } else { "" };
        let selected = if option == value || words.is_empty() { " selected" } else { "" };
        // writing to a String cannot fail
        let _ = write!(html, "<option value=\"{option}\"{class}{selected}>{sign}\u{2003}\u{2002}{words}</option>");
        html
    })
}

/// Text as it stands between quotes in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_offers_the_hours_of_its_meeting() {
        let html = write_options(Locale::En, 3, "2");
        for option in
            ["<option value=\"\">", "<option value=\"present\">", "<option value=\"2\" class=\"part\" selected>2"]
        {
            assert!(html.contains(option), "{option} in {html}");
        }
        assert_eq!(html.matches("<option").count(), 6);
        let strange = write_options(Locale::En, 3, "\"><b>");
        assert!(strange.contains("value=\"&quot;&gt;&lt;b&gt;\" class=\"part\" selected>"), "{strange}");
    }
}
