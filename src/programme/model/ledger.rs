//! Ledger of all that counts in a phase, on every day: a table in memory from which any day and any filter is answered.
//!
//! A row is a span of days on which a certificate counts; a certificate takes some 50 bytes. The rows are grouped by the
//! month that the certificates count from.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Range,
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};

use super::{
    By, Choice, Filter, Progress, TwoWay, month_of, quarter_of,
    rule::{Certificate, Rule, Span, valid_days},
    table::{ChangedMonths, Month, Months, Row, Words},
};

/// Breakdowns of a row, in the order of its words.
const BREAKDOWNS: usize = By::ALL.len();

/// Ledger of all that counts in a phase. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    words: Arc<Words>,
    months: Months<Days>,
}

/// Span of days on which a certificate counts.
#[derive(Clone, Debug)]
struct Days {
    from: NaiveDate,
    /// First day on which it no longer holds.
    until: NaiveDate,
    /// First of these days on which its holder has no valid certificate; they have one on all days before.
    valid_until: NaiveDate,
    /// Words of the row, in the order of `By`.
    words: [u16; BREAKDOWNS],
    /// Day of the month that the certificate counts from.
    day: u8,
    is_first: bool,
}

/// Filter in the numbers of a ledger.
struct Wanted {
    words: [Option<u16>; BREAKDOWNS],
    all_certificates: bool,
}

impl Row for Days {
    fn day(&self) -> u8 {
        self.day
    }
}

impl Days {
    fn counts(&self, on: NaiveDate, wanted: &Wanted) -> bool {
        let fits = |(wanted, word): (&Option<u16>, &u16)| wanted.is_none_or(|wanted| wanted == *word);
        self.from <= on && on < self.until && wanted.words.iter().zip(&self.words).all(fits)
    }
}

impl Ledger {
    /// Figure of a part of the phase on a day.
    pub fn progress(&self, on: NaiveDate, filter: &Filter) -> Progress {
        let mut progress = Progress::nobody();
        let Some(wanted) = self.wanted(filter) else { return progress };
        let mut counts: [Vec<u32>; BREAKDOWNS] = std::array::from_fn(|_| vec![0; self.words.len()]);
        for (first_day, month) in self.months_of(on, filter) {
            let mut of_month = 0;
            for row in month.rows.iter().filter(|row| row.counts(on, &wanted)) {
                progress.certificates += 1;
                if row.is_first {
                    of_month += 1;
                    for (counts, word) in counts.iter_mut().zip(row.words) {
                        counts[usize::from(word)] += 1;
                    }
                }
            }
            if of_month > 0 {
                progress.trained += of_month;
                progress.by_month.insert(first_day, of_month);
            }
        }
        let [region, profession, sex, organization_type, language, funders, course] = &counts;
        for (breakdown, counts) in [
            (&mut progress.by_region, region),
            (&mut progress.by_profession, profession),
            (&mut progress.by_sex, sex),
            (&mut progress.by_organization_type, organization_type),
            (&mut progress.by_language, language),
            (&mut progress.by_funders, funders),
            (&mut progress.by_course, course),
        ] {
            breakdown.extend(self.words.counted(counts).map(|(word, count)| (word.to_owned(), count)));
        }
        progress
    }

    /// People of a part of the phase on a day by two breakdowns at once; pairs of which nobody is are left out.
    pub fn two_way(&self, on: NaiveDate, filter: &Filter, [one, other]: [By; 2]) -> TwoWay {
        let Some(wanted) = self.wanted(filter) else { return TwoWay::new() };
        let mut counts: HashMap<(u16, u16), u32> = HashMap::new();
        for (_, month) in self.months_of(on, filter) {
            for row in month.rows.iter().filter(|row| row.is_first && row.counts(on, &wanted)) {
                *counts.entry((row.words[one as usize], row.words[other as usize])).or_default() += 1;
            }
        }
        let word = |number| self.words.word(number).to_owned();
        counts.into_iter().map(|((one, other), count)| ((word(one), word(other)), count)).collect()
    }

    /// Registration numbers of a part of the list behind a number, by the day that they count from.
    pub fn registration_numbers(&self, on: NaiveDate, filter: &Filter, skip: usize, most: usize) -> Vec<String> {
        let Some(wanted) = self.wanted(filter) else { return Vec::new() };
        self.months_of(on, filter)
            .flat_map(|(_, month)| month.entries())
            .filter(|(row, _)| row.counts(on, &wanted) && (wanted.all_certificates || row.is_first))
            .skip(skip)
            .take(most)
            .map(|(_, number)| number.to_owned())
            .collect()
    }

    /// Counts the people of the phase on a day who have a certificate that is valid on that day, whatever its course.
    pub fn count_valid(&self, on: NaiveDate) -> u32 {
        let everybody = Filter::default();
        let Some(wanted) = self.wanted(&everybody) else { return 0 };
        let rows = self.months_of(on, &everybody).flat_map(|(_, month)| &month.rows);
        let valid = rows.filter(|row| row.is_first && row.counts(on, &wanted) && on < row.valid_until);
        u32::try_from(valid.count()).unwrap_or(u32::MAX)
    }

    /// Counts those of some certificates that count on a day, and among them the people whose first it is. They are
    /// given by their registration numbers, with the days that they count from.
    pub fn count_among(&self, on: NaiveDate, certificates: &HashMap<String, NaiveDate>) -> (u32, u32) {
        let months: BTreeSet<NaiveDate> = certificates.values().map(|day| month_of(*day)).collect();
        let months = months.iter().filter_map(|month| self.months.get(*month));
        let rows = months.flat_map(Month::entries);
        rows.filter(|(row, number)| row.from <= on && on < row.until && certificates.contains_key(*number))
            .fold((0, 0), |(all, first), (row, _)| (all + 1, first + u32::from(row.is_first)))
    }

    /// Registration numbers of those of some certificates that people are counted by on a day. They are given with the
    /// days that they count from.
    pub fn firsts_among(&self, on: NaiveDate, certificates: &HashMap<String, NaiveDate>) -> HashSet<String> {
        let months: BTreeSet<NaiveDate> = certificates.values().map(|day| month_of(*day)).collect();
        let rows = months.iter().filter_map(|month| self.months.get(*month)).flat_map(Month::entries);
        rows.filter(|(row, number)| {
            row.is_first && row.from <= on && on < row.until && certificates.contains_key(*number)
        })
        .map(|(_, number)| number.to_owned())
        .collect()
    }

    /// Tells whether anything counts on a day.
    pub fn counts_anything(&self, on: NaiveDate) -> bool {
        let all = Filter { all_certificates: true, ..Filter::default() };
        !self.registration_numbers(on, &all, 0, 1).is_empty()
    }

    /// Months that may have something for a filter; a certificate counts on no day before its own.
    fn months_of<'a>(&'a self, on: NaiveDate, filter: &Filter) -> impl Iterator<Item = (NaiveDate, &'a Month<Days>)> {
        let (wanted, quarter) = (filter.month, filter.quarter);
        self.months.range(..=month_of(on)).filter(move |(first_day, _)| {
            wanted.is_none_or(|wanted| wanted == *first_day)
                && quarter.is_none_or(|quarter| quarter == quarter_of(*first_day))
        })
    }

    /// Translates the filter into numbers. `None`: it has a word that nobody has.
    fn wanted(&self, filter: &Filter) -> Option<Wanted> {
        let number = |choice: &Choice| match choice {
            None => Some(None),
            Some(word) => self.words.find(word.as_deref()).map(Some),
        };
        let course = filter.course.clone().map(Some);
        Some(Wanted {
            words: [
                number(&filter.region)?,
                number(&filter.profession)?,
                number(&filter.sex)?,
                number(&filter.organization_type)?,
                number(&filter.language)?,
                number(&filter.funders)?,
                number(&course)?,
            ],
            all_certificates: filter.all_certificates,
        })
    }

    /// Begins the changes to it.
    pub fn changes(&self) -> Changes {
        Changes { words: (*self.words).clone(), months: ChangedMonths::default(), is_fresh: self.months.is_empty() }
    }

    /// Ledger after the changes.
    #[must_use]
    pub fn with(&self, changes: Changes) -> Self {
        Self { words: Arc::new(changes.words), months: self.months.with(changes.months) }
    }
}

/// Changes to a ledger, person by person.
#[derive(Debug)]
pub struct Changes {
    words: Words,
    months: ChangedMonths<Days>,
    is_fresh: bool,
}

impl Changes {
    /// Replaces the certificates that a person held before by those that they hold now.
    pub fn put(&mut self, rule: &Rule, of_one_person: &[Certificate]) {
        if !self.is_fresh {
            for certificate in of_one_person {
                self.months.take_away(certificate.counts_on, &certificate.registration_number);
            }
        }
        let valid = valid_days(of_one_person);
        for Span { certificate, days, is_first } in rule.spans(of_one_person) {
            let words = [
                self.words.number(certificate.region.as_deref()),
                self.words.number(certificate.profession.as_deref()),
                self.words.number(certificate.sex.as_deref()),
                self.words.number(certificate.organization_type.as_deref()),
                self.words.number(certificate.language.as_deref()),
                self.words.number(certificate.funders.as_deref()),
                self.words.number(Some(&certificate.course)),
            ];
            let day = u8::try_from(certificate.counts_on.day()).unwrap_or_default();
            for (days, valid_until) in by_validity(days, &valid) {
                let row = Days { from: days.start, until: days.end, valid_until, words, day, is_first };
                self.months.add(certificate.counts_on, &certificate.registration_number, row);
            }
        }
    }
}

/// Splits days into spans that begin with the days on which their holder has a valid certificate, if there are any: each
/// with the first day on which they have none. `valid` are those days, in spans that neither overlap nor touch.
fn by_validity(days: Range<NaiveDate>, valid: &[Range<NaiveDate>]) -> Vec<(Range<NaiveDate>, NaiveDate)> {
    let mut spans = Vec::new();
    let (mut from, mut valid_until) = (days.start, days.start);
    for valid in valid.iter().filter(|valid| valid.start < days.end && days.start < valid.end) {
        if from < valid.start {
            spans.push((from..valid.start, valid_until));
            from = valid.start;
        }
        valid_until = valid.end.min(days.end);
    }
    spans.push((from..days.end, valid_until));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(number: &str, counts_on: &str) -> Certificate {
        let day: NaiveDate = counts_on.parse().unwrap();
        Certificate {
            registration_number: number.to_owned(),
            counts_on: day,
            issued_on: day,
            valid_until: None,
            revoked_on: None,
            replaced_on: None,
            region: Some("KZ-71".to_owned()),
            profession: None,
            sex: None,
            organization_type: None,
            language: None,
            funders: None,
            course: "NRC-01".to_owned(),
        }
    }

    #[test]
    fn a_change_makes_its_own_months_anew_and_shares_the_others() {
        let days = ("2022-01-01".parse().unwrap(), "2022-12-31".parse().unwrap());
        let courses = [("NRC-01".to_owned(), vec![days])].into();
        let rule = Rule { starts_on: days.0, ends_on: days.1, courses };
        let mut changes = Ledger::default().changes();
        changes.put(&rule, &[certificate("A-1", "2022-03-04")]);
        changes.put(&rule, &[certificate("A-2", "2022-05-06")]);
        let before = Ledger::default().with(changes);
        let mut changes = before.changes();
        let revoked = Certificate { revoked_on: "2022-06-01".parse().ok(), ..certificate("A-2", "2022-05-06") };
        changes.put(&rule, &[revoked, certificate("A-3", "2022-05-07"), certificate("A-4", "2023-01-01")]);
        let after = before.with(changes);
        let [march, may] = ["2022-03-01", "2022-05-01"].map(|day| day.parse::<NaiveDate>().unwrap());
        assert_eq!(after.months.range(..).map(|(month, _)| month).collect::<Vec<_>>(), [march, may]);
        let march_of = |ledger: &Ledger| ledger.months.get(march).map(std::ptr::from_ref);
        assert_eq!(march_of(&before), march_of(&after));
        let listed =
            |ledger: &Ledger, on: &str| ledger.registration_numbers(on.parse().unwrap(), &Filter::default(), 0, 10);
        assert_eq!(listed(&before, "2022-06-01"), ["A-1", "A-2"]);
        assert_eq!(listed(&after, "2022-05-31"), ["A-1", "A-2"]);
        assert_eq!(listed(&after, "2022-06-01"), ["A-1", "A-3"]);
        assert_eq!(after.registration_numbers("2022-06-01".parse().unwrap(), &Filter::default(), 1, 1), ["A-3"]);
    }

    #[test]
    fn a_row_of_a_certificate_stays_small() {
        assert!(size_of::<Days>() <= 28);
    }
}
