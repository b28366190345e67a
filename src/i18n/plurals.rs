//! Plural forms: the form that a number gives to the words beside it.

use std::fmt::Display;

use crate::ground::Locale;

/// Whole number that words are counted by.
pub trait Count: Display {
    fn number(&self) -> u64;
}

macro_rules! counts {
    ($($type:ty),+) => {
        $(impl Count for $type {
            fn number(&self) -> u64 {
                u64::try_from(*self).unwrap_or(u64::MAX)
            }
        })+
    };
}
counts!(u8, u16, u32, u64, usize, i64);

/// Plural form by the rules of CLDR 48 for whole numbers: `one`, `few`, `many` or `other`.
pub(super) const fn form(locale: Locale, number: u64) -> &'static str {
    match locale {
        Locale::Kk | Locale::En if number == 1 => "one",
        Locale::Kk | Locale::En => "other",
        Locale::Ru => match (number % 10, number % 100) {
            (_, 11..=14) => "many",
            (1, _) => "one",
            (2..=4, _) => "few",
            _ => "many",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_by_the_last_digit_and_makes_exceptions_of_the_teens() {
        let forms = |numbers: &[u64]| numbers.iter().map(|number| form(Locale::Ru, *number)).collect::<Vec<_>>();
        assert_eq!(forms(&[1, 21, 101, 1_001]), ["one"; 4]);
        assert_eq!(forms(&[2, 3, 4, 22, 104]), ["few"; 5]);
        assert_eq!(forms(&[0, 5, 11, 12, 14, 20, 111, 112]), ["many"; 8]);
    }

    #[test]
    fn kazakh_and_english_know_one_and_any_other_number() {
        for locale in [Locale::Kk, Locale::En] {
            assert_eq!(
                [0, 1, 2, 11, 21].map(|number| form(locale, number)),
                ["other", "one", "other", "other", "other"]
            );
        }
    }
}
