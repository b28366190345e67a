//! Breakdowns of the figure: the names of their words, and views narrowed to one of them.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};

use crate::{
    ground::{Locale, Localized},
    i18n::{dates, names, numbers, text},
    programme::{
        Filter, Progress,
        model::{By, NOT_STATED, changes::Reason},
        query::Links,
        service::Choices,
    },
    reference::{organization_type, profession, region},
    specialists::Sex,
    ui::{Chip, fallback::language_name},
};

/// Name, with its language where it is not the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub words: String,
    pub lang: Option<&'static str>,
}

impl Name {
    pub fn of(locale: Locale, title: &Localized) -> Self {
        let (words, written_in) = title.pick(locale);
        Self { words: words.to_owned(), lang: (written_in != locale).then(|| written_in.code()) }
    }
}

impl From<String> for Name {
    fn from(words: String) -> Self {
        Self { words, lang: None }
    }
}

impl Reason {
    /// Reason in words.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Issued => text!(locale, words.reason_issued),
            Self::EnteredLate => text!(locale, words.reason_entered_late),
            Self::Rule => text!(locale, words.reason_rule),
            Self::Merged => text!(locale, words.reason_merged),
            Self::Revoked => text!(locale, words.reason_revoked),
            Self::Replaced => text!(locale, words.reason_replaced),
            Self::AnotherFirst => text!(locale, words.reason_another_first),
        }
    }
}

/// Name of the quarter of a day: its number, which is Roman in Kazakh and Russian, and year.
pub fn quarter_name(locale: Locale, day: NaiveDate) -> String {
    let numbers = if locale == Locale::En { ["1", "2", "3", "4"] } else { ["I", "II", "III", "IV"] };
    let number = numbers.into_iter().nth(day.month0() as usize / 3).unwrap_or_default();
    text!(locale, words.quarter, number = number, year = day.year())
}

/// Line of a breakdown.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub(super) word: String,
    pub(super) name: Name,
    pub(super) count: u32,
    pub(super) href: String,
}

impl By {
    /// Heading of the breakdown.
    pub fn heading(self, locale: Locale) -> String {
        match self {
            Self::Region => text!(locale, words.by_region),
            Self::Profession => text!(locale, words.by_profession),
            Self::Sex => text!(locale, words.by_sex),
            Self::OrganizationType => text!(locale, words.by_organization),
            Self::Language => text!(locale, words.by_language),
            Self::Funders => text!(locale, words.by_funders),
            Self::Course => text!(locale, words.by_course),
        }
    }

    /// Name of a word of the breakdown.
    pub fn name(self, locale: Locale, choices: &Choices, word: &str) -> Name {
        if word == NOT_STATED {
            return text!(locale, words.not_stated).into();
        }
        let name = match self {
            Self::Region => region(word).map(|region| region.name.get(locale).to_owned()),
            Self::Profession => profession(word).map(|profession| profession.name.get(locale).to_owned()),
            Self::Sex if word == Sex::Female.as_str() => Some(text!(locale, words.female)),
            Self::Sex => Some(text!(locale, words.male)),
            Self::OrganizationType => organization_type(word).map(|kind| kind.name.get(locale).to_owned()),
            Self::Language => Locale::from_code(word).map(|language| language_name(locale, language)),
            Self::Funders => Some(word.to_owned()),
            Self::Course => {
                let course = choices.courses.iter().find(|(code, _)| code == word);
                return course.map_or_else(|| word.to_owned().into(), |(_, title)| Name::of(locale, title));
            }
        };
        name.unwrap_or_else(|| word.to_owned()).into()
    }

    /// Lines of a breakdown, the largest first. "Not stated" comes last, and only where its count is not nought.
    pub(super) fn cells(
        self,
        locale: Locale,
        choices: &Choices,
        progress: &Progress,
        links: Links<'_>,
        filter: &Filter,
    ) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self
            .counts(progress)
            .iter()
            .filter(|(word, count)| **count > 0 || *word != NOT_STATED)
            .map(|(word, count)| Cell {
                word: word.clone(),
                name: self.name(locale, choices, word),
                count: *count,
                href: links.certificates(&self.narrowed(filter, Some(word))),
            })
            .collect();
        cells.sort_by_cached_key(|cell| {
            (cell.word == NOT_STATED, Reverse(cell.count), names::sort_key(&cell.name.words))
        });
        cells
    }

    /// Word of a filter, as it reads away from its heading.
    fn words_alone(self, locale: Locale, choices: &Choices, word: &str) -> String {
        match (self, word) {
            (Self::Region, NOT_STATED) => text!(locale, dashboard.region_not_stated),
            (Self::Profession, NOT_STATED) => text!(locale, dashboard.profession_not_stated),
            (Self::Sex, NOT_STATED) => text!(locale, dashboard.sex_not_stated),
            (Self::OrganizationType, NOT_STATED) => text!(locale, dashboard.organization_not_stated),
            (Self::Language, NOT_STATED) => text!(locale, dashboard.language_not_stated),
            (Self::Funders, NOT_STATED) => text!(locale, dashboard.funders_not_stated),
            _ => self.name(locale, choices, word).words,
        }
    }
}

impl Cell {
    pub(super) fn number(&self, locale: Locale) -> String {
        numbers::whole(locale, self.count.into())
    }

    /// Name and number for those who hear the link alone.
    pub(super) fn label(&self, locale: Locale) -> String {
        text!(locale, charts.open, name = self.name.words.clone(), number = self.number(locale))
    }
}

/// Facets that a filter is narrowed to, in words, each with the filter that is left without it.
pub(super) fn facets(locale: Locale, choices: &Choices, filter: &Filter) -> Vec<(String, Filter)> {
    let words = By::ALL.into_iter().filter_map(|by| {
        let word = by.chosen(filter)?;
        Some((by.words_alone(locale, choices, word), by.narrowed(filter, None)))
    });
    let quarter =
        filter.quarter.map(|quarter| (quarter_name(locale, quarter), Filter { quarter: None, ..filter.clone() }));
    let month = filter.month.map(|month| (dates::month(locale, month), Filter { month: None, ..filter.clone() }));
    words.chain(quarter).chain(month).collect()
}

/// Filter in words; nothing where it is none.
pub fn filter_words(locale: Locale, choices: &Choices, filter: &Filter) -> Vec<String> {
    facets(locale, choices, filter).into_iter().map(|(words, _)| words).collect()
}

/// Facets as chips that take them away.
pub(super) fn chips(locale: Locale, facets: Vec<(String, Filter)>, href: impl Fn(&Filter) -> String) -> Vec<Chip> {
    facets
        .into_iter()
        .map(|(words, without)| {
            let label = text!(locale, ui.remove_filter, words = words.clone());
            Chip { words, label, href: href(&without) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_narrowed_to_the_word_it_was_given_and_back() {
        for (by, words) in [
            (By::Region, ["KZ-71", NOT_STATED]),
            (By::Profession, ["teacher", NOT_STATED]),
            (By::Sex, ["female", NOT_STATED]),
            (By::OrganizationType, ["school", NOT_STATED]),
            (By::Language, ["kk", NOT_STATED]),
            (By::Funders, ["EU + UNICEF", NOT_STATED]),
            (By::Course, ["NRC-01", "NRC-02"]),
        ] {
            for word in words {
                let narrow = by.narrowed(&Filter::default(), Some(word));
                assert_eq!(by.chosen(&narrow), Some(word));
                assert_eq!(by.narrowed(&narrow, None), Filter::default());
            }
        }
    }

    #[test]
    fn facets_say_what_is_not_stated_of_what() {
        let filter = Filter { region: Some(None), sex: Some(Some("female".to_owned())), ..Filter::default() };
        let words: Vec<String> =
            facets(Locale::En, &Choices::default(), &filter).into_iter().map(|(words, _)| words).collect();
        assert_eq!(words, ["region not stated", "women"]);
    }
}
