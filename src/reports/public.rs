//! Public figures: counts by quarter in which no small number can be computed.
//!
//! They are published once a quarter, and what was published never changes. Each publication has all quarters of the
//! phase that are over, as they are known by then, and is measured against everything that was published before.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};

use super::{
    protect::{Column, Shown, protect},
    report::word,
};
use crate::{
    programme::{
        Phase, Progress,
        model::{By, NOT_STATED},
    },
    reference::PROFESSIONS,
    specialists::Sex,
};

/// Breakdowns that are public.
pub const BREAKDOWNS: [By; 3] = [By::Region, By::Profession, By::Sex];

/// Regions by their population in 2024. Neighbours in this order are hidden together, so it comes from no count of ours
/// and never changes.
const REGIONS_BY_POPULATION: [&str; 20] = [
    "KZ-75", "KZ-61", "KZ-19", "KZ-71", "KZ-79", "KZ-31", "KZ-35", "KZ-15", "KZ-43", "KZ-39", "KZ-11", "KZ-47",
    "KZ-55", "KZ-63", "KZ-33", "KZ-23", "KZ-27", "KZ-10", "KZ-59", "KZ-62",
];

/// Publication of the figures of a phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    pub published_at: DateTime<Utc>,
    /// Quarters that were over, the earliest first.
    pub quarters: Vec<Quarter>,
}

/// Counts at the end of a quarter, since the phase began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarter {
    /// Last day of the quarter.
    pub ends_on: NaiveDate,
    pub trained: u32,
    /// Counts by word, by the word of the breakdown; `None` is hidden.
    pub shown: BTreeMap<String, Shown>,
}

/// Last days of the quarters of a phase that are over on a day, the earliest first.
pub fn quarters_over(phase: &Phase, today: NaiveDate) -> Vec<NaiveDate> {
    Progress::quarters(phase)
        .filter_map(|start| Some(start.checked_add_months(Months::new(3))? - Days::new(1)))
        .take_while(|end| *end < today)
        .collect()
}

/// Makes a publication of the counts at the ends of quarters, so that nothing small follows from it and from all that
/// was published before.
pub fn publication(counts: &[(NaiveDate, Progress)], before: &[Publication], at: DateTime<Utc>) -> Publication {
    let mut columns: BTreeMap<&str, Vec<Column>> = BTreeMap::new();
    for quarter in before.iter().flat_map(|publication| &publication.quarters) {
        for by in BREAKDOWNS {
            let shown = quarter.shown.get(word(by)).cloned().unwrap_or_default();
            columns.entry(word(by)).or_default().push(Column { quarter: number_of(quarter.ends_on), shown });
        }
    }
    let quarters = counts.iter().map(|(ends_on, progress)| {
        let quarter = number_of(*ends_on);
        let shown = BREAKDOWNS.into_iter().map(|by| {
            let columns = columns.entry(word(by)).or_default();
            let shown = protect(quarter, by.counts(progress), &order(by), columns);
            columns.push(Column { quarter, shown: shown.clone() });
            (word(by).to_owned(), shown)
        });
        Quarter { ends_on: *ends_on, trained: progress.trained, shown: shown.collect() }
    });
    Publication { published_at: at, quarters: quarters.collect() }
}

/// Number of a quarter, counted from the year nought.
fn number_of(day: NaiveDate) -> u32 {
    day.year().unsigned_abs() * 4 + day.month0() / 3
}

/// Fixed order of the words of a breakdown.
fn order(by: By) -> Vec<&'static str> {
    match by {
        By::Region => REGIONS_BY_POPULATION.into_iter().chain([NOT_STATED]).collect(),
        By::Profession => PROFESSIONS.iter().map(|profession| profession.code).chain([NOT_STATED]).collect(),
        _ => Sex::ALL.iter().map(|sex| sex.as_str()).chain([NOT_STATED]).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ground::Localized, reference::REGIONS};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_quarter_of_the_phase_is_published_once_it_is_over() {
        let phase = Phase {
            code: "phase".to_owned(),
            name: Localized::default(),
            starts_on: day("2026-02-01"),
            ends_on: day("2026-08-15"),
            target: 130,
            baseline: 0,
        };
        assert_eq!(quarters_over(&phase, day("2026-03-31")), []);
        assert_eq!(quarters_over(&phase, day("2026-04-01")), [day("2026-03-31")]);
        let all = [day("2026-03-31"), day("2026-06-30"), day("2026-09-30")];
        assert_eq!(quarters_over(&phase, day("2027-01-01")), all);
    }

    #[test]
    fn every_region_has_its_place_in_the_order() {
        let mut ordered = REGIONS_BY_POPULATION.to_vec();
        let mut known: Vec<_> = REGIONS.iter().map(|region| region.code).collect();
        ordered.sort_unstable();
        known.sort_unstable();
        assert_eq!(ordered, known);
    }
}
