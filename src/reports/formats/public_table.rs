//! Public figures as separated values: a line for each word and quarter.

use crate::{
    ground::{AppError, Locale, clock::day_of},
    i18n::{dates, text},
    programme::service::Choices,
    reports::{
        public::{BREAKDOWNS, Publication},
        report::word,
    },
    sheets,
};

/// Table of a publication; a hidden count has the word for it.
pub fn public_table(locale: Locale, publication: &Publication) -> Result<Vec<u8>, AppError> {
    let row = |cells: [&str; 5]| cells.map(str::to_owned).to_vec();
    let mut rows = vec![row([
        &text!(locale, figures.quarter_head),
        &text!(locale, figures.breakdown_head),
        &text!(locale, figures.code_head),
        &text!(locale, figures.name_head),
        &text!(locale, figures.trained),
    ])];
    for quarter in &publication.quarters {
        let (end, total) = (quarter.ends_on.to_string(), text!(locale, figures.total));
        rows.push(row([&end, &total, "total", &total, &quarter.trained.to_string()]));
        for by in BREAKDOWNS {
            for (of, count) in quarter.shown.get(word(by)).into_iter().flatten() {
                let name = by.name(locale, &Choices::default(), of).words;
                let count = count.map_or_else(|| text!(locale, figures.hidden), |count| count.to_string());
                rows.push(row([&end, &by.heading(locale), of, &name, &count]));
            }
        }
    }
    let day = dates::long(locale, day_of(publication.published_at));
    rows.push(row([&text!(locale, figures.published, day = day), "", "", "", ""]));
    sheets::csv(super::table::separator(locale), rows.iter().map(Vec::as_slice))
}
