//! Check digit that Kazakhstan's identification numbers have in common: IIN of people, BIN of organisations.

/// Digit that follows eleven others; for some there is none, and such numbers are never issued.
pub fn check_digit(eleven: &[u32]) -> Option<u32> {
    let sum = |weight: fn(u32) -> u32| (1..).zip(eleven).map(|(place, digit)| digit * weight(place)).sum::<u32>() % 11;
    let first = sum(|place| place);
    let digit = if first == 10 { sum(|place| (place + 1) % 11 + 1) } else { first };
    (digit < 10).then_some(digit)
}
