//! Protection of small counts in a series of published tables.
//!
//! A breakdown (by region, by profession, by sex) is published as one column for each quarter, again in each
//! publication, always with the true total of the column. No count of 1 to 4 persons, and no change of a word's count
//! by 1 to 4 persons, may be computed from all that has ever been published.
//!
//! The words are put into fixed groups of two, the last one of three if their number is odd. A group is shown or
//! hidden as a whole. Within a hidden group persons could be moved from one word to the other, and the same table
//! would be published: the choice of what is hidden depends on no count that this would betray. A companion chosen by
//! its size, or added because the hidden sum was too small, would betray just that.
//!
//! A group once hidden stays hidden until each word of it has grown by [`LEAST`] over what was shown of it before;
//! otherwise a companion which is shown unchanged before and after would be known in between as well, and with it the
//! count beside it.
//!
//! One gap remains: if a group is the only one hidden in a column and later shown, someone who knows this method and
//! trusts that no count ever fell can at times tell a count just under the limit (4 beside 10, then 5 beside 10).

use std::collections::BTreeMap;

/// Smallest count that may be shown, beside nought.
pub const LEAST: u32 = 5;

/// Counts of one breakdown at the end of one quarter as they may be shown; `None` is hidden.
pub type Shown = BTreeMap<String, Option<u32>>;

/// Column of one breakdown that has been published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Number of the quarter, counted from any start.
    pub quarter: u32,
    /// Counts as they were shown.
    pub shown: Shown,
}

/// Decides which counts of one breakdown may be shown.
///
/// - `quarter`: quarter at whose end the counts hold.
/// - `counts`: true counts by word, with all words, also those of nought.
/// - `order`: fixed order of the words, which must come from no count to be protected and never change. Neighbours are
///   hidden together, so words that are expected to be small belong side by side (for regions by their population).
///   Words that are missing here follow by the alphabet.
/// - `before`: all columns of this breakdown published so far, in the order of publication: those of earlier
///   publications, then the earlier quarters of this one.
#[must_use]
pub fn protect(quarter: u32, counts: &BTreeMap<String, u32>, order: &[&str], before: &[Column]) -> Shown {
    let mut words: Vec<(&String, u32)> = counts.iter().map(|(word, count)| (word, *count)).collect();
    words.sort_by_key(|(word, _)| order.iter().position(|known| known == word).unwrap_or(usize::MAX));
    let groups = groups(&words);
    let mut hidden: Vec<bool> =
        groups.iter().map(|group| group.iter().any(|(word, count)| must_hide(word, *count, quarter, before))).collect();
    // The hidden counts' sum follows from the total, so it must not be small either.
    let sums: Vec<u32> = groups.iter().map(|group| group.iter().map(|(_, count)| count).sum()).collect();
    let mut sum: u32 = hidden.iter().zip(&sums).filter(|(hide, _)| **hide).map(|(_, sum)| sum).sum();
    for (hide, more) in hidden.iter_mut().zip(&sums) {
        if is_small(sum) && !*hide {
            *hide = true;
            sum += more;
        }
    }
    let marked = groups.iter().zip(hidden).flat_map(|(group, hide)| group.iter().map(move |cell| (cell, hide)));
    marked.map(|((word, count), hide)| ((*word).clone(), (!hide).then_some(*count))).collect()
}

/// Cuts the words into groups of two; the last one has three if their number is odd.
fn groups<T>(words: &[T]) -> Vec<&[T]> {
    let number = (words.len() / 2).max(1);
    let end = |index: usize| if index + 1 == number { words.len() } else { 2 * index + 2 };
    (0..number).map(|index| &words[2 * index..end(index)]).collect()
}

/// Tells whether a number of persons is so small that it must not be known.
fn is_small(count: u32) -> bool {
    (1..LEAST).contains(&count)
}

/// Tells whether a word's count must be hidden: because it is small, because it differs by little from a count of the
/// word shown before, or because it has been hidden and has not grown enough since.
fn must_hide(word: &str, count: u32, quarter: u32, before: &[Column]) -> bool {
    let cells: Vec<(u32, Option<u32>)> =
        before.iter().filter_map(|column| Some((column.quarter, *column.shown.get(word)?))).collect();
    is_small(count)
        || cells.iter().any(|(_, shown)| shown.is_some_and(|shown| is_small(shown.abs_diff(count))))
        || cells.iter().enumerate().any(|(index, (hidden_in, shown))| {
            let known = cells[..index].iter().filter(|(earlier, _)| earlier <= hidden_in);
            let floor = known.filter_map(|(_, shown)| *shown).max().unwrap_or(0);
            shown.is_none() && *hidden_in <= quarter && count < floor + LEAST
        })
}

#[cfg(test)]
mod tests;
