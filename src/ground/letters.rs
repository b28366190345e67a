//! Characters that look alike, are invisible, or can be in no text; and the key by which codes are compared.

/// Tells whether a character is a dash of any kind that keyboards, word processors and typesetters put for a hyphen.
pub const fn is_dash(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

pub const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{ff07}')
}

/// Tells whether a character is an invisible mark without width, which comes along when text is copied from a page.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Tells whether a character turns the direction of a text around: such marks come with numbers copied from some
/// programs, and in a name they can make it read as another.
pub const fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether a character can be in no text of people: controls, of which PostgreSQL refuses NUL, and code points
/// that Unicode has set aside as none.
pub const fn is_impossible(letter: char) -> bool {
    let is_blank = matches!(letter, '\t' | '\n' | '\r');
    (letter.is_ascii_control() && !is_blank)
        || matches!(letter, '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}')
        || letter as u32 & 0xfffe == 0xfffe
}

/// Tells whether a character is space at the ends of a text: blank or invisible.
pub const fn is_margin(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}

/// Tells whether a text can be a code at all: it has a visible character, and none that no keyboard gives.
pub fn is_code(text: &str) -> bool {
    !code_key(text).is_empty() && !text.chars().any(|letter| is_impossible(letter) || letter == '\u{fffd}')
}

/// Latin capital that a Cyrillic or Kazakh capital looks like; any other character is returned unchanged.
pub const fn latin_look_alike(capital: char) -> char {
    match capital {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' | 'Һ' => 'H',
        'І' => 'I',
        'Ј' => 'J',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Ԛ' => 'Q',
        'Ѕ' => 'S',
        'Т' => 'T',
        'Ԝ' => 'W',
        'Х' => 'X',
        'У' | 'Ү' => 'Y',
        other => other,
    }
}

/// Form in which codes and numbers of courses, runs and certificates are compared: as people read them. Case, the kind
/// of dash, look-alike letters, spaces beside a dash and invisible characters make no difference.
pub fn code_key(code: &str) -> String {
    let mut key = String::with_capacity(code.len());
    let mut is_apart = false;
    for letter in code.chars().filter(|letter| !is_invisible(*letter) && !is_direction(*letter)) {
        if letter.is_whitespace() {
            is_apart = true;
            continue;
        }
        let is_joint = is_dash(letter);
        if is_apart && !is_joint && !key.is_empty() && !key.ends_with('-') {
            key.push(' ');
        }
        is_apart = false;
        if is_joint {
            key.push('-');
        } else {
            push_capital(&mut key, letter);
        }
    }
    key
}

/// Adds a letter to the key. Й and Ё give the same as one character and as a letter with a mark.
fn push_capital(key: &mut String, letter: char) {
    for capital in letter.to_uppercase() {
        match capital {
            'Й' => key.push_str("И\u{306}"),
            'Ё' | 'Ë' => key.push_str("E\u{308}"),
            other => key.push(latin_look_alike(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_key_however_it_is_written() {
        for written in [
            "NRC-2022-03800",
            "nrc-2022-03800",
            "NRС–2022—03800",
            "NRC\u{2010}2022\u{2011}03800",
            "NRC\u{2212}2022-03800",
            " NRC- 2022\u{a0}-\u{200b}03800\u{feff}",
        ] {
            assert_eq!(code_key(written), "NRC-2022-03800", "{written}");
        }
        assert_eq!(code_key("ТОП\u{a0}№ 7"), code_key("топ № 7"));
        assert_eq!(code_key("Йод-1"), code_key("И\u{306}ОД-1"));
    }

    #[test]
    fn codes_that_read_as_two_stay_two() {
        let different = ["P1-2022", "P12022", "P 12022", "P12-022", "PI-2022", "P1-2022-1", "П1-2022", ""];
        let keys: std::collections::HashSet<String> = different.iter().map(|code| code_key(code)).collect();
        assert_eq!(keys.len(), different.len());
    }

    #[test]
    fn nul_and_what_is_no_character_is_in_no_text() {
        for letter in ['\0', '\u{1}', '\u{1b}', '\u{7f}', '\u{85}', '\u{fffe}', '\u{ffff}', '\u{fdd0}', '\u{1fffe}'] {
            assert!(is_impossible(letter), "{letter:?}");
        }
        assert!(is_code("P1-2022") && !is_code("a\0") && !is_code("\u{fffd}") && !is_code(" \u{200b}"));
        for letter in ['\n', '\t', 'a', 'Ә', '李', '\u{fffd}', '😀', '\u{202e}'] {
            assert!(!is_impossible(letter), "{letter:?}");
        }
    }
}
