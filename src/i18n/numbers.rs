//! Numbers and shares as each language writes them.

use crate::ground::Locale;

/// Whole number with its thousands set apart.
pub fn whole(locale: Locale, number: u64) -> String {
    let digits = number.to_string();
    let separator = match locale {
        Locale::Kk | Locale::Ru => '\u{a0}',
        Locale::En => ',',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Share of a whole in per cent, rounded half up to a whole per cent.
pub fn share(locale: Locale, part: u32, whole: u32) -> String {
    let percent = if whole == 0 { 0 } else { (u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole) * 2) };
    match locale {
        Locale::Ru => format!("{percent}\u{a0}%"),
        Locale::Kk | Locale::En => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        assert_eq!(whole(Locale::Ru, 1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(whole(Locale::En, 12_345), "12,345");
        assert_eq!(whole(Locale::Kk, 130), "130");
    }

    #[test]
    fn shares_are_rounded_half_up_and_an_empty_whole_is_zero() {
        assert_eq!(share(Locale::Ru, 1, 8), "13\u{a0}%");
        assert_eq!(share(Locale::En, 143, 130), "110%");
        assert_eq!(share(Locale::Kk, 0, 0), "0%");
    }
}
