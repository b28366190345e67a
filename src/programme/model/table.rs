//! Tables in memory of a few bytes a certificate. Words are numbers in them, registration numbers lie one behind the other
//! in one text, and the rows are grouped by the month of a day: a change makes the tables of its own months anew and shares
//! all others.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeBounds,
    sync::Arc,
};

use chrono::NaiveDate;

use super::{NOT_STATED, month_of};

/// Words by number; 0 is "not stated".
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    list: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u16>,
}

impl Words {
    /// Number of all words, "not stated" among them.
    pub fn len(&self) -> usize {
        self.list.len() + 1
    }

    pub fn word(&self, number: u16) -> &str {
        let place = usize::from(number).checked_sub(1);
        place.and_then(|place| self.list.get(place)).map_or(NOT_STATED, AsRef::as_ref)
    }

    pub fn find(&self, word: Option<&str>) -> Option<u16> {
        word.map_or(Some(0), |word| self.numbers.get(word).copied())
    }

    pub fn number(&mut self, word: Option<&str>) -> u16 {
        if let Some(known) = self.find(word) {
            return known;
        }
        let word: Box<str> = word.unwrap_or_default().into();
        self.list.push(word.clone());
        let number = u16::try_from(self.list.len()).unwrap_or(u16::MAX);
        self.numbers.insert(word, number);
        number
    }

    /// Words with their counts, without those whose count is nought.
    pub fn counted(&self, counts: &[u32]) -> impl Iterator<Item = (&str, u32)> {
        let words = std::iter::once(NOT_STATED).chain(self.list.iter().map(AsRef::as_ref));
        words.zip(counts.iter().copied()).filter(|(_, count)| *count > 0)
    }
}

/// Row of a table.
pub(super) trait Row: Clone {
    /// Day of the month that the row is of.
    fn day(&self) -> u8;
}

/// Rows by the first day of their month.
#[derive(Clone, Debug)]
pub(super) struct Months<R>(BTreeMap<NaiveDate, Arc<Month<R>>>);

impl<R> Default for Months<R> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// Rows of one month, by day and registration number.
#[derive(Debug)]
pub(super) struct Month<R> {
    pub rows: Vec<R>,
    /// Position at which the registration number of each row ends; it begins where that of the row before ends.
    ends: Vec<u32>,
    registration_numbers: String,
}

impl<R: Row> Month<R> {
    fn of(mut rows: Vec<(R, Box<str>)>) -> Self {
        // rows of one certificate stay in their order
        rows.sort_by(|(one, number), (other, other_number)| (one.day(), number).cmp(&(other.day(), other_number)));
        let mut month = Self {
            rows: Vec::with_capacity(rows.len()),
            ends: Vec::with_capacity(rows.len()),
            registration_numbers: String::with_capacity(rows.iter().map(|(_, number)| number.len()).sum()),
        };
        for (row, number) in rows {
            month.registration_numbers.push_str(&number);
            month.ends.push(u32::try_from(month.registration_numbers.len()).unwrap_or(u32::MAX));
            month.rows.push(row);
        }
        month
    }

    /// Rows with their registration numbers.
    pub fn entries(&self) -> impl Iterator<Item = (&R, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let numbers = starts.zip(&self.ends).map(|(start, end)| start as usize..*end as usize);
        let number = |place| self.registration_numbers.get(place).unwrap_or_default();
        self.rows.iter().zip(numbers).map(move |(row, place)| (row, number(place)))
    }
}

impl<R: Row> Months<R> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Months within a range of their first days.
    pub fn range(&self, range: impl RangeBounds<NaiveDate>) -> impl Iterator<Item = (NaiveDate, &Month<R>)> {
        self.0.range(range).map(|(first_day, month)| (*first_day, &**month))
    }

    pub fn get(&self, first_day: NaiveDate) -> Option<&Month<R>> {
        self.0.get(&first_day).map(|month| &**month)
    }

    /// Months after the changes.
    #[must_use]
    pub fn with(&self, changed: ChangedMonths<R>) -> Self {
        let mut months = self.0.clone();
        for (first_day, changed) in changed.0 {
            let mut rows = changed.new;
            if let Some(before) = months.get(&first_day) {
                let stays = before.entries().filter(|(_, number)| !changed.gone.contains(*number));
                rows.extend(stays.map(|(row, number)| (row.clone(), Box::from(number))));
            } else if rows.is_empty() {
                continue;
            }
            months.insert(first_day, Arc::new(Month::of(rows)));
        }
        Self(months)
    }
}

/// Changes to months.
#[derive(Debug)]
pub(super) struct ChangedMonths<R>(BTreeMap<NaiveDate, ChangedMonth<R>>);

#[derive(Debug)]
struct ChangedMonth<R> {
    gone: HashSet<Box<str>>,
    new: Vec<(R, Box<str>)>,
}

impl<R> Default for ChangedMonths<R> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<R> ChangedMonths<R> {
    fn of(&mut self, day: NaiveDate) -> &mut ChangedMonth<R> {
        let fresh = || ChangedMonth { gone: HashSet::new(), new: Vec::new() };
        self.0.entry(month_of(day)).or_insert_with(fresh)
    }

    /// Takes away all rows of a certificate in the month of a day.
    pub fn take_away(&mut self, day: NaiveDate, number: &str) {
        self.of(day).gone.insert(number.into());
    }

    /// Adds a row of a certificate in the month of a day.
    pub fn add(&mut self, day: NaiveDate, number: &str, row: R) {
        self.of(day).new.push((row, number.into()));
    }
}
