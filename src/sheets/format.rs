//! Number formats: what a cell shows for the number in it. A person reads what is shown, so `41` under
//! `"NRC-2022-"00000` is the text `NRC-2022-00041`.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::cell::Cell;

/// Days from 1900 to 9999, as Excel counts them.
const SERIALS: std::ops::Range<f64> = 1.0..2_958_466.0;
/// Number of a day that Excel has and the calendar does not: 29.02.1900.
const NO_DAY: f64 = 60.0;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// Digits of the number, however many decimals are shown.
    Plain,
    Date,
    /// Code that shows more than the digits, such as words or zeros in front.
    Shown(Arc<str>),
}

impl NumberFormat {
    /// Format that has a number and no code.
    pub(super) fn of_id(id: u32) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            9 | 10 => Self::Shown(Arc::from("0%")),
            _ => Self::Plain,
        }
    }

    pub(super) fn of_code(code: &Arc<str>) -> Self {
        let bare = bare_letters(code);
        let is_word = ["general", "standard"].iter().any(|word| bare.contains(word));
        if !is_word && bare.contains(['y', 'd', 'm', 'h', 's']) {
            let is_date = bare.contains(['y', 'd']) || !bare.contains(['h', 's']);
            return if is_date { Self::Date } else { Self::Plain };
        }
        let sections = sections(code);
        let is_plain = sections.iter().all(|section| tokens(section).is_some_and(|tokens| is_plain(&tokens)));
        if is_plain { Self::Plain } else { Self::Shown(Arc::clone(code)) }
    }

    /// Cell with this number in it.
    pub(super) fn cell(&self, number: f64, is_1904: bool) -> Cell {
        match self {
            Self::Plain => Cell::Number(number),
            Self::Date => day(number, is_1904).map_or(Cell::Number(number), Cell::Date),
            Self::Shown(code) => match shown(code, number) {
                Some(text) if text.trim() == number.to_string() => Cell::Number(number),
                Some(text) => Cell::of_text(&text),
                None => Cell::Unshown,
            },
        }
    }
}

/// Day of a serial number; the time of day is left out.
fn day(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    let first = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let serial = if !is_1904 && serial < NO_DAY { serial + 1.0 } else { serial };
    if !SERIALS.contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in range, and a day has no part")]
    let days = Days::new(serial as u64);
    NaiveDate::from_ymd_opt(first.0, first.1, first.2)?.checked_add_days(days)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Literal(char),
    /// Place of a digit: without one, `0` shows a zero, `?` a space, `#` nothing.
    Digit(char),
    Point,
    Group,
    /// Whole number, as `General` shows it.
    Whole,
}

/// Letters of a code outside of quotes and brackets.
fn bare_letters(code: &str) -> String {
    let mut letters = code.chars();
    let mut bare = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|letter| *letter == '"')),
            '[' => drop(letters.by_ref().find(|letter| *letter == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            letter => bare.push(letter.to_ascii_lowercase()),
        }
    }
    bare
}

/// Parts of a code for positive numbers, negative ones, zero and text.
fn sections(code: &str) -> Vec<String> {
    let (mut sections, mut is_quoted, mut is_escaped) = (vec![String::new()], false, false);
    for letter in code.chars() {
        let ends = letter == ';' && !is_quoted && !is_escaped;
        is_quoted ^= letter == '"' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        match sections.last_mut() {
            Some(section) if !ends => section.push(letter),
            _ => sections.push(String::new()),
        }
    }
    sections
}

/// Tokens of a section; nothing if it does more than show digits and words: conditions, percents, fractions.
fn tokens(section: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut letters = section.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => tokens.extend(letters.by_ref().take_while(|letter| *letter != '"').map(Token::Literal)),
            '\\' => tokens.extend(letters.next().map(Token::Literal)),
            '_' => {
                letters.next();
                tokens.push(Token::Literal(' '));
            }
            '*' => drop(letters.next()),
            '[' => {
                let inside: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                if inside.starts_with(['<', '>', '=']) {
                    return None;
                }
                if let Some(currency) = inside.strip_prefix('$') {
                    tokens.extend(currency.split('-').next().unwrap_or_default().chars().map(Token::Literal));
                }
            }
            '0' | '#' | '?' => tokens.push(Token::Digit(letter)),
            '.' => tokens.push(Token::Point),
            ',' => tokens.push(Token::Group),
            '@' => tokens.push(Token::Whole),
            '%' | '/' => return None,
            'E' | 'e' if matches!(letters.peek(), Some('+' | '-')) => return Some(vec![Token::Whole]),
            'G' | 'g' if section.to_ascii_lowercase().contains("general") => {
                letters.by_ref().take("eneral".len()).for_each(drop);
                tokens.push(Token::Whole);
            }
            letter => tokens.push(Token::Literal(letter)),
        }
    }
    Some(tokens)
}

/// Tells whether only the digits of the number are shown, and none in front of it.
fn is_plain(tokens: &[Token]) -> bool {
    let has_words = tokens.iter().any(|token| matches!(token, Token::Literal(letter) if !" -()".contains(*letter)));
    let zeros = tokens.iter().take_while(|token| **token != Token::Point).filter(|token| **token == Token::Digit('0'));
    !has_words && zeros.count() <= 1
}

/// Text that the code shows for the number; nothing if that is not known.
fn shown(code: &str, number: f64) -> Option<String> {
    let sections = sections(code);
    let (place, sign) = match sections.len() {
        2.. if number < 0.0 => (1, ""),
        3.. if number == 0.0 => (2, ""),
        _ => (0, if number < 0.0 { "-" } else { "" }),
    };
    let tokens = tokens(&sections[place])?;
    let point = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
    let (whole, part) = tokens.split_at(point);
    let is_digit = |token: &&Token| matches!(token, Token::Digit(_));
    let text = format!("{:.*}", part.iter().filter(is_digit).count(), number.abs());
    let (digits, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let is_grouped = whole.contains(&Token::Group) || part.contains(&Token::Group);
    if is_grouped && digits.len() > 3 {
        return None;
    }
    let places = whole.iter().filter(is_digit).count();
    let mut shown = sign.to_owned();
    let (mut next, mut taken) = (0, 0);
    for token in whole {
        match token {
            Token::Literal(letter) => shown.push(*letter),
            Token::Whole => shown.push_str(&number.abs().to_string()),
            Token::Group | Token::Point => {}
            Token::Digit(empty) => {
                next += 1;
                // the first place takes all the digits that have no place of their own
                let upto = (digits.len() + next).saturating_sub(places);
                match (upto > taken, empty) {
                    (true, _) if digits == "0" && *empty != '0' => {}
                    (true, _) => shown.push_str(&digits[taken..upto]),
                    (false, '0') => shown.push('0'),
                    (false, '?') => shown.push(' '),
                    (false, _) => {}
                }
                taken = taken.max(upto);
            }
        }
    }
    let mut decimals = decimals.chars();
    for token in part {
        match token {
            Token::Literal(letter) => shown.push(*letter),
            Token::Point => shown.push('.'),
            Token::Digit(_) => shown.extend(decimals.next()),
            Token::Group | Token::Whole => {}
        }
    }
    Some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(code: &str, number: f64) -> Cell {
        NumberFormat::of_code(&Arc::from(code)).cell(number, false)
    }

    #[test]
    fn a_number_is_read_as_its_cell_shows_it() {
        for (code, number, shown) in [
            ("\"NRC-2022-\"00000", 41.0, "NRC-2022-00041"),
            ("00000", 41.0, "00041"),
            ("000000000000", 30_506_234_014.0, "030506234014"),
            ("0\" ч.\"", 72.0, "72 ч."),
            ("[$№-419]0", 5.0, "№5"),
            ("[Red]\"№\"000-000", 1_234.0, "№001-234"),
            ("000-000", 12_345_678.0, "12345-678"),
            ("General\" ак.ч.\"", 72.0, "72 ак.ч."),
            ("\"P\"0;\"M\"0", -3.0, "M3"),
        ] {
            assert_eq!(cell(code, number), Cell::Text(shown.to_owned()), "{code}");
        }
    }

    #[test]
    fn decimals_groups_and_words_for_other_numbers_leave_a_number_as_it_is() {
        for code in ["General", "0", "0.00", "#,##0", "#,##0.00_);(#,##0.00)", "@", "0.00E+00", "# ##0", "000"] {
            assert_eq!(cell(code, 900_315_212_345.0), Cell::Number(900_315_212_345.0), "{code}");
        }
    }

    #[test]
    fn a_number_whose_look_is_not_known_is_not_guessed() {
        for code in ["0%", "[<100]0;00000", "# ?/?", "#,##0\" шт.\""] {
            assert_eq!(cell(code, 1_234.0), Cell::Unshown, "{code}");
        }
    }

    #[test]
    fn days_are_counted_from_1900_or_1904() {
        let day = |text: &str| Cell::Date(text.parse().unwrap());
        for code in ["dd.mm.yyyy", "[$-419]d mmm yyyy;@", "DD.MM.YY\" г.\"", "mmmm"] {
            assert_eq!(cell(code, 44_634.0), day("2022-03-14"), "{code}");
        }
        assert_eq!(NumberFormat::of_id(14).cell(44_634.75, false), day("2022-03-14"));
        assert_eq!(NumberFormat::of_id(14).cell(1.0, false), day("1900-01-01"));
        assert_eq!(NumberFormat::Date.cell(43_172.0, true), day("2022-03-14"));
        assert_eq!(NumberFormat::Date.cell(-5.0, false), Cell::Number(-5.0));
        assert_eq!(cell("h:mm", 0.5), Cell::Number(0.5));
    }
}
