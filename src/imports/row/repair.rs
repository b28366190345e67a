//! What can be put right safely in a name: Latin letters among Cyrillic ones, and capitals.

/// Words that stay small inside a name: «Рашид кызы».
const SMALL_WORDS: [&str; 10] = ["қызы", "кызы", "ұлы", "улы", "оглы", "уулу", "оғлы", "qyzy", "kyzy", "uly"];

/// The text with Latin letters replaced by the Cyrillic ones they look like, in words that hold a
/// Cyrillic letter; nothing if there are none.
pub(in crate::imports) fn look_alikes(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let is_word = letter.is_alphabetic();
        let end = rest.find(|letter: char| letter.is_alphabetic() != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        if part.chars().any(is_cyrillic) {
            repaired.extend(part.chars().map(cyrillic));
        } else {
            repaired.push_str(part);
        }
        rest = after;
    }
    (repaired != text).then_some(repaired)
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

const fn cyrillic(letter: char) -> char {
    match letter {
        'A' => 'А',
        'a' => 'а',
        'B' => 'В',
        'C' => 'С',
        'c' => 'с',
        'E' => 'Е',
        'e' => 'е',
        'Ë' => 'Ё',
        'ë' => 'ё',
        'H' => 'Н',
        'h' => 'һ',
        'I' => 'І',
        'i' => 'і',
        'K' => 'К',
        'k' => 'к',
        'M' => 'М',
        'm' => 'м',
        'O' => 'О',
        'o' => 'о',
        'Ö' => 'Ө',
        'ö' => 'ө',
        'P' => 'Р',
        'p' => 'р',
        'T' => 'Т',
        't' => 'т',
        'X' => 'Х',
        'x' => 'х',
        'Y' => 'У',
        'y' => 'у',
        'Ə' => 'Ә',
        'ə' => 'ә',
        other => other,
    }
}

/// The name with capitals where they belong, if it is written wholly in capitals or wholly small.
pub(in crate::imports) fn capitals(name: &str) -> Option<String> {
    let letters = || name.chars().filter(|letter| letter.is_alphabetic());
    let is_one_case = letters().all(char::is_uppercase) || letters().all(char::is_lowercase);
    if !is_one_case || letters().nth(1).is_none() {
        return None;
    }
    let words: Vec<String> = name.split(' ').enumerate().map(|(place, word)| word_in_title_case(place, word)).collect();
    let titled = words.join(" ");
    (titled != name).then_some(titled)
}

fn word_in_title_case(place: usize, word: &str) -> String {
    let small = word.to_lowercase();
    if place > 0 && SMALL_WORDS.contains(&small.as_str()) {
        return small;
    }
    let parts: Vec<String> = small
        .split('-')
        .map(|part| {
            let mut letters = part.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        })
        .collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_become_cyrillic_only_beside_cyrillic_ones() {
        assert_eq!(look_alikes("Mукaнoвa").as_deref(), Some("Муканова"));
        assert_eq!(look_alikes("Рaxмaтуллaeв").as_deref(), Some("Рахматуллаев"));
        assert_eq!(look_alikes("Iлияc Əлiұлы").as_deref(), Some("Ілияс Әліұлы"));
        assert_eq!(look_alikes("Anna Каримова"), None);
        assert_eq!(look_alikes("NRC-01"), None);
    }

    #[test]
    fn capitals_are_put_right_by_word_and_hyphen_but_mixed_names_are_left() {
        assert_eq!(capitals("ЦВЕТКОВА-МИЛЛЕР").as_deref(), Some("Цветкова-Миллер"));
        assert_eq!(capitals("РАШИД КЫЗЫ").as_deref(), Some("Рашид кызы"));
        assert_eq!(capitals("әлиева").as_deref(), Some("Әлиева"));
        assert_eq!(capitals("МакКейн"), None);
        assert_eq!(capitals("Ю"), None);
    }
}
