//! Rule R1: which certificates count in a phase, on which days, and which of them its holder is counted by.
//!
//! This is the one place that knows the rule. A test compares it with a recount written from the rule's text.

use std::{collections::HashMap, ops::Range};

use chrono::NaiveDate;

/// Certificate as far as counting needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub registration_number: String,
    /// Day it counts from: its own issue, or that of the one it replaces.
    pub counts_on: NaiveDate,
    pub issued_on: NaiveDate,
    /// Last day on which it is valid; `None`: it does not expire.
    pub valid_until: Option<NaiveDate>,
    pub revoked_on: Option<NaiveDate>,
    pub replaced_on: Option<NaiveDate>,
    pub region: Option<String>,
    pub profession: Option<String>,
    pub sex: Option<String>,
    pub organization_type: Option<String>,
    /// Language in which the run was held.
    pub language: Option<String>,
    /// Names of the funders of the run, as one word.
    pub funders: Option<String>,
    pub course: String,
}

impl Certificate {
    /// Days on which its holder holds it: from its issue until it is revoked or replaced.
    fn held(&self) -> Range<NaiveDate> {
        let over_on = self.revoked_on.into_iter().chain(self.replaced_on).min();
        self.issued_on..over_on.unwrap_or(NaiveDate::MAX)
    }
}

/// Days on which a person has a certificate that is valid, of whatever course, in spans that neither overlap nor touch.
pub fn valid_days(of_one_person: &[Certificate]) -> Vec<Range<NaiveDate>> {
    let mut days = Vec::new();
    for certificate in of_one_person {
        let Range { start, end } = certificate.held();
        let expired_on = certificate.valid_until.and_then(|last| last.succ_opt()).unwrap_or(NaiveDate::MAX);
        take(&mut days, start..end.min(expired_on).max(start));
    }
    days
}

/// Rule by which certificates count in one phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// Days between which each course counts, by its code; both are included.
    pub courses: HashMap<String, Vec<(NaiveDate, NaiveDate)>>,
}

/// Span of days on all of which a certificate counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    pub certificate: &'a Certificate,
    pub days: Range<NaiveDate>,
    /// True if it is the first of all that its holder holds on these days: the one they are counted by.
    pub is_first: bool,
}

impl Rule {
    /// Tells whether a certificate counts in the phase on the days on which it is held.
    pub fn takes(&self, certificate: &Certificate) -> bool {
        self.takes_one_of(&certificate.course, certificate.counts_on)
    }

    /// Tells whether a certificate of a course that counts from a day counts in the phase.
    pub fn takes_one_of(&self, course: &str, day: NaiveDate) -> bool {
        let spans = self.courses.get(course).map(Vec::as_slice).unwrap_or_default();
        self.starts_on <= day && day <= self.ends_on && spans.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    /// Spans of days on which each certificate of one person counts, the certificate with the earliest day first. Days
    /// on which it is the first and days on which it is not are spans of their own.
    pub fn spans<'a>(&self, of_one_person: &'a [Certificate]) -> Vec<Span<'a>> {
        let mut counting: Vec<&Certificate> =
            of_one_person.iter().filter(|certificate| self.takes(certificate)).collect();
        counting.sort_by(|one, other| {
            (one.counts_on, &one.registration_number).cmp(&(other.counts_on, &other.registration_number))
        });
        let mut taken = Vec::new();
        let mut spans = Vec::new();
        for certificate in counting {
            let parts = take(&mut taken, certificate.held());
            spans.extend(parts.into_iter().map(|(days, is_first)| Span { certificate, days, is_first }));
        }
        spans
    }
}

/// Splits a certificate's days into those that no earlier certificate has taken and those that one has, and takes
/// them. `taken` holds spans that neither overlap nor touch, in their order.
fn take(taken: &mut Vec<Range<NaiveDate>>, held: Range<NaiveDate>) -> Vec<(Range<NaiveDate>, bool)> {
    let mut parts = Vec::new();
    if held.is_empty() {
        return parts;
    }
    let begin = taken.partition_point(|earlier| earlier.end < held.start);
    let end = taken.partition_point(|earlier| earlier.start <= held.end);
    let mut union = held.clone();
    let mut from = held.start;
    for earlier in taken.get(begin..end).unwrap_or_default() {
        let (start, stop) = (earlier.start.clamp(from, held.end), earlier.end.clamp(from, held.end));
        parts.extend([(from..start, true), (start..stop, false)].into_iter().filter(|(days, _)| !days.is_empty()));
        from = stop;
        union = union.start.min(earlier.start)..union.end.max(earlier.end);
    }
    if from < held.end {
        parts.push((from..held.end, true));
    }
    taken.splice(begin..end, [union]);
    parts
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::default() + chrono::Days::new(number.into())
    }

    proptest! {
        #[test]
        fn each_day_of_a_certificate_is_in_one_part_and_first_if_no_earlier_one_has_it(
            held in vec((0..20u32, 0..20u32), 0..12)
        ) {
            let mut taken = Vec::new();
            for (nth, (from, length)) in held.iter().enumerate() {
                let parts = take(&mut taken, day(*from)..day(from + length));
                for number in 0..50 {
                    let is_held = |(from, length): &(u32, u32)| (*from..from + length).contains(&number);
                    let found: Vec<bool> =
                        parts.iter().filter(|(days, _)| days.contains(&day(number))).map(|(_, is_first)| *is_first).collect();
                    let expected: Vec<bool> =
                        is_held(&held[nth]).then(|| !held[..nth].iter().any(is_held)).into_iter().collect();
                    prop_assert_eq!(found, expected);
                }
                prop_assert!(parts.windows(2).all(|pair| pair[0].0.end == pair[1].0.start && pair[0].1 != pair[1].1));
                prop_assert!(taken.windows(2).all(|pair| pair[0].end < pair[1].start));
            }
        }
    }
}
