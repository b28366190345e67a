//! Certificates that expire, in memory: how many there are between two days, by month, course and region, and which.

use std::{
    collections::{BTreeMap, HashMap},
    ops::RangeInclusive,
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};

use super::{
    month_of,
    rule::Certificate,
    table::{ChangedMonths, Month, Months, Row, Words},
};

/// Certificates in force by the last day on which they are valid. One whose holder has another of the same course that is
/// valid longer is not among them: it takes no place. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Expiries {
    words: Arc<Words>,
    months: Months<Expiry>,
}

#[derive(Clone, Debug)]
struct Expiry {
    course: u16,
    region: u16,
    /// Day of the month that is the last.
    day: u8,
}

impl Row for Expiry {
    fn day(&self) -> u8 {
        self.day
    }
}

impl Expiries {
    /// Number of certificates whose last day is one of these.
    pub fn count(&self, days: &RangeInclusive<NaiveDate>) -> u32 {
        self.by_month(days).values().sum()
    }

    /// Number by the first day of the month.
    pub fn by_month(&self, days: &RangeInclusive<NaiveDate>) -> BTreeMap<NaiveDate, u32> {
        let mut counts = BTreeMap::new();
        for (first_day, month) in self.within(days) {
            let count = month.rows.iter().filter(|row| is_within(first_day, row, days)).count();
            if count > 0 {
                counts.insert(first_day, u32::try_from(count).unwrap_or(u32::MAX));
            }
        }
        counts
    }

    /// Number by course.
    pub fn by_course(&self, days: &RangeInclusive<NaiveDate>) -> BTreeMap<String, u32> {
        self.by(days, |row| row.course)
    }

    /// Number by region.
    pub fn by_region(&self, days: &RangeInclusive<NaiveDate>) -> BTreeMap<String, u32> {
        self.by(days, |row| row.region)
    }

    fn by(&self, days: &RangeInclusive<NaiveDate>, word: impl Fn(&Expiry) -> u16) -> BTreeMap<String, u32> {
        let mut counts = vec![0; self.words.len()];
        for (first_day, month) in self.within(days) {
            for row in month.rows.iter().filter(|row| is_within(first_day, row, days)) {
                counts[usize::from(word(row))] += 1;
            }
        }
        self.words.counted(&counts).map(|(word, count)| (word.to_owned(), count)).collect()
    }

    /// Registration numbers of a part of the list, by day and number: of one course or of all, of one region or of all.
    pub fn registration_numbers(
        &self,
        days: &RangeInclusive<NaiveDate>,
        (course, region): (Option<&str>, Option<&str>),
        skip: usize,
        most: usize,
    ) -> Vec<String> {
        let fits = |wanted: Option<&str>, word| wanted.is_none_or(|wanted| wanted == self.words.word(word));
        self.within(days)
            .flat_map(|(first_day, month)| month.entries().map(move |(row, number)| (first_day, row, number)))
            .filter(|(first_day, row, _)| is_within(*first_day, row, days))
            .filter(|(_, row, _)| fits(course, row.course) && fits(region, row.region))
            .skip(skip)
            .take(most)
            .map(|(_, _, number)| number.to_owned())
            .collect()
    }

    fn within(&self, days: &RangeInclusive<NaiveDate>) -> impl Iterator<Item = (NaiveDate, &Month<Expiry>)> {
        // where the first day is after the last, there are none
        let last = *days.end().max(days.start());
        self.months.range(month_of(*days.start())..=last)
    }

    /// Begins the changes to it. What is over by a day is left out from then on.
    pub fn changes(&self, today: NaiveDate) -> ChangedExpiries {
        let is_fresh = self.months.is_empty();
        ChangedExpiries { words: (*self.words).clone(), months: ChangedMonths::default(), today, is_fresh }
    }

    /// Certificates that expire after the changes.
    #[must_use]
    pub fn with(&self, changes: ChangedExpiries) -> Self {
        Self { words: Arc::new(changes.words), months: self.months.with(changes.months) }
    }
}

fn is_within(first_day: NaiveDate, row: &Expiry, days: &RangeInclusive<NaiveDate>) -> bool {
    first_day.with_day(row.day.into()).is_some_and(|day| days.contains(&day))
}

/// Changes to the certificates that expire, person by person.
#[derive(Debug)]
pub struct ChangedExpiries {
    words: Words,
    months: ChangedMonths<Expiry>,
    today: NaiveDate,
    is_fresh: bool,
}

impl ChangedExpiries {
    /// Replaces the certificates that a person held before by those that they hold now.
    pub fn put(&mut self, of_one_person: &[Certificate]) {
        if !self.is_fresh {
            for certificate in of_one_person {
                if let Some(last_day) = certificate.valid_until {
                    self.months.take_away(last_day, &certificate.registration_number);
                }
            }
        }
        let in_force = || of_one_person.iter().filter(|one| one.revoked_on.is_none() && one.replaced_on.is_none());
        // a certificate that has no last day is valid longer than any other
        let mut last: HashMap<&str, NaiveDate> = HashMap::new();
        for one in in_force() {
            let until = one.valid_until.unwrap_or(NaiveDate::MAX);
            last.entry(&one.course).and_modify(|known| *known = until.max(*known)).or_insert(until);
        }
        for one in in_force() {
            let is_last = |until: &NaiveDate| *until >= self.today && last.get(&*one.course) == Some(until);
            if let Some(until) = one.valid_until.filter(is_last) {
                let row = Expiry {
                    course: self.words.number(Some(&one.course)),
                    region: self.words.number(one.region.as_deref()),
                    day: u8::try_from(until.day()).unwrap_or_default(),
                };
                self.months.add(until, &one.registration_number, row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stays_small() {
        assert!(size_of::<Expiry>() <= 6);
    }
}
