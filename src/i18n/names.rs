//! Order of names, and the folded forms by which they are searched and compared.
//!
//! All lists use the Kazakh order in every language of the interface: Russian and root rules misplace І and Ұ. Keys are
//! stored as bytes, so that both databases sort alike.

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

use crate::ground::letters::is_dash;

static KAZAKH: LazyLock<Option<CollatorBorrowed<'static>>> =
    LazyLock::new(|| Collator::try_new(icu_locale_core::locale!("kk").into(), CollatorOptions::default()).ok());

/// Bytes that sort as the Kazakh alphabet does.
pub fn sort_key(name: &str) -> Vec<u8> {
    let mut key = Vec::new();
    if let Some(collator) = KAZAKH.as_ref() {
        // writing to a Vec cannot fail
        let _ = collator.write_sort_key_to(name, &mut key);
    }
    key
}

/// Form in which names and titles are searched: case, Kazakh letters, ё, й, soft and hard signs and punctuation make no
/// difference.
pub fn search_key(text: &str) -> String {
    fold(text, false)
}

/// Form in which two records are compared as possibly one person (rule R2): as for search, but the soft and the hard
/// sign still make a difference.
pub fn duplicate_key(name: &str) -> String {
    fold(name, true)
}

fn fold(text: &str, keep_signs: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfkc().flat_map(char::to_lowercase) {
        let letter = match letter {
            'ә' => 'а',
            'ғ' => 'г',
            'қ' => 'к',
            'ң' => 'н',
            'ө' => 'о',
            'ұ' | 'ү' => 'у',
            'һ' => 'х',
            'і' | 'й' => 'и',
            'ё' => 'е',
            'ь' | 'ъ' if !keep_signs => continue,
            other => other,
        };
        if letter.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(letter);
        } else if letter.is_whitespace() || is_dash(letter) {
            gap = true;
        }
    }
    folded
}

/// Likeness that two words need for one to be offered in place of the other.
const LIKENESS: f64 = 0.7;
/// Number of characters of a text that are compared: comparing takes the product of the lengths.
const COMPARED: usize = 100;

/// Entry whose name is most like the typed text, if any is alike at all.
pub fn nearest<'a, T>(typed: &str, names: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    if typed.chars().nth(COMPARED).is_some() {
        return None;
    }
    names
        .map(|(name, entry)| (strsim::normalized_damerau_levenshtein(typed, name), entry))
        .filter(|(likeness, _)| *likeness >= LIKENESS)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, entry)| entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_the_kazakh_alphabet_does() {
        let alphabet = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ";
        let mut letters: Vec<String> = alphabet.chars().rev().map(String::from).collect();
        letters.sort_by_key(|letter| sort_key(letter));
        assert_eq!(letters.concat(), alphabet);
    }

    #[test]
    fn search_forgives_case_kazakh_letters_and_signs() {
        assert!(search_key("Құдайбергенов Һәсен-Ғали").contains(&search_key("ҚҰДАЙБ")));
        assert_eq!(search_key("Құдайбергенов"), search_key("кудаибергенов"));
        assert_eq!(search_key("Асель"), search_key("Әсел"));
        for written in ["Әбдіғали-Мысал", "Әбдіғали\u{2011}Мысал", "Әбдіғали–Мысал", "Әбдіғали Мысал"]
        {
            assert_eq!(search_key(written), "абдигали мысал");
        }
        assert_eq!(search_key("Й\u{439}ы И\u{306}ы"), search_key("ййы йы"));
        assert_eq!(search_key("  О'Коннор,  Анна "), "оконнор анна");
    }

    #[test]
    fn the_key_for_duplicates_keeps_soft_and_hard_signs() {
        assert_ne!(duplicate_key("Асель"), duplicate_key("Әсел"));
        assert_eq!(duplicate_key("ӘЛИЕВА Гүлнұр"), duplicate_key("Алиева Гулнур"));
    }
}
