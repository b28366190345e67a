//! Counting trained specialists: the rule, the table of all that counts, the filter, the figure.

#[cfg(feature = "ssr")]
pub mod changes;
pub mod expiries;
#[cfg(feature = "ssr")]
pub mod forecast;
#[cfg(feature = "ssr")]
pub mod funders;
pub mod ledger;
pub mod needs;
pub mod rule;
#[cfg(feature = "ssr")]
pub mod runs;
mod table;

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::{
    ground::{Locale, Localized},
    reference::{ORGANIZATION_TYPES, PROFESSIONS, REGIONS},
    specialists::Sex,
};

/// Word for "not stated", in every breakdown.
pub const NOT_STATED: &str = "not_stated";

/// Phase of the programme with the target that holds on the requested day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    pub code: String,
    pub name: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub target: u32,
    pub baseline: u32,
}

/// Target of a phase, from a day until the next one of the phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub from_on: NaiveDate,
    pub target: u32,
    pub baseline: u32,
}

/// Phase with every target that it has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhaseWithTargets {
    pub code: String,
    pub name: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Targets, the earliest first.
    pub targets: Vec<Target>,
}

impl PhaseWithTargets {
    /// Phase with the target of a day; before the first target, it is the first.
    pub fn on(&self, day: NaiveDate) -> Phase {
        let begun = self.targets.iter().rfind(|target| target.from_on <= day);
        let target = begun.or(self.targets.first());
        Phase {
            code: self.code.clone(),
            name: self.name.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            target: target.map_or(0, |target| target.target),
            baseline: target.map_or(0, |target| target.baseline),
        }
    }
}

/// Word of a breakdown that a view is narrowed to; `None` inside is "not stated".
pub type Choice = Option<Option<String>>;

/// Part of the figure that a view shows.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    pub region: Choice,
    pub profession: Choice,
    pub sex: Choice,
    pub organization_type: Choice,
    pub language: Choice,
    /// Names of the funders of the run, as one word.
    pub funders: Choice,
    pub course: Option<String>,
    /// First day of a quarter.
    pub quarter: Option<NaiveDate>,
    /// First day of a month.
    pub month: Option<NaiveDate>,
    /// True for all certificates that count, not only each person's first.
    pub all_certificates: bool,
}

impl Filter {
    pub fn is_narrow(&self) -> bool {
        *self != Self { all_certificates: self.all_certificates, ..Self::default() }
    }
}

/// Breakdown of the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    Region,
    Profession,
    Sex,
    OrganizationType,
    /// Language in which the run was held.
    Language,
    /// Funders of the run; several are one word.
    Funders,
    Course,
}

impl By {
    pub const ALL: [Self; 7] = [
        Self::Region,
        Self::Profession,
        Self::Sex,
        Self::OrganizationType,
        Self::Language,
        Self::Funders,
        Self::Course,
    ];

    /// Word that a filter is narrowed to.
    pub fn chosen(self, filter: &Filter) -> Option<&str> {
        let choice = match self {
            Self::Region => &filter.region,
            Self::Profession => &filter.profession,
            Self::Sex => &filter.sex,
            Self::OrganizationType => &filter.organization_type,
            Self::Language => &filter.language,
            Self::Funders => &filter.funders,
            Self::Course => return filter.course.as_deref(),
        };
        choice.as_ref().map(|word| word.as_deref().unwrap_or(NOT_STATED))
    }

    /// Filter with this word, or with none.
    #[must_use]
    pub fn narrowed(self, filter: &Filter, word: Option<&str>) -> Filter {
        let choice = || word.map(|word| (word != NOT_STATED).then(|| word.to_owned()));
        let filter = filter.clone();
        match self {
            Self::Region => Filter { region: choice(), ..filter },
            Self::Profession => Filter { profession: choice(), ..filter },
            Self::Sex => Filter { sex: choice(), ..filter },
            Self::OrganizationType => Filter { organization_type: choice(), ..filter },
            Self::Language => Filter { language: choice(), ..filter },
            Self::Funders => Filter { funders: choice(), ..filter },
            Self::Course => Filter { course: word.map(ToOwned::to_owned), ..filter },
        }
    }

    /// Counts of the breakdown by word.
    pub const fn counts(self, progress: &Progress) -> &BTreeMap<String, u32> {
        match self {
            Self::Region => &progress.by_region,
            Self::Profession => &progress.by_profession,
            Self::Sex => &progress.by_sex,
            Self::OrganizationType => &progress.by_organization_type,
            Self::Language => &progress.by_language,
            Self::Funders => &progress.by_funders,
            Self::Course => &progress.by_course,
        }
    }
}

/// Counts of trained specialists by two breakdowns at once.
pub type TwoWay = BTreeMap<(String, String), u32>;

/// First day of the day's month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// First day of the day's quarter.
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

/// Quarter as addresses and documents have it: `2026-Q3`.
pub fn quarter_word(day: NaiveDate) -> String {
    format!("{}-Q{}", day.year(), day.month0() / 3 + 1)
}

/// Figure and its breakdowns. Each adds up to `trained`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    pub trained: u32,
    pub certificates: u32,
    pub by_region: BTreeMap<String, u32>,
    pub by_sex: BTreeMap<String, u32>,
    pub by_profession: BTreeMap<String, u32>,
    pub by_organization_type: BTreeMap<String, u32>,
    /// Languages in which the runs were held.
    pub by_language: BTreeMap<String, u32>,
    pub by_funders: BTreeMap<String, u32>,
    pub by_course: BTreeMap<String, u32>,
    pub by_month: BTreeMap<NaiveDate, u32>,
}

impl Progress {
    /// Figure of nobody: every word of the reference lists with nought.
    pub fn nobody() -> Self {
        let zeros = |words: &mut dyn Iterator<Item = &'static str>| -> BTreeMap<String, u32> {
            words.chain([NOT_STATED]).map(|word| (word.to_owned(), 0)).collect()
        };
        Self {
            by_region: zeros(&mut REGIONS.iter().map(|region| region.code)),
            by_sex: zeros(&mut Sex::ALL.iter().map(|sex| sex.as_str())),
            by_profession: zeros(&mut PROFESSIONS.iter().map(|profession| profession.code)),
            by_organization_type: zeros(&mut ORGANIZATION_TYPES.iter().map(|kind| kind.code)),
            by_language: zeros(&mut Locale::ALL.iter().map(|locale| locale.code())),
            by_funders: zeros(&mut std::iter::empty()),
            ..Self::default()
        }
    }

    /// First days of the quarters of a phase, the earliest first.
    pub fn quarters(phase: &Phase) -> impl Iterator<Item = NaiveDate> + use<> {
        let (first, last) = (quarter_of(phase.starts_on), phase.ends_on);
        let next = |quarter: &NaiveDate| quarter.checked_add_months(Months::new(3));
        std::iter::successors(Some(first), next).take_while(move |quarter| *quarter <= last)
    }

    /// Months of a phase, each with the number of people trained in it; none where it lies after the day.
    pub fn months(&self, phase: &Phase, as_of: NaiveDate) -> Vec<(NaiveDate, Option<u32>)> {
        let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
        std::iter::successors(Some(month_of(phase.starts_on)), next)
            .take_while(|month| *month <= phase.ends_on)
            .map(|month| (month, (month <= as_of).then(|| self.by_month.get(&month).copied().unwrap_or_default())))
            .collect()
    }

    /// Number of regions in which people are trained.
    pub fn regions_reached(&self) -> usize {
        self.by_region.iter().filter(|(region, count)| **count > 0 && *region != NOT_STATED).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_of_the_phase_stands_in_the_chart_and_none_ahead_has_a_number() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let phase = Phase {
            code: "phase-1".to_owned(),
            name: Localized::default(),
            starts_on: day("2021-11-15"),
            ends_on: day("2022-03-01"),
            target: 130,
            baseline: 0,
        };
        let progress = Progress { by_month: [(day("2022-01-01"), 25)].into(), ..Progress::default() };

        assert_eq!(
            progress.months(&phase, day("2022-01-01")),
            [
                (day("2021-11-01"), Some(0)),
                (day("2021-12-01"), Some(0)),
                (day("2022-01-01"), Some(25)),
                (day("2022-02-01"), None),
                (day("2022-03-01"), None),
            ]
        );
    }
}
