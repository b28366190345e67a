//! Model of a specialist: a name, perhaps an IIN, and the facts that donors count by.
//!
//! `field.rs` is the table of a person's fields and reads them; `name.rs`, `region.rs` and `word.rs` know which texts
//! are a name, a region, or another word of the reference lists. `profile.rs` has the profile that a person fills in,
//! `consent.rs` the consents that they can give, and `merged.rs` the one person of two records.

#[cfg(feature = "ssr")]
pub mod consent;
#[cfg(feature = "ssr")]
pub mod field;
#[cfg(feature = "ssr")]
pub mod merged;
#[cfg(feature = "ssr")]
pub mod name;
#[cfg(feature = "ssr")]
pub mod profile;
#[cfg(feature = "ssr")]
pub mod region;
#[cfg(feature = "ssr")]
pub mod word;

use chrono::{Datelike, NaiveDate};

use crate::{
    ground::{Private, Problem, kz_number::check_digit, text_enum},
    reference::{OrganizationType, Profession, Region},
};

#[cfg(feature = "ssr")]
pub use consent::{Consent, ConsentKind, ConsentText};
#[cfg(feature = "ssr")]
pub use field::{PersonFields, ProfileField, Repair};
#[cfg(feature = "ssr")]
pub use merged::{Iins, MergedPerson, Side};
#[cfg(feature = "ssr")]
pub use profile::{FormerName, OwnProfile, PersonRecord, Profile};

text_enum! {
    /// Sex as the person states it; never read from an IIN or the ending of a name.
    pub enum Sex {
        Female = "female",
        Male = "male",
    }
}

/// Kazakhstan's individual identification number: twelve ASCII digits of which the last is a check digit.
///
/// Nothing is derived from it: since Government decree No. 853 of 26 August 2013 it need not agree with the birth date
/// or the sex.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Iin(Private<String>);

impl Iin {
    /// Reads an IIN; spaces around it are ignored.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let digits: Vec<u32> = text.bytes().filter(u8::is_ascii_digit).map(|byte| u32::from(byte - b'0')).collect();
        if text.len() != 12 || digits.len() != 12 {
            return Err(Problem::IinShape);
        }
        if check_digit(&digits[..11]) != Some(digits[11]) {
            return Err(Problem::IinCheckDigit);
        }
        Ok(Self(Private::new(text.to_owned())))
    }

    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }

    /// Last four digits behind dots: enough to tell two apart, and nothing to copy.
    pub fn masked(&self) -> String {
        let digits = self.reveal();
        format!("•••• •••• {}", digits.get(8..).unwrap_or_default())
    }

    /// Tells whether the digits that once meant birth date and sex disagree with these: worth a look by staff, never a
    /// fault. The century is not compared.
    pub fn disagrees_with(&self, birth_date: Option<NaiveDate>, sex: Option<Sex>) -> bool {
        let digits = self.reveal();
        let day_differs = birth_date.is_some_and(|day| {
            digits[..6] != format!("{:02}{:02}{:02}", day.year().rem_euclid(100), day.month(), day.day())
        });
        let seventh = digits.as_bytes()[6] - b'0';
        let read_as = if seventh.is_multiple_of(2) { Sex::Female } else { Sex::Male };
        let sex_differs = (1..=6).contains(&seventh) && sex.is_some_and(|sex| sex != read_as);
        day_differs || sex_differs
    }
}

/// Makes an IIN that no living person can hold: the seventh digit says that its holder was born in the
/// 1800s. For demonstrations and tests. The serial is moved on where no check digit exists.
pub fn invented_iin(birth_date: NaiveDate, sex: Sex, serial: u32) -> Iin {
    let century = if sex == Sex::Male { 1 } else { 2 };
    let day = birth_date.format("%y%m%d");
    (serial..)
        .find_map(|serial| {
            let eleven = format!("{day}{century}{:04}", serial % 10_000);
            let digits: Vec<u32> = eleven.bytes().map(|byte| u32::from(byte - b'0')).collect();
            check_digit(&digits).map(|digit| Iin(Private::new(format!("{eleven}{digit}"))))
        })
        .unwrap_or_else(|| Iin(Private::new(String::new())))
}

/// Name as the identity document has it. The patronymic is optional, and a father's name in -ұлы or -қызы may be
/// written in place of the surname (Family Code, article 194).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct PersonName {
    pub surname: String,
    pub given_name: String,
    pub patronymic: Option<String>,
}

impl PersonName {
    /// Whole name in the order of documents.
    pub fn full(&self) -> String {
        [&self.surname, &self.given_name]
            .into_iter()
            .chain(&self.patronymic)
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Facts by which donors break figures down. A certificate has them as they were on its day (rule R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct CountedFacts {
    pub region: Option<&'static Region>,
    pub profession: Option<&'static Profession>,
    pub sex: Option<Sex>,
    pub organization_type: Option<&'static OrganizationType>,
}

/// Person as a list or a form describes them, checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSpecialist {
    pub name: PersonName,
    pub second_spelling: Option<String>,
    pub iin: Option<Iin>,
    pub birth_date: Option<Private<NaiveDate>>,
    pub facts: CountedFacts,
    pub organization: Option<String>,
    pub email: Option<Private<String>>,
    /// Telephone, which lists do not have.
    pub phone: Option<Private<String>>,
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(serde::Deserialize)]
    struct Examples {
        valid: Vec<Example>,
        invalid: Vec<Example>,
        warn_only: Vec<Example>,
    }
    #[derive(serde::Deserialize)]
    struct Example {
        iin: String,
    }

    fn examples() -> Examples {
        serde_json::from_str(include_str!("../../../tests/data/iin_examples.json")).unwrap()
    }

    #[test]
    fn every_example_is_read_or_refused_as_listed() {
        let Examples { valid, invalid, warn_only } = examples();
        for Example { iin } in valid.iter().chain(&warn_only) {
            assert!(Iin::parse(iin).is_ok(), "{iin}");
        }
        for Example { iin } in invalid {
            assert!(Iin::parse(&iin).is_err(), "{iin}");
        }
    }

    #[test]
    fn only_ascii_digits_are_digits() {
        assert_eq!(Iin::parse("90031521234٥"), Err(Problem::IinShape));
        assert_eq!(Iin::parse("900315212346"), Err(Problem::IinCheckDigit));
    }

    #[test]
    fn a_disagreement_with_birth_date_or_sex_is_seen_but_the_century_is_not_compared() {
        let iin = Iin::parse("900315212345").unwrap();
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert!(!iin.disagrees_with(day("1990-03-15"), Some(Sex::Female)));
        assert!(iin.disagrees_with(day("1990-03-16"), Some(Sex::Female)));
        assert!(iin.disagrees_with(day("1990-03-15"), Some(Sex::Male)));
        assert!(!iin.disagrees_with(None, None));
    }

    #[test]
    fn a_debug_line_does_not_show_an_iin() {
        assert!(!format!("{:?}", Iin::parse("900315212345").unwrap()).contains("9003"));
    }

    proptest! {
        #[test]
        fn an_invented_iin_is_read_and_no_living_person_can_hold_it(days in 0..30_000u64, serial in 0..10_000u32) {
            let day = NaiveDate::from_ymd_opt(1920, 1, 1).unwrap() + chrono::Days::new(days);
            let iin = invented_iin(day, Sex::Female, serial);
            prop_assert!(Iin::parse(iin.reveal()).is_ok());
            prop_assert_eq!(iin.reveal().as_bytes()[6], b'2');
            prop_assert!(!iin.disagrees_with(Some(day), Some(Sex::Female)));
        }

        #[test]
        fn another_check_digit_is_refused(days in 0..30_000u64, serial in 0..10_000u32, shift in 1..10u8) {
            let day = NaiveDate::from_ymd_opt(1920, 1, 1).unwrap() + chrono::Days::new(days);
            let mut digits = invented_iin(day, Sex::Male, serial).reveal().as_bytes().to_vec();
            digits[11] = b'0' + (digits[11] - b'0' + shift) % 10;
            prop_assert_eq!(Iin::parse(&String::from_utf8(digits).unwrap()), Err(Problem::IinCheckDigit));
        }

        #[test]
        fn any_text_is_answered_without_a_panic(text in "\\PC{0,40}") {
            let _ = Iin::parse(&text);
        }
    }
}
