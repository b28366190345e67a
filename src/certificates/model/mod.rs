//! Check codes, registration numbers, and the status of a certificate on a given day.
//!
//! `certificate.rs` has the text of a certificate and its state, `typed.rs` knows how people write codes.

#[cfg(feature = "ssr")]
mod certificate;
#[cfg(feature = "ssr")]
pub mod correction;
#[cfg(feature = "ssr")]
pub mod filter;
mod reminder;
mod typed;

use chrono::NaiveDate;

#[cfg(feature = "ssr")]
pub use certificate::{Certificate, NewRevocation, PrintedCertificate, Revocation, RevocationKind, unprintable_letter};
#[cfg(feature = "ssr")]
pub use correction::Correction;
pub use reminder::Reminder;

use crate::ground::{
    Problem,
    letters::{code_key, is_code},
    text_enum,
};

/// Digits of Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;

/// Code on a certificate that proves it: eleven random characters and a check character.
///
/// The characters are elements of the field of 32, each position has its own power of a generator as weight, and the
/// weighted sum must be one: so a single wrong character and a swap of two different ones are always noticed before any
/// look-up, and all zeros is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CheckCode([u8; LENGTH]);

/// Reason why a text is no check code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Typing mistake: a character is wrong, or two have changed places.
    Mistyped,
    /// Number of characters, which is not twelve.
    Length(u8),
    /// Number of the paper journal, with which nothing can be checked.
    RegistrationNumber,
}

impl From<CodeFault> for Problem {
    fn from(fault: CodeFault) -> Self {
        match fault {
            CodeFault::Mistyped => Self::CheckCodeMistyped,
            CodeFault::Length(count) => Self::CheckCodeLength(count),
            CodeFault::RegistrationNumber => Self::RegistrationNumberGiven,
        }
    }
}

impl CheckCode {
    /// Makes a code from random bytes.
    pub fn from_random(bytes: [u8; LENGTH - 1]) -> Self {
        let mut values = [0; LENGTH];
        for (value, byte) in values.iter_mut().zip(bytes) {
            *value = byte & 31;
        }
        // the last position has weight one, so its value is what the sum of the others lacks
        values[LENGTH - 1] = 1 ^ weighted_sum(&values);
        Self(values)
    }

    /// Reads a typed or pasted code. Case, spaces, dashes and other marks make no difference, nor does a link or a word
    /// before it; O reads as 0, I and L as 1, and Cyrillic and Kazakh letters as the Latin ones they look like.
    pub fn parse(typed: &str) -> Result<Self, CodeFault> {
        let code = typed::without_surroundings(typed);
        if typed::is_number_of_series(code) {
            return Err(CodeFault::RegistrationNumber);
        }
        Self::read(code).map_err(|fault| match fault {
            _ if typed::is_number_without_dashes(code) => CodeFault::RegistrationNumber,
            fault => fault,
        })
    }

    fn read(code: &str) -> Result<Self, CodeFault> {
        let letters = || code.chars().filter(|letter| letter.is_alphanumeric());
        match letters().count() {
            LENGTH => {}
            0 => return Err(CodeFault::Mistyped),
            count => return Err(CodeFault::Length(u8::try_from(count).unwrap_or(u8::MAX))),
        }
        let mut values = [0; LENGTH];
        for (value, letter) in values.iter_mut().zip(letters()) {
            *value = typed::value_of(letter).ok_or(CodeFault::Mistyped)?;
        }
        if weighted_sum(&values) == 1 { Ok(Self(values)) } else { Err(CodeFault::Mistyped) }
    }

    /// Twelve characters without dashes, as stored.
    pub fn plain(&self) -> String {
        self.0.iter().map(|value| char::from(ALPHABET[usize::from(*value)])).collect()
    }
}

/// Groups of four characters, as printed: `4H7K-Q2MX-9RDT`.
impl std::fmt::Display for CheckCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plain = self.plain();
        write!(f, "{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..])
    }
}

/// Weighted sum by Horner's rule with the generator x of `GF(32) = GF(2)[x] / (x^5 + x^2 + 1)`.
fn weighted_sum(values: &[u8; LENGTH]) -> u8 {
    values.iter().fold(0, |sum, value| times_generator(sum) ^ value)
}

const fn times_generator(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { (shifted ^ 0b00_0101) & 0b1_1111 }
}

/// Search in the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Search {
    #[default]
    All,
    /// Certificate with this check code.
    Code(CheckCode),
    /// Words of a name, or a part of a number.
    Words(String),
}

impl Search {
    /// Reads what was typed; a check code without a mistake is one.
    pub fn read(typed: &str) -> Self {
        match (typed.trim(), CheckCode::parse(typed)) {
            ("", _) => Self::All,
            (_, Ok(code)) => Self::Code(code),
            (words, Err(_)) => Self::Words(words.to_owned()),
        }
    }
}

/// Number in the centre's paper journal. `NRC-2026-00042` is of our own series; other forms are saved as they are and
/// belong to no series.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegistrationNumber(String);

impl RegistrationNumber {
    pub const MAX_LENGTH: usize = 40;
    /// Highest number that moves its year's series: a slip in a list must leave a next number.
    const LAST: u32 = 9_999_999;

    /// Reads the number as the journal has it, without the spaces around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.chars().count() <= Self::MAX_LENGTH && is_code(text);
        fits.then(|| Self(text.to_owned()))
    }

    /// Makes a number of our own series: five digits at least.
    pub fn in_series(year: i32, number: u32) -> Self {
        Self(format!("NRC-{year}-{number:05}"))
    }

    /// Year and number, if it is of our own series.
    pub fn series(&self) -> Option<(i32, u32)> {
        let key = self.key();
        let (year, number) = Self::parts(&key)?;
        let (year, number) = (year.parse().ok()?, number.parse().ok().filter(|number| *number <= Self::LAST)?);
        // a longer number with zeros in front would be a second spelling of the same number
        (Self::in_series(year, number).0 == key).then_some((year, number))
    }

    /// Tells whether it looks like a number of our own series but is higher than any series goes.
    pub fn is_beyond_series(&self) -> bool {
        let key = self.key();
        let number = Self::parts(&key).map(|(_, number)| number.parse::<u64>());
        number.is_some_and(|number| number.map_or(true, |number| number > u64::from(Self::LAST)))
    }

    /// Digits of year and number in the key `NRC-2026-00042`.
    fn parts(key: &str) -> Option<(&str, &str)> {
        let (year, number) = key.strip_prefix("NRC-")?.split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        (year.len() == 4 && number.len() >= 5 && digits(year) && digits(number)).then_some((year, number))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Form in which it is compared with others.
    pub fn key(&self) -> String {
        code_key(&self.0)
    }
}

impl std::fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

text_enum! {
    /// Status of a certificate on a day.
    pub enum Status {
        Valid = "valid",
        Expired = "expired",
        Revoked = "revoked",
        Replaced = "replaced",
    }
}

/// Days on which a certificate's status changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Validity {
    /// Last day on which it is valid.
    pub valid_until: Option<NaiveDate>,
    pub revoked_on: Option<NaiveDate>,
    pub replaced_on: Option<NaiveDate>,
}

impl Validity {
    /// Status of the certificate on a day. Revoked and replaced come before expired.
    pub fn status_on(&self, day: NaiveDate) -> Status {
        let by = |happened: Option<NaiveDate>| happened.is_some_and(|on| on <= day);
        if by(self.revoked_on) {
            Status::Revoked
        } else if by(self.replaced_on) {
            Status::Replaced
        } else if self.valid_until.is_some_and(|last| last < day) {
            Status::Expired
        } else {
            Status::Valid
        }
    }
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn all_zeros_is_no_code() {
        assert_eq!(CheckCode::parse("0000-0000-0000"), Err(CodeFault::Mistyped));
    }

    #[test]
    fn the_generator_runs_through_all_thirty_one_values() {
        let mut seen = std::collections::HashSet::new();
        let mut value = 1;
        while seen.insert(value) {
            value = times_generator(value);
        }
        assert_eq!(seen.len(), 31);
    }

    #[test]
    fn only_the_form_of_our_series_feeds_the_series() {
        let series = |text: &str| RegistrationNumber::parse(text).unwrap().series();
        assert_eq!(series("NRC-2026-00042"), Some((2026, 42)));
        assert_eq!(series("NRC-2026-123456"), Some((2026, 123_456)));
        assert_eq!(series("nrс–2026–00042"), Some((2026, 42)));
        for other in ["NRC-2026-42", "NRC-2026-000042", "ҰРО-2026-00042", "NRC-26-00042", "NRC-2026-0004x"] {
            assert_eq!(series(other), None, "{other}");
        }
    }

    #[test]
    fn a_certificate_holds_on_its_last_day_and_not_after_it() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let validity = Validity { valid_until: Some(day("2026-06-30")), ..Validity::default() };
        assert_eq!(validity.status_on(day("2026-06-30")), Status::Valid);
        assert_eq!(validity.status_on(day("2026-07-01")), Status::Expired);
        let revoked = Validity { revoked_on: Some(day("2026-07-02")), ..validity };
        assert_eq!(revoked.status_on(day("2026-07-01")), Status::Expired);
        assert_eq!(revoked.status_on(day("2026-07-02")), Status::Revoked);
    }

    proptest! {
        #[test]
        fn a_code_is_read_back_from_any_spelling_of_it(bytes: [u8; 11]) {
            let code = CheckCode::from_random(bytes);
            prop_assert_eq!(CheckCode::parse(&code.to_string()), Ok(code));
            let sloppy = format!(" {} ", code.to_string().to_lowercase().replace('-', " — ").replace('0', "о").replace('1', "l"));
            prop_assert_eq!(CheckCode::parse(&sloppy), Ok(code));
        }

        #[test]
        fn every_single_wrong_character_shows(bytes: [u8; 11], place in 0..12usize, shift in 1..32u8) {
            let mut code = CheckCode::from_random(bytes);
            code.0[place] = (code.0[place] + shift) % 32;
            prop_assert_eq!(CheckCode::parse(&code.plain()), Err(CodeFault::Mistyped));
        }

        #[test]
        fn every_swap_of_two_different_characters_shows(bytes: [u8; 11], a in 0..12usize, b in 0..12usize) {
            let mut code = CheckCode::from_random(bytes);
            prop_assume!(code.0[a] != code.0[b]);
            code.0.swap(a, b);
            prop_assert_eq!(CheckCode::parse(&code.plain()), Err(CodeFault::Mistyped));
        }

        #[test]
        fn rubbish_is_answered_without_a_panic(text in "\\PC{0,60}") {
            let _ = CheckCode::parse(&text);
        }
    }
}
