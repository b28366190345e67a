//! Funders of what people were trained by: of each its own, what it shares with others, and the total once.

use std::collections::{BTreeMap, BTreeSet};

use super::NOT_STATED;

/// Sign between the names in the word of several funders.
pub const AND: &str = " + ";

/// Share of a funder in the cost of a run, in per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub funder: String,
    pub share: u32,
}

/// People trained with the money of a funder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfFunder {
    pub funder: String,
    /// People whose run it paid for alone.
    pub alone: u32,
    /// People whose run it paid for together with others.
    pub joint: u32,
}

/// People by funder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByFunder {
    /// Funders by name.
    pub funders: Vec<OfFunder>,
    /// People of whose run no funder is stated.
    pub not_stated: u32,
    /// People whom the sums of the funders count more than once.
    pub overlaps: u32,
    /// People in all, each once.
    pub total: u32,
}

/// Splits the breakdown by words of funders into the funders. Their sums and those of whom none is stated, less the
/// overlaps, are the total.
pub fn by_funder(counts: &BTreeMap<String, u32>) -> ByFunder {
    let mut found: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut all = ByFunder { funders: Vec::new(), not_stated: 0, overlaps: 0, total: 0 };
    for (word, count) in counts {
        all.total += count;
        if word == NOT_STATED {
            all.not_stated += count;
            continue;
        }
        let names: BTreeSet<&str> = word.split(AND).collect();
        for name in &names {
            let (alone, joint) = found.entry((*name).to_owned()).or_default();
            *if names.len() == 1 { alone } else { joint } += count;
        }
        all.overlaps += count * (u32::try_from(names.len()).unwrap_or(1) - 1);
    }
    all.funders = found.into_iter().map(|(funder, (alone, joint))| OfFunder { funder, alone, joint }).collect();
    all
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, prelude::*, sample::subsequence};

    use super::*;

    #[test]
    fn a_joint_run_counts_for_each_funder_and_once_in_all() {
        let counts = [("EU", 10), ("EU + UNICEF", 5), ("UNICEF", 3), (NOT_STATED, 2)];
        let found = by_funder(&counts.map(|(word, count)| (word.to_owned(), count)).into());
        let of = |funder: &str, alone, joint| OfFunder { funder: funder.to_owned(), alone, joint };
        assert_eq!(found.funders, [of("EU", 10, 5), of("UNICEF", 3, 5)]);
        assert_eq!((found.not_stated, found.overlaps, found.total), (2, 5, 20));
    }

    proptest! {
        #[test]
        fn the_sums_less_the_overlaps_are_the_total(
            counts in btree_map(subsequence(vec!["EU", "KZ", "UNDP", "UNICEF"], 0..=4), 0..1_000_u32, 0..12)
        ) {
            let word = |names: &Vec<&str>| if names.is_empty() { NOT_STATED.to_owned() } else { names.join(AND) };
            let counts: BTreeMap<String, u32> = counts.iter().map(|(names, count)| (word(names), *count)).collect();
            let found = by_funder(&counts);
            let sums: u32 = found.funders.iter().map(|of| of.alone + of.joint).sum();
            prop_assert_eq!(sums + found.not_stated - found.overlaps, found.total);
            prop_assert_eq!(found.total, counts.values().sum::<u32>());
        }
    }
}
