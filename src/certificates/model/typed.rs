//! Check codes as people type and paste them: with a link or a word around them, in other scripts, or another number.

use super::ALPHABET;
use crate::ground::letters::{code_key, latin_look_alike};

/// Marks before the code in a link to a check.
const IN_LINKS: [&str; 3] = ["/v/", "/verify/", "code="];

/// Words that people copy along with a code, in lower case.
const LABELS: [&str; 15] = [
    "код",
    "кода",
    "коды",
    "проверки",
    "проверочный",
    "тексеру",
    "сертификат",
    "сертификата",
    "сертификаттың",
    "code",
    "check",
    "verification",
    "certificate",
    "verify",
    "the",
];

/// Code alone out of a pasted link, or out of «Код проверки: …».
pub(super) fn without_surroundings(typed: &str) -> &str {
    // the same length in bytes, so that positions in one are positions in the other
    let small = typed.to_ascii_lowercase();
    let in_link = IN_LINKS.iter().filter_map(|mark| small.rfind(mark).map(|at| at + mark.len())).max();
    if let Some(start) = in_link {
        let rest = &typed[start..];
        return rest.split(['?', '#', '/', '&']).next().unwrap_or(rest);
    }
    let mut rest = typed.rsplit_once(':').map_or(typed, |(_, behind)| behind).trim_start();
    while let Some((word, behind)) = rest.split_once(char::is_whitespace) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
        if !bare.is_empty() && !LABELS.contains(&bare.as_str()) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// Tells whether a text is a registration number such as `NRC-2026-00042`: letters, a year and a number with dashes
/// between them. The groups of a code have four characters each, and no group is a year.
pub(super) fn is_number_of_series(text: &str) -> bool {
    let key = code_key(text);
    let groups: Vec<&str> = key.split(['-', ' ', '/']).collect();
    let [letters, year, number] = groups[..] else { return false };
    letters.chars().count() != 4 && letters.chars().all(char::is_alphabetic) && is_year(year) && is_number(number)
}

/// Tells whether a text is such a number without dashes, which a code could be too.
pub(super) fn is_number_without_dashes(text: &str) -> bool {
    let key = code_key(text);
    key.strip_prefix("NRC").is_some_and(|digits| digits.len() > 8 && is_number(digits) && is_year(&digits[..4]))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_number(text) && matches!(&text[..2], "19" | "20")
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Value of a character of a code.
pub(super) fn value_of(letter: char) -> Option<u8> {
    let narrow = match letter {
        // the wide forms of East Asian keyboards
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0)?,
        other => other,
    };
    let latin = match latin_look_alike(narrow.to_uppercase().next()?) {
        'O' | 'Ө' => '0',
        'I' | 'L' | 'Ӏ' => '1',
        'З' => '3',
        'Қ' => 'K',
        'Ң' => 'H',
        'Ҳ' => 'X',
        'Ұ' => 'Y',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == latin).and_then(|value| u8::try_from(value).ok())
}

#[cfg(feature = "ssr")]
#[cfg(test)]
mod tests {
    use super::super::{CheckCode, CodeFault};

    /// Code whose spellings are tried.
    const CODE: &str = "Y9CC-Q02S-YQAD";

    #[test]
    fn a_code_is_read_however_it_was_typed_or_pasted() {
        let code = CheckCode::parse(CODE).unwrap();
        for typed in [
            "y9cc q02s yqad",
            "Y9CCQ02SYQAD",
            "Y9CC–Q02S–YQAD",
            "Y9CC\u{2011}Q02S\u{2212}YQAD",
            "У9СС-Q02S-УQАD",
            "Ү9СС-Q02S-үQАD",
            "ұ9сс-Q02S-YQAD",
            "Y9CC-Q02S-YQAD\u{200b}",
            "\u{feff}Y9CC-Q02S-YQAD\n",
            "Y9CC-QO2S-YQAD",
            "Y9CC-QО2S-YQAD.",
            "«Y9CC-Q02S-YQAD»",
            "(Y9CC-Q02S-YQAD)",
            "Код: Y9CC-Q02S-YQAD",
            "Код проверки — Y9CC-Q02S-YQAD",
            "Тексеру коды: Y9CC-Q02S-YQAD",
            "check code Y9CC Q02S YQAD",
            "https://maman.example/v/Y9CC-Q02S-YQAD",
            "HTTPS://MAMAN.EXAMPLE/V/Y9CCQ02SYQAD",
            "https://maman.example/kk/verify/Y9CC-Q02S-YQAD?from=mail#top",
            "maman.example/ru/verify?code=Y9CC-Q02S-YQAD&x=1",
            "Ｙ９ＣＣ-Q02S-YQAD",
        ] {
            assert_eq!(CheckCode::parse(typed), Ok(code), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_code_is_told_apart() {
        for (typed, fault) in [
            ("Y9CC-Q02S-YQDA", CodeFault::Mistyped),
            ("", CodeFault::Mistyped),
            ("Y9CC-Q02S", CodeFault::Length(8)),
            ("Y9CC-Q02S-YQAD-Y9CC", CodeFault::Length(16)),
            ("https://maman.example/v/Y9CC", CodeFault::Length(4)),
            ("NRC-2026-00042", CodeFault::RegistrationNumber),
            ("nrс 2026 00042", CodeFault::RegistrationNumber),
            ("№ NRC–2026–00042", CodeFault::RegistrationNumber),
            ("ҰРО-2022-7", CodeFault::RegistrationNumber),
            ("https://maman.example/v/NRC-2026-00042", CodeFault::RegistrationNumber),
        ] {
            assert_eq!(CheckCode::parse(typed), Err(fault), "{typed}");
        }
    }

    #[test]
    fn no_number_of_our_series_is_taken_for_a_code() {
        for number in 0..2_000 {
            let written = format!("NRC-2026-{number:05}");
            assert_eq!(CheckCode::parse(&written), Err(CodeFault::RegistrationNumber));
        }
    }
}
