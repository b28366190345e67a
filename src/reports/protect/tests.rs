//! Attacks on published tables: linear combinations, bounds, residuals, and an attacker who knows the method.

use std::collections::{HashMap, HashSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;

/// Way of protecting, so that the attacks can be tried on several.
type Method = fn(u32, &BTreeMap<String, u32>, &[&str], &[Column]) -> Shown;

/// Column as published, beside the truth.
struct Cells {
    publication: usize,
    quarter: u32,
    truth: Vec<u32>,
    shown: Vec<Option<u32>>,
}

fn name(word: usize) -> String {
    format!("w{word:02}")
}

fn counts(truth: &[u32]) -> BTreeMap<String, u32> {
    truth.iter().enumerate().map(|(word, count)| (name(word), *count)).collect()
}

/// Publishes columns one after the other.
fn publish(columns: &[(usize, u32, Vec<u32>)], order: &[&str], method: Method) -> Vec<Cells> {
    let mut before = Vec::new();
    let mut cells = Vec::new();
    for (publication, quarter, truth) in columns {
        let shown = method(*quarter, &counts(truth), order, &before);
        let list = shown.values().copied().collect();
        before.push(Column { quarter: *quarter, shown });
        cells.push(Cells { publication: *publication, quarter: *quarter, truth: truth.clone(), shown: list });
    }
    cells
}

/// Makes up one breakdown of a registry: two or three publications of three to six quarters.
/// Words come in the order of their expected size if `sorted`.
fn registry(rng: &mut ChaCha8Rng, words: usize, sorted: bool) -> Vec<(usize, u32, Vec<u32>)> {
    let publications = rng.random_range(2..=3);
    let last = rng.random_range(3..=6_usize);
    let mut sizes: Vec<u32> = (0..words).map(|_| [0, 0, 1, 1, 1, 2, 2, 3, 5, 12][rng.random_range(0..10)]).collect();
    if sorted {
        sizes.sort_unstable();
    }
    let growth = |rng: &mut ChaCha8Rng, size: u32| {
        let size = i64::from(size);
        match rng.random_range(0..20) {
            0 => -rng.random_range(0..=size.min(2)),
            1..=5 => 0,
            6 => rng.random_range(0..=1),
            _ => rng.random_range(0..=2 * size),
        }
    };
    let mut grown: Vec<Vec<i64>> = (0..last).map(|_| sizes.iter().map(|size| growth(rng, *size)).collect()).collect();
    let mut columns = Vec::new();
    for publication in 0..publications {
        let known = last + 1 + publication - publications;
        let mut sums = vec![0; words];
        for (quarter, more) in (0..).zip(grown.iter().take(known)) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            let truth = sums.iter().map(|sum| u32::try_from(*sum).unwrap_or(0)).collect();
            columns.push((publication, quarter, truth));
        }
        for _ in 0..rng.random_range(0..=3) {
            let late = &mut grown[rng.random_range(0..known)][rng.random_range(0..words)];
            *late += if rng.random_range(0..4) == 0 { -1 } else { rng.random_range(1..=2) };
        }
    }
    columns
}

/// Prime for sums modulo.
const PRIME: u64 = 2_147_483_647;

/// Row of a system of linear equations: coefficients by unknown.
type Row = BTreeMap<usize, u64>;

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// Reduces a row by the rows found before, which are kept by their first unknown; an empty row is determined.
fn reduce(mut row: Row, rows: &HashMap<usize, Row>) -> Row {
    while let Some((first, factor)) = row.first_key_value().map(|(first, factor)| (*first, *factor)) {
        let Some(other) = rows.get(&first) else { break };
        for (unknown, coefficient) in other {
            let value = row.entry(*unknown).or_insert(0);
            *value = (*value + (PRIME - factor) * coefficient) % PRIME;
            if *value == 0 {
                row.remove(unknown);
            }
        }
    }
    row
}

/// Brings equations into echelon form.
fn solve(equations: Vec<Row>) -> HashMap<usize, Row> {
    let mut rows = HashMap::new();
    for equation in equations {
        let mut row = reduce(equation, &rows);
        if let Some((first, factor)) = row.first_key_value().map(|(first, factor)| (*first, *factor)) {
            let inverse = power(factor, PRIME - 2);
            for value in row.values_mut() {
                *value = *value * inverse % PRIME;
            }
            rows.insert(first, row);
        }
    }
    rows
}

/// Sensitive quantity: a word in one column, or its difference to another column.
type Quantity = (usize, usize, Option<usize>);

fn sensitive(cells: &[Cells]) -> Vec<Quantity> {
    let mut list = Vec::new();
    for (column, one) in cells.iter().enumerate() {
        for (word, count) in one.truth.iter().enumerate() {
            if is_small(*count) {
                list.push((word, column, None));
            }
            let near = (0..column).filter(|other| is_small(cells[*other].truth[word].abs_diff(*count)));
            list.extend(near.map(|other| (word, column, Some(other))));
        }
    }
    list
}

/// Attack by linear algebra: sensitive quantities in the row space of all that was published.
fn determined(cells: &[Cells], quantities: &[Quantity]) -> usize {
    let words = cells[0].truth.len();
    let mut equations: Vec<Row> = Vec::new();
    for (column, one) in cells.iter().enumerate() {
        equations.push((0..words).map(|word| (column * words + word, 1)).collect());
        let shown = (0..words).filter(|word| one.shown[*word].is_some());
        equations.extend(shown.map(|word| Row::from([(column * words + word, 1)])));
    }
    let rows = solve(equations);
    let row = |(word, column, other): &Quantity| {
        let mut row = Row::from([(column * words + word, 1)]);
        row.extend(other.map(|other| (other * words + word, PRIME - 1)));
        row
    };
    quantities.iter().filter(|quantity| reduce(row(quantity), &rows).is_empty()).count()
}

/// Tells whether the attacker holds, rightly, that counts do not fall from column `a` to column `b`: the quarter is not
/// earlier, the publication neither, and no word's count fell.
fn follows(a: &Cells, b: &Cells) -> bool {
    let rising = || a.truth.iter().zip(&b.truth).all(|(a, b)| a <= b);
    a.quarter <= b.quarter && a.publication <= b.publication && rising()
}

/// Moves a person between two words in the column `start`, and in all columns where this is then needed so that all
/// stays as an attacker knows it: shown counts, totals, nothing below nought, no count that fell where none fell,
/// and nothing changed where nothing changed. Gives the columns moved, or `None` if it cannot be.
fn shift(cells: &[Cells], start: usize, from: usize, to: usize) -> Option<HashSet<usize>> {
    let mut moved = HashSet::from([start]);
    let mut open = vec![start];
    while let Some(column) = open.pop() {
        let one = &cells[column];
        if one.shown[from].is_some() || one.shown[to].is_some() || one.truth[from] == 0 {
            return None;
        }
        for (index, other) in cells.iter().enumerate() {
            let (before, after) = (follows(other, one), follows(one, other));
            let same = (before || after) && one.truth == other.truth;
            let falls = before && other.truth[from] == one.truth[from];
            let passes = after && one.truth[to] == other.truth[to];
            if (same || falls || passes) && moved.insert(index) {
                open.push(index);
            }
        }
    }
    Some(moved)
}

/// Attack by bounds: sensitive quantities of which no second value is found that fits all an attacker knows.
fn bounded(cells: &[Cells], quantities: &[Quantity]) -> usize {
    let words = cells[0].truth.len();
    let mut known: HashMap<(usize, usize, usize), Option<HashSet<usize>>> = HashMap::new();
    let mut free = |start: usize, word: usize, without: Option<usize>| {
        (0..words).filter(|other| *other != word).flat_map(|other| [(word, other), (other, word)]).any(|(from, to)| {
            let moved = known.entry((start, from, to)).or_insert_with(|| shift(cells, start, from, to));
            moved.as_ref().is_some_and(|moved| without.is_none_or(|column| !moved.contains(&column)))
        })
    };
    let open = |(word, column, other): &&Quantity| {
        free(*column, *word, *other) || other.is_some_and(|other| free(other, *word, Some(*column)))
    };
    quantities.len() - quantities.iter().filter(open).count()
}

/// Attack by sums: columns with a single hidden cell, and columns whose hidden cells' sum is small though the total
/// is not.
fn residuals(cells: &[Cells]) -> usize {
    let bad = |one: &&Cells| {
        let hidden = || one.truth.iter().zip(&one.shown).filter(|(_, shown)| shown.is_none());
        let sum = hidden().map(|(count, _)| count).sum();
        hidden().count() == 1 || is_small(sum) && !is_small(one.truth.iter().sum())
    };
    cells.iter().filter(bad).count()
}

/// Result of the attacks on many registries.
#[derive(Default, Debug)]
struct Tally {
    cells: usize,
    hidden: usize,
    quantities: usize,
    determined: usize,
    bounded: usize,
    residuals: usize,
    caught: usize,
}

fn attack(registries: u64, sorted: bool, method: Method) -> Tally {
    let mut tally = Tally::default();
    for seed in 0..registries {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut caught = false;
        let regions = rng.random_range(5..=21);
        for words in [regions, 7, 3] {
            let columns = registry(&mut rng, words, sorted);
            let cells = publish(&columns, &[], method);
            let quantities = sensitive(&cells);
            let found = (determined(&cells, &quantities), bounded(&cells, &quantities), residuals(&cells));
            tally.cells += cells.len() * words;
            tally.hidden += cells.iter().flat_map(|one| &one.shown).filter(|shown| shown.is_none()).count();
            tally.quantities += quantities.len();
            tally.determined += found.0;
            tally.bounded += found.1;
            tally.residuals += found.2;
            caught |= found.0 + found.1 > 0;
        }
        tally.caught += usize::from(caught);
    }
    tally
}

/// Method that hides only what is sensitive itself.
fn naive(_: u32, counts: &BTreeMap<String, u32>, _: &[&str], before: &[Column]) -> Shown {
    let near = |word: &String, count: u32| {
        let mut shown = before.iter().filter_map(|column| column.shown[word]);
        is_small(count) || shown.any(|shown| is_small(shown.abs_diff(count)))
    };
    counts.iter().map(|(word, count)| (word.clone(), (!near(word, *count)).then_some(*count))).collect()
}

/// Method that adds the smallest shown count, then noughts, until the hidden sum exceeds the hidden cells' number.
fn smallest_companion(quarter: u32, counts: &BTreeMap<String, u32>, order: &[&str], before: &[Column]) -> Shown {
    let mut shown = naive(quarter, counts, order, before);
    loop {
        let hidden: Vec<u32> = counts.iter().filter(|(word, _)| shown[*word].is_none()).map(|(_, n)| *n).collect();
        let sum: u32 = hidden.iter().sum();
        let enough = hidden.is_empty() || hidden.len() > 1 && sum as usize > hidden.len();
        let next = shown.iter().filter_map(|(word, n)| n.map(|n| (n == 0, n, word.clone()))).min();
        match next {
            Some((_, _, word)) if !enough => shown.insert(word, None),
            _ => return shown,
        };
    }
}

#[test]
fn withstands_the_attacks() {
    for sorted in [true, false] {
        let tally = attack(if sorted { 1_000 } else { 200 }, sorted, protect);
        assert_eq!((tally.determined, tally.bounded, tally.residuals), (0, 0, 0));
    }
}

#[test]
fn weaker_methods_are_caught() {
    for (label, method) in [("naive", naive as Method), ("smallest companion", smallest_companion)] {
        let tally = attack(200, true, method);
        assert!(tally.caught > 50, "{label}: {}", tally.caught);
    }
    assert!(attack(200, true, naive).determined > 1_000);
}

/// Lists of all `words` counts whose sum is `most` or less.
fn all(words: usize, most: u32) -> Vec<Vec<u32>> {
    let more = |list: &Vec<u32>| -> Vec<_> {
        (0..=most - list.iter().sum::<u32>()).map(|n| [list.as_slice(), &[n]].concat()).collect()
    };
    (0..words).fold(vec![Vec::new()], |lists, _| lists.iter().flat_map(more).collect())
}

/// Sight of a series of columns: counts and total of each.
type Seen = Vec<(Vec<Option<u32>>, u32)>;

/// Attack by an attacker who knows the method and tries every truth: the number of sensitive quantities, and of those
/// that have one value in all the truths for which the same would have been published.
fn tried(truths: &[Vec<Vec<u32>>], method: Method) -> (usize, usize) {
    let mut classes: HashMap<Seen, Vec<Vec<Cells>>> = HashMap::new();
    for truth in truths {
        let columns: Vec<_> = truth.iter().zip(0..).map(|(one, quarter)| (0, quarter, one.clone())).collect();
        let cells = publish(&columns, &[], method);
        let seen = cells.iter().map(|one| (one.shown.clone(), one.truth.iter().sum())).collect();
        classes.entry(seen).or_default().push(cells);
    }
    let value = |cells: &[Cells], (word, column, other): Quantity| {
        i64::from(cells[column].truth[word]) - other.map_or(0, |other| i64::from(cells[other].truth[word]))
    };
    let (mut all, mut found) = (0, 0);
    for class in classes.values() {
        for cells in class {
            let quantities = sensitive(cells);
            let single =
                |quantity: &&Quantity| class.iter().all(|other| value(other, **quantity) == value(cells, **quantity));
            all += quantities.len();
            found += quantities.iter().filter(single).count();
        }
    }
    (all, found)
}

#[test]
fn withstands_an_attacker_who_knows_the_method() {
    for (words, most) in [(2, 40), (3, 30), (4, 20), (5, 15)] {
        let truths: Vec<_> = all(words, most).into_iter().map(|one| vec![one]).collect();
        let own = tried(&truths, protect);
        assert_eq!(own.1, 0);
    }
}

#[test]
fn attacker_who_knows_the_method_and_later_quarters() {
    for (words, most) in [(2, 20), (3, 16), (4, 9)] {
        let lists = all(words, most);
        let rises = |a: &[u32], b: &[u32]| a.iter().zip(b).all(|(a, b)| a <= b);
        let after = |a: &Vec<u32>| lists.iter().filter(|b| rises(a, b)).map(|b| vec![a.clone(), b.clone()]).collect();
        let truths: Vec<_> = lists.iter().flat_map(|a| -> Vec<_> { after(a) }).collect();
        let (small, found) = tried(&truths, protect);
        assert!(found * 100 < small);
    }
}

#[test]
fn shows_all_where_nothing_is_small() {
    let columns = [[0, 7, 12, 0, 40], [5, 7, 12, 0, 60], [5, 12, 20, 6, 60]].map(Vec::from);
    let columns: Vec<_> = columns.into_iter().zip(0..).map(|(one, quarter)| (0, quarter, one)).collect();
    let cells = publish(&columns, &["w04", "w02"], protect);
    assert!(cells.iter().flat_map(|one| &one.shown).all(Option::is_some));
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    for _ in 0..200 {
        let mut truth = vec![0; 21];
        let mut columns = Vec::new();
        for quarter in 0..6 {
            for count in &mut truth {
                *count += [0, 0, 5, 6, 17][rng.random_range(0..5)];
            }
            columns.push((0, quarter, truth.clone()));
        }
        columns.extend(columns.clone());
        let cells = publish(&columns, &[], protect);
        assert!(cells.iter().flat_map(|one| &one.shown).all(Option::is_some));
    }
}

#[test]
fn publishes_the_same_again_where_nothing_changed() {
    for seed in 0..200 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let first: Vec<_> = registry(&mut rng, 9, false).into_iter().filter(|column| column.0 == 0).collect();
        let cells = publish(&[first.clone(), first.clone()].concat(), &[], protect);
        let (one, two) = cells.split_at(first.len());
        assert!(one.iter().zip(two).all(|(one, two)| one.shown == two.shown));
    }
}

#[test]
fn hides_by_groups_in_the_given_order() {
    let shown =
        |truth: &[u32], order: &[&str]| protect(0, &counts(truth), order, &[]).into_values().collect::<Vec<_>>();
    assert_eq!(shown(&[3, 9, 8, 7], &[]), [None, None, Some(8), Some(7)]);
    assert_eq!(shown(&[3, 9, 8, 7], &["w03", "w00"]), [None, Some(9), Some(8), None]);
    assert_eq!(shown(&[3, 0, 8, 7, 6], &["w04", "w03", "w02"]), [None, None, None, Some(7), Some(6)]);
    assert_eq!(shown(&[3, 0, 0, 0, 0, 9], &[]), [None, None, None, None, None, None]);
    assert_eq!(shown(&[], &[]), []);
}
