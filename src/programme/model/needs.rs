//! Need of specialists beside their number.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Progress;

/// Specialists that a region needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub count: u32,
    /// Day that the count is of.
    pub counted_on: NaiveDate,
    /// Source of the count, in the words of whoever entered it.
    pub source: String,
}

/// Region with its need and those trained there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub region: String,
    pub trained: u32,
    pub need: u32,
}

impl Gap {
    /// Specialists that are missing.
    pub const fn missing(&self) -> u32 {
        self.need.saturating_sub(self.trained)
    }
}

/// Regions of which the need is known, the largest gap first.
pub fn gaps(progress: &Progress, needs: &BTreeMap<String, Need>) -> Vec<Gap> {
    let gap = |(region, need): (&String, &Need)| Gap {
        region: region.clone(),
        trained: progress.by_region.get(region).copied().unwrap_or_default(),
        need: need.count,
    };
    let mut gaps: Vec<Gap> = needs.iter().map(gap).collect();
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.missing()), gap.region.clone()));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_gap_comes_first_and_more_than_needed_is_no_gap() {
        let need = |count| Need { count, counted_on: NaiveDate::default(), source: String::new() };
        let needs = [("KZ-10", 3), ("KZ-61", 18), ("KZ-62", 2)].map(|(region, count)| (region.to_owned(), need(count)));
        let mut progress = Progress::nobody();
        progress.by_region.extend([("KZ-10", 5), ("KZ-61", 7)].map(|(region, count)| (region.to_owned(), count)));
        let gaps = gaps(&progress, &needs.into());
        let missing: Vec<_> = gaps.iter().map(|gap| (gap.region.as_str(), gap.trained, gap.missing())).collect();
        assert_eq!(missing, [("KZ-61", 7, 11), ("KZ-62", 0, 2), ("KZ-10", 5, 0)]);
    }
}
