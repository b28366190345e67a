//! Check-in by a code that a projector shows: how long a code lasts, and when it is taken.

use chrono::{DateTime, TimeDelta, Utc};

/// Seconds for which one code is shown.
pub const SECONDS: u32 = 30;
/// Number of codes before the present one that are still taken: a phone needs a moment.
const STILL_TAKEN: i64 = 1;
/// Number of codes before the present one that are still known to be of a meeting, so that the answer can name it.
const STILL_KNOWN: i64 = 40;
/// Minutes before the beginning of a meeting from which codes are taken, and after it until which they are.
pub const MINUTES: i64 = 15;
/// Letters and digits of a code: those of Crockford, none of which look alike.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Length of a code.
const LENGTH: usize = 8;

/// Turn of a code: the number of its half minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn(pub i64);

impl Turn {
    /// Turn at this instant.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(instant.timestamp().div_euclid(SECONDS.into()))
    }

    /// Turns whose codes are still known, the present one first.
    pub fn known(self) -> impl Iterator<Item = Self> {
        (self.0 - STILL_KNOWN..=self.0).rev().map(Self)
    }

    /// Tells whether a code of that turn is still taken in this one.
    pub const fn takes(self, other: Self) -> bool {
        self.0 - other.0 <= STILL_TAKEN
    }

    /// Seconds until the next turn.
    pub fn seconds_left(instant: DateTime<Utc>) -> u32 {
        let passed = instant.timestamp().rem_euclid(SECONDS.into());
        SECONDS - u32::try_from(passed).unwrap_or_default()
    }
}

/// Code of eight characters from the bytes of a keyed hash.
pub fn code(hash: &[u8]) -> String {
    let bits = hash.iter().take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let letter = |place: usize| {
        let five = bits >> (5 * (LENGTH - 1 - place)) & 31;
        ALPHABET.get(usize::try_from(five).unwrap_or_default()).copied().map_or('0', char::from)
    };
    let letters: Vec<char> = (0..LENGTH).map(letter).collect();
    let (first, second) = letters.split_at(LENGTH / 2);
    format!("{}-{}", first.iter().collect::<String>(), second.iter().collect::<String>())
}

/// Code as somebody typed it, in the form in which it is shown.
pub fn read_code(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    let letters: String = letters.take(LENGTH + 1).collect();
    match letters.split_at_checked(LENGTH / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => letters,
    }
}

/// Time of check-in for a meeting, seen from an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    Early,
    Open,
    Late,
}

/// First and last instant at which codes of a meeting are taken.
pub fn open_between(starts_at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let minutes = TimeDelta::minutes(MINUTES);
    (starts_at - minutes, starts_at + minutes)
}

impl Opening {
    pub fn of(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let (from, until) = open_between(starts_at);
        if now < from {
            Self::Early
        } else if now <= until {
            Self::Open
        } else {
            Self::Late
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_changes_every_half_minute_and_is_taken_for_a_minute() {
        let turn = |text| Turn::at(instant(text));
        let shown = turn("2026-11-04T09:00:00Z");
        assert_eq!(shown, turn("2026-11-04T09:00:29Z"));
        assert!(turn("2026-11-04T09:00:59Z").takes(shown));
        assert!(!turn("2026-11-04T09:01:00Z").takes(shown));
        assert_eq!(Turn::seconds_left(instant("2026-11-04T09:00:11Z")), 19);
        assert_eq!(Turn::seconds_left(instant("2026-11-04T09:00:30Z")), 30);
        assert!(turn("2026-11-04T09:20:00Z").known().any(|known| known == shown));
    }

    #[test]
    fn a_code_is_eight_letters_that_do_not_look_alike_and_is_read_as_typed() {
        assert_eq!(code(&[0; 32]), "0000-0000");
        assert_eq!(code(&[255; 32]), "ZZZZ-ZZZZ");
        assert_eq!(code(&[0b0000_1000, 0b1000_0110, 0b0100_0010, 0b1001_1000, 0b1110_1000]), "1234-5678");
        for typed in ["6T2K-9WQD", "6t2k9wqd", " 6T2K 9WQD ", "6T2K–9WQD"] {
            assert_eq!(read_code(typed), "6T2K-9WQD");
        }
        assert_eq!(read_code("oil1-0000"), "0111-0000");
        assert_ne!(read_code("6T2K-9WQDX"), "6T2K-9WQD");
        assert_eq!(read_code("6T"), "6T");
    }

    #[test]
    fn codes_are_taken_from_a_quarter_of_an_hour_before_to_one_after_the_beginning() {
        let starts_at = instant("2026-11-04T09:00:00Z");
        let opening = |text| Opening::of(starts_at, instant(text));
        assert_eq!(opening("2026-11-04T08:44:59Z"), Opening::Early);
        assert_eq!(opening("2026-11-04T08:45:00Z"), Opening::Open);
        assert_eq!(opening("2026-11-04T09:15:00Z"), Opening::Open);
        assert_eq!(opening("2026-11-04T09:15:01Z"), Opening::Late);
    }
}
