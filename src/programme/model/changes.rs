//! Differences between two counts of one phase: which certificates came into the figure, which went out of it, and why.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::rule::{Certificate, Rule};
use crate::ground::{ids::SpecialistId, text_enum};

text_enum! {
    /// Reason for which a certificate came into the figure or went out of it.
    pub enum Reason {
        /// Issue between the two days.
        Issued = "issued",
        /// Issue by the first day that was recorded later.
        EnteredLate = "entered_late",
        /// Change of what counts: the courses or their days.
        Rule = "rule",
        /// Merge of two records into one person, who has another certificate that counts earlier.
        Merged = "merged",
        Revoked = "revoked",
        /// Replacement by another certificate of the same person, with its day.
        Replaced = "replaced",
        /// Change of the first certificate by which the same person counts.
        AnotherFirst = "another_first",
    }
}

/// Certificate that came into the figure or went out of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub reason: Reason,
    /// True if it came, false if it went.
    pub came: bool,
    pub registration_number: String,
}

/// Facts of a count: everybody's certificates, and how they count.
#[derive(Debug)]
pub struct Facts {
    pub as_of: NaiveDate,
    pub rule: Rule,
    certificates: HashMap<String, (SpecialistId, Certificate)>,
    numbers: HashMap<SpecialistId, Vec<String>>,
}

impl Facts {
    pub fn new(as_of: NaiveDate, rule: Rule, certificates: Vec<(SpecialistId, Certificate)>) -> Self {
        let mut numbers: HashMap<SpecialistId, Vec<String>> = HashMap::new();
        for (holder, one) in &certificates {
            numbers.entry(*holder).or_default().push(one.registration_number.clone());
        }
        let keyed = |(holder, one): (SpecialistId, Certificate)| (one.registration_number.clone(), (holder, one));
        Self { as_of, rule, certificates: certificates.into_iter().map(keyed).collect(), numbers }
    }

    fn find(&self, number: &str) -> Option<&(SpecialistId, Certificate)> {
        self.certificates.get(number)
    }

    /// First certificate of a person that counts on the day.
    fn first(&self, holder: SpecialistId) -> Option<String> {
        let numbers = self.numbers.get(&holder)?;
        let held: Vec<Certificate> = numbers.iter().filter_map(|number| Some(self.find(number)?.1.clone())).collect();
        let spans = self.rule.spans(&held);
        let first = spans.into_iter().find(|span| span.is_first && span.days.contains(&self.as_of))?;
        Some(first.certificate.registration_number.clone())
    }
}

/// Certificates that came and went between two counts, each with its reason. What was counted is given as the numbers
/// that each figure was made of.
pub fn changes(before: (&Facts, &BTreeSet<String>), after: (&Facts, &BTreeSet<String>)) -> Vec<Change> {
    let came = after.1.difference(before.1).map(|number| (true, number, came(before.0, after.0, number)));
    let went = before.1.difference(after.1).map(|number| (false, number, went(before.0, after.0, number)));
    let mut changes: Vec<Change> = came
        .chain(went)
        .map(|(came, number, reason)| Change { reason, came, registration_number: number.clone() })
        .collect();
    changes.sort();
    changes
}

fn came(before: &Facts, after: &Facts, number: &str) -> Reason {
    let Some((holder, now)) = after.find(number) else { return Reason::Rule };
    // the certificate whose place it takes has gone at the same time
    let is_replaced = |other: &&String| {
        let (was, is) = (before.find(other), after.find(other));
        let was_first = was.is_some_and(|(holder, _)| before.first(*holder).as_ref() == Some(*other));
        was_first && is.is_some_and(|(_, one)| one.replaced_on.is_some() && one.counts_on == now.counts_on)
    };
    if after.numbers.get(holder).into_iter().flatten().any(|other| is_replaced(&other)) {
        return Reason::Replaced;
    }
    match before.find(number) {
        _ if now.issued_on > before.as_of => Reason::Issued,
        None => Reason::EnteredLate,
        Some((_, then)) if before.rule.takes(then) => Reason::AnotherFirst,
        Some(_) => Reason::Rule,
    }
}

fn went(before: &Facts, after: &Facts, number: &str) -> Reason {
    let Some((holder, now)) = after.find(number) else { return Reason::Rule };
    let is_over = |over: Option<NaiveDate>| over.is_some_and(|day| day <= after.as_of);
    if now.issued_on > after.as_of {
        Reason::Issued
    } else if is_over(now.revoked_on) {
        Reason::Revoked
    } else if is_over(now.replaced_on) {
        Reason::Replaced
    } else if !after.rule.takes(now) {
        Reason::Rule
    } else {
        let first = after.first(*holder);
        let then = |number: &str| before.find(number).map(|(holder, _)| *holder);
        match first.as_deref().and_then(then) {
            Some(other) if then(number) != Some(other) => Reason::Merged,
            _ => Reason::AnotherFirst,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn holder(number: u128) -> SpecialistId {
        SpecialistId(Uuid::from_u128(number))
    }

    fn certificate(number: &str, issued_on: &str) -> Certificate {
        Certificate {
            registration_number: number.to_owned(),
            counts_on: day(issued_on),
            issued_on: day(issued_on),
            valid_until: None,
            revoked_on: None,
            replaced_on: None,
            region: None,
            profession: None,
            sex: None,
            organization_type: None,
            language: None,
            funders: None,
            course: "NRC-01".to_owned(),
        }
    }

    fn facts(as_of: &str, courses: &[&str], certificates: &[(u128, Certificate)]) -> Facts {
        let days = (day("2022-01-01"), day("2022-12-31"));
        let courses = courses.iter().map(|code| ((*code).to_owned(), vec![days])).collect();
        let rule = Rule { starts_on: days.0, ends_on: days.1, courses };
        let held = certificates.iter().map(|(number, one)| (holder(*number), one.clone()));
        Facts::new(day(as_of), rule, held.collect())
    }

    /// Numbers by which people are counted.
    fn counted(facts: &Facts) -> BTreeSet<String> {
        facts.numbers.keys().filter_map(|holder| facts.first(*holder)).collect()
    }

    /// Reasons with `+` for what came and `-` for what went, and the difference of the two figures.
    fn told(before: &Facts, after: &Facts) -> Vec<String> {
        let (then, now) = (counted(before), counted(after));
        let changes = changes((before, &then), (after, &now));
        let came = changes.iter().filter(|change| change.came).count();
        assert_eq!(then.len() + came - (changes.len() - came), now.len(), "the changes add up: {changes:?}");
        let sign = |change: &Change| if change.came { '+' } else { '-' };
        changes
            .iter()
            .map(|change| format!("{}{} {}", sign(change), change.registration_number, change.reason.as_str()))
            .collect()
    }

    #[test]
    fn every_change_has_its_reason() {
        let courses = ["NRC-01"];
        let before = facts(
            "2022-06-30",
            &courses,
            &[
                (1, certificate("A-1", "2022-03-01")),
                (2, certificate("A-2", "2022-03-01")),
                (3, certificate("A-3", "2022-03-01")),
                (4, certificate("A-4", "2022-03-01")),
                (5, certificate("A-5", "2022-04-01")),
                (6, certificate("A-6", "2022-03-01")),
                (6, certificate("A-7", "2022-05-01")),
                (7, Certificate { course: "NRC-02".to_owned(), ..certificate("A-8", "2022-03-01") }),
            ],
        );
        let replaced = Certificate { replaced_on: Some(day("2022-07-02")), ..certificate("A-2", "2022-03-01") };
        let in_its_place = Certificate { issued_on: day("2022-07-02"), ..certificate("A-20", "2022-03-01") };
        let revoked = |number| Certificate { revoked_on: Some(day("2022-06-15")), ..certificate(number, "2022-03-01") };
        let after = facts(
            "2022-07-31",
            &["NRC-01", "NRC-02"],
            &[
                (1, certificate("A-1", "2022-03-01")),
                (2, replaced),
                (2, in_its_place),
                (3, revoked("A-3")),
                // one person with the fourth, by an earlier certificate
                (4, certificate("A-4", "2022-03-01")),
                (4, certificate("A-5", "2022-04-01")),
                (6, revoked("A-6")),
                (6, certificate("A-7", "2022-05-01")),
                (7, Certificate { course: "NRC-02".to_owned(), ..certificate("A-8", "2022-03-01") }),
                (8, certificate("A-9", "2022-02-01")),
                (9, certificate("A-10", "2022-07-10")),
            ],
        );
        assert_eq!(
            told(&before, &after),
            [
                "+A-10 issued",
                "+A-9 entered_late",
                "+A-8 rule",
                "-A-5 merged",
                "-A-3 revoked",
                "-A-6 revoked",
                "-A-2 replaced",
                "+A-20 replaced",
                "+A-7 another_first",
            ]
        );
        assert_eq!(told(&after, &after), Vec::<String>::new());
    }

    #[test]
    fn an_earlier_certificate_that_is_entered_late_takes_the_place_of_the_first() {
        let before = facts("2022-06-30", &["NRC-01"], &[(1, certificate("A-2", "2022-03-01"))]);
        let both = [(1, certificate("A-1", "2022-02-01")), (1, certificate("A-2", "2022-03-01"))];
        let after = facts("2022-06-30", &["NRC-01"], &both);
        assert_eq!(told(&before, &after), ["+A-1 entered_late", "-A-2 another_first"]);
        let no_longer = facts("2022-06-30", &[], &both);
        assert_eq!(told(&after, &no_longer), ["-A-1 rule"]);
    }
}
