//! Counting trained specialists: the facts, the filter, the tally.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::{
    ground::Localized,
    reference::{PROFESSIONS, REGIONS},
    specialists::Sex,
};

/// The word for what nobody stated, in every breakdown.
pub const NOT_STATED: &str = "not_stated";

/// A phase of the programme with the target that holds on the day it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    pub code: String,
    pub name: Localized,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub target: u32,
    pub baseline: u32,
}

/// A certificate that counts, live on the day asked for, without the person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub counts_on: NaiveDate,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub sex: Option<String>,
    pub course: String,
    /// The first of its holder that counts: the one they are counted by.
    pub first: bool,
}

/// A word of a breakdown that a view is narrowed to; `None` inside is "not stated".
pub type Choice = Option<Option<String>>;

/// Which part of the figure is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    pub region: Choice,
    pub profession: Choice,
    pub sex: Choice,
    pub course: Option<String>,
    /// The first day of a month.
    pub month: Option<NaiveDate>,
    /// All counting certificates, not only each person's first.
    pub all_certificates: bool,
}

impl Filter {
    pub fn takes(&self, fact: &Fact) -> bool {
        let fits = |choice: &Choice, value: &Option<String>| choice.as_ref().is_none_or(|wanted| wanted == value);
        (self.all_certificates || fact.first)
            && fits(&self.region, &fact.region)
            && fits(&self.profession, &fact.profession)
            && fits(&self.sex, &fact.sex)
            && self.course.as_ref().is_none_or(|course| *course == fact.course)
            && self.month.is_none_or(|month| month == month_of(fact.counts_on))
    }

    pub fn is_narrow(&self) -> bool {
        *self != Self { all_certificates: self.all_certificates, ..Self::default() }
    }
}

/// The first day of the day's month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The figure and its breakdowns. Each adds up to `trained`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Progress {
    pub trained: u32,
    pub certificates: u32,
    pub by_region: BTreeMap<String, u32>,
    pub by_sex: BTreeMap<String, u32>,
    pub by_profession: BTreeMap<String, u32>,
    pub by_course: BTreeMap<String, u32>,
    pub by_month: BTreeMap<NaiveDate, u32>,
}

impl Progress {
    /// Counts each person once, by their first certificate that counts.
    pub fn of(facts: &[Fact], filter: &Filter) -> Self {
        let zeros = |words: &mut dyn Iterator<Item = &'static str>| -> BTreeMap<String, u32> {
            words.chain([NOT_STATED]).map(|word| (word.to_owned(), 0)).collect()
        };
        let mut progress = Self {
            by_region: zeros(&mut REGIONS.iter().map(|region| region.code)),
            by_sex: zeros(&mut Sex::ALL.iter().map(|sex| sex.as_str())),
            by_profession: zeros(&mut PROFESSIONS.iter().map(|profession| profession.code)),
            ..Self::default()
        };
        let all = Filter { all_certificates: true, ..filter.clone() };
        for fact in facts.iter().filter(|fact| all.takes(fact)) {
            progress.certificates += 1;
            if !fact.first {
                continue;
            }
            progress.trained += 1;
            add(&mut progress.by_region, fact.region.as_deref());
            add(&mut progress.by_sex, fact.sex.as_deref());
            add(&mut progress.by_profession, fact.profession.as_deref());
            add(&mut progress.by_course, Some(&fact.course));
            *progress.by_month.entry(month_of(fact.counts_on)).or_default() += 1;
        }
        progress
    }

    /// Regions in which somebody is trained.
    pub fn regions_reached(&self) -> usize {
        self.by_region.iter().filter(|(region, count)| **count > 0 && *region != NOT_STATED).count()
    }
}

fn add(breakdown: &mut BTreeMap<String, u32>, word: Option<&str>) {
    match breakdown.get_mut(word.unwrap_or(NOT_STATED)) {
        Some(count) => *count += 1,
        None => {
            breakdown.insert(word.unwrap_or(NOT_STATED).to_owned(), 1);
        }
    }
}
